"""A bird is ordered by an estimate, weighed on a phone and paid by its weight; of a missing one the buyer is asked."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import story
from tests.browser.conftest import Window, mostly
from tests.browser.test_accessibility import Axe, faults
from tests.browser.test_packing import OFFLINE, SENT, kept
from tests.browser.walk import NUMBER, Guest, Seller

OWNER_WHO_WEIGHS = "0900 000 011"
SHOP = "Gian hàng mẫu Gà đồi"


def ordered(window: Window) -> tuple[Guest, str]:
    """Two birds, ordered by somebody who read what may be paid at most."""
    guest = Guest(window())
    guest.page.goto("/p/ga-mau-tinh-theo-can")
    guest.sees("khoảng 240.000 ₫")
    guest.put_in_basket(2)
    guest.go_to_checkout()
    story.fill_in(guest)
    guest.sees("nhiều nhất 528.000 ₫")
    guest.sees("Tổng này là ước tính.")
    guest.order()
    guest.follow("Theo dõi đơn")
    return guest, NUMBER.findall(guest.parcel_of(SHOP).inner_text())[0]


def packing(window: Window, number: str, *, scripts: bool = True) -> Seller:
    seller = Seller(window(scripts=scripts), scripts=scripts)
    seller.sign_in(OWNER_WHO_WEIGHS)
    seller.open(number)
    if seller.main.get_by_role("button", name="Nhận đơn").count():
        seller.press("Nhận đơn")
        expect(seller.page.get_by_role("status").filter(has_text=number)).to_be_visible()
    seller.page.goto(f"/ban-hang/don/{number}/goi")
    return seller


@mostly("phone")
def test_weights_outlive_a_lost_signal_and_the_sum_follows(window: Window, axe: Axe, screen: str) -> None:
    guest, number = ordered(window)
    seller = packing(window, number)
    assert faults(seller.page, axe) == []
    seller.main.get_by_role("checkbox").nth(0).check()
    seller.page.context.set_offline(True)
    seller.fill("Số 1", "1420")
    seller.fill("Số 2", "1560")
    seller.field("Số 2").press("Tab")
    expect(seller.main.get_by_role("status")).to_contain_text(OFFLINE)
    assert kept(seller) == 1
    seller.page.context.set_offline(False)
    expect(seller.main.get_by_role("status")).to_have_text(SENT)
    expect(seller.main).to_contain_text("2,98 kg")
    expect(seller.main).to_contain_text("476.800 ₫")
    assert kept(seller) == 0
    for place in (1, 2):
        seller.main.get_by_role("checkbox").nth(place).check()
    expect(seller.main).to_contain_text("Đủ việc, đóng được kiện")
    seller.press("Gói xong, kiện tiếp")
    expect(seller.page.get_by_role("status").filter(has_text=number)).to_contain_text("Đã gói xong đơn")
    guest.page.reload()
    guest.sees("cân được 2,98 kg")


@mostly("phone")
def test_without_scripts_the_same_form_weighs(window: Window, screen: str) -> None:
    _guest, number = ordered(window)
    seller = packing(window, number, scripts=False)
    seller.fill("Số 1", "1420")
    seller.fill("Số 2", "142")
    seller.press("Gói xong, kiện tiếp")
    expect(seller.main.get_by_role("alert")).to_contain_text("Số 2: 142 g thì khác xa cỡ 1400–1600 g")
    expect(seller.field("Số 1")).to_have_value("1420")
    seller.fill("Số 2", "2100")
    seller.press("Lưu dấu tích")
    expect(seller.main).to_contain_text("anh chị chịu")
    for place in range(3):
        seller.main.get_by_role("checkbox").nth(place).check()
    seller.press("Gói xong, kiện tiếp")
    expect(seller.page.get_by_role("status").filter(has_text=number)).to_contain_text("Đã gói xong đơn")


@mostly("phone")
@pytest.mark.parametrize("scripts", [True, False])
def test_a_missing_bird_is_asked_about_and_answered_by_the_link(
    window: Window, axe: Axe, screen: str, scripts: bool
) -> None:
    guest, number = ordered(window)
    seller = packing(window, number, scripts=scripts)
    seller.main.get_by_role("link", name=re.compile("Thiếu hàng")).click()
    seller.fill("Đang có mấy cái?", "1")
    seller.press("Hỏi người mua")
    expect(seller.main).to_contain_text("Chọn một cách")
    seller.main.get_by_label("Gửi số đang có, hủy phần thiếu").check()
    seller.press("Hỏi người mua")
    expect(seller.main).to_contain_text("Đang chờ người mua trả lời")
    guest.page.reload()
    guest.follow("Xem và trả lời")
    guest.sees("Chỉ gửi 1, bớt 240.000 ₫ tiền hàng?")
    assert faults(guest.page, axe) == []
    guest.press("Đồng ý, gửi phần đang có")
    guest.sees("Bạn đã đồng ý")
    assert faults(guest.page, axe) == []
    seller.page.reload()
    expect(seller.main).to_contain_text("Cân 1 × Gà mẫu tính theo cân")
