"""One change of many listings: ticked, seen before, done and taken back; by touch, by keyboard, without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window, mostly
from tests.browser.walk import OWNER_OF_GREEN_LIFE, Person

LIST = "/ban-hang/mon"


def prices(page: Page) -> list[str]:
    """Those of the first product of the list."""
    page.goto(LIST)
    return page.locator(".product").first.locator(".pack-line .price").all_inner_texts()


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.mark.parametrize("scripts", [True, False])
@mostly("phone")
def test_prices_go_up_after_a_preview_and_come_back_with_one_undo(window: Window, scripts: bool) -> None:
    person = Person(window(scripts=scripts))
    person.sign_in(OWNER_OF_GREEN_LIFE)
    page = person.page
    before = prices(page)
    change = page.get_by_role("button", name="Đổi các món đã tích")
    expect(change).to_be_hidden()
    page.locator(".choose").first.click()
    change.click()
    page.get_by_text("Đổi giá theo phần trăm").click()
    page.get_by_label("Bao nhiêu").fill("10")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Giá tăng 10\u00a0%, làm tròn đến 1.000\u00a0₫")
    lines = page.locator(".bulk-lines li")
    expect(lines).to_have_count(len(before))
    expect(lines.first).to_contain_text("Nhận được")
    assert fits(page)
    page.get_by_role("button", name=f"Đổi {len(before)} dòng").click()
    expect(page.get_by_text("Hoàn tác được đến")).to_be_visible()
    address = page.url
    assert all(new != old for new, old in zip(prices(page), before, strict=True))
    page.goto(address)
    assert fits(page)
    page.get_by_role("button", name="Hoàn tác lần đổi này").click()
    expect(page.get_by_text("Đã hoàn tác").first).to_be_visible()
    assert prices(page) == before


@mostly("desk")
def test_goods_are_put_away_and_brought_back_by_keyboard(window: Window) -> None:
    person = Person(window())
    person.sign_in(OWNER_OF_GREEN_LIFE)
    page, keys = person.page, person.page.keyboard
    page.goto(LIST)
    page.locator(".choose input").first.focus()
    keys.press("Space")
    page.get_by_role("button", name="Đổi các món đã tích").press("Enter")
    page.get_by_label("Cất đi").press("Space")
    keys.press("Enter")
    page.get_by_role("button", name="Đổi 1 dòng").press("Enter")
    page.wait_for_url("**/ban-hang/doi-nhieu/*")
    page.goto(f"{LIST}?xem=da-cat")
    honey = page.locator(".product", has_text="Mật ong rừng Green Life")
    expect(honey).to_have_count(1)
    gone = page.goto("/p/mat-ong-green-life")
    assert gone is not None
    assert gone.status == 410
    expect(page.get_by_text("HTX Green Life không bán món này nữa.")).to_be_visible()
    page.go_back()
    honey.get_by_role("button", name="Lấy lại").press("Enter")
    expect(honey).to_have_count(0)
    page.goto(LIST)
    honey.get_by_role("button", name="Bán lại").press("Enter")
    page.get_by_text("Đang bán lại.").wait_for()
    back = page.goto("/p/mat-ong-green-life")
    assert back is not None
    assert back.status == 200
