"""An operator takes goods down by keys, the seller answers on a phone, and another operator brings them back."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.walk import OPERATOR, Person

TRUST = "0900 000 007"
SELLER = "0900 000 002"
NAME = "Mật ong rừng Green Life"
LIST = "/van-hanh/mon"


@pytest.mark.parametrize("screen", ["desk"])
def test_goods_are_taken_down_by_keys_answered_and_brought_back(window: Window) -> None:
    first, seller, second = (Person(window()) for _ in range(3))
    first.sign_in(OPERATOR)
    page, keys = first.page, first.page.keyboard
    page.goto(LIST)
    keys.press("/")
    keys.type("mat ong rung green life")
    keys.press("Enter")
    page.wait_for_url("**q=mat**")
    keys.press("j")
    expect(page.get_by_role("link", name=NAME, exact=True)).to_be_focused()
    keys.press("Enter")
    page.wait_for_url(f"**{LIST}/mat-ong-green-life*")
    keys.press("h")
    page.wait_for_url("**/ha?*")
    page.get_by_label("Hứa chữa bệnh").check()
    page.get_by_label("Đơn đang mở vẫn gói và giao").check()
    page.get_by_role("button", name="Hạ món này").click()
    expect(page.get_by_text("Đã hạ. Món rời kệ")).to_be_visible()
    answer = page.request.get("/p/mat-ong-green-life")
    assert answer.status == 404

    seller.sign_in(SELLER)
    seller.page.goto("/ban-hang")
    seller.page.get_by_role("link", name=f"Món đã hạ: {NAME}").click()
    seller.page.get_by_label("Anh chị trả lời").fill("Đã bỏ câu hứa chữa bệnh.")
    seller.page.get_by_role("button", name="Gửi trả lời").click()
    expect(seller.page.get_by_text("Đã gửi trả lời.")).to_be_visible()

    second.sign_in(TRUST)
    second.page.goto(f"{LIST}/mat-ong-green-life?xem=da-ha")
    expect(second.page.get_by_text("Đã bỏ câu hứa chữa bệnh.").first).to_be_visible()
    second.page.get_by_role("button", name="Cho bán lại").click()
    expect(second.page.get_by_text("Đã khép yêu cầu.")).to_be_visible()
    assert page.request.get("/p/mat-ong-green-life").status == 200
