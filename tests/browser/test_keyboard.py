"""Everything can be done without a mouse, and one always sees where one is."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import story
from tests.browser.walk import NUMBER, OPERATOR, OWNER_OF_GREEN_LIFE, Guest, Operator, Person

MOST_STOPS = 250
AT_THE_END = "document.activeElement === document.body"
UNSEEN = """() => {
  const active = document.activeElement;
  const shown = active.matches("input.vh") ? active.parentElement : active;
  const ringed = ([element, part]) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element, part);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };
  const places = [[active], [active, "::after"], [active.parentElement], [active.nextElementSibling]];
  const { left, top, width, height } = shown.getBoundingClientRect();
  const seen = [0.1, 0.5, 0.9].some((part) => {
    const found = document.elementFromPoint(left + width * part, top + height * part);
    return found && (shown.contains(found) || found.contains(shown));
  });
  const faults = [places.some((place) => place[0] && ringed(place)) || "no ring", seen || "covered"];
  return faults.filter((fault) => fault !== true).map((fault) => `${fault}: ${active.outerHTML.slice(0, 140)}`);
}"""
"""What is wrong with the place where the focus stands (WCAG 2.2, 2.4.7 and 2.4.11)."""


def tab(page: Page) -> Iterator[None]:
    """Press Tab until the page ends."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(AT_THE_END):
            return
        yield
    raise AssertionError(f"{page.url} holds the focus")


def tab_to(page: Page, wanted: Locator) -> None:
    """Go on to something by Tab alone."""
    wanted.wait_for()
    for _stop in tab(page):
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{wanted} cannot be reached on {page.url}")


def test_the_first_stop_leads_past_the_header(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Bỏ qua, đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_buyer_sees_where_she_is(page: Page) -> None:
    story.fill_the_basket(Guest(page))
    paths = ("/", "/tim", "/p/mat-ong-green-life", "/gio", "/dat-hang", "/noi-nhan", "/dang-nhap")
    assert [fault for path in paths for fault in unseen(page, path)] == []


def test_a_seller_sees_where_he_is(page: Page) -> None:
    Person(page).sign_in(OWNER_OF_GREEN_LIFE)
    assert [fault for path in ("/ban-hang", "/ban-hang/don", "/ban-hang/mon") for fault in unseen(page, path)] == []


def unseen(page: Page, path: str) -> list[str]:
    """The stops of a page at which one does not see where one is."""
    page.goto(path)
    return [fault for _stop in tab(page) for fault in page.evaluate(UNSEEN)]


def test_a_jar_is_bought_with_the_keyboard_alone(page: Page) -> None:
    guest, keys = Guest(page), page.keyboard
    page.goto("/")
    tab_to(page, guest.search_field)
    keys.type("mat ong green life")
    keys.press("Enter")
    page.wait_for_url("**/tim?*")
    tab_to(page, guest.main.get_by_role("heading", level=3).get_by_role("link"))
    keys.press("Enter")
    tab_to(page, guest.main.get_by_role("button", name="Mua ngay"))
    keys.press("Enter")
    page.wait_for_url("**/dat-hang?mua=ngay")
    write_with_keys(guest)
    tab_to(page, guest.main.get_by_role("button", name="Đặt hàng, trả khi nhận"))
    keys.press("Enter")
    expect(guest.main.get_by_role("heading", level=1)).to_have_text("Đã đặt hàng")


def write_with_keys(guest: Guest) -> None:
    """Fill in the checkout; the first province and commune of the lists will do."""
    page = guest.page
    for label, text in (("Số điện thoại", "0900 000 123"), ("Họ và tên", "Nguyễn Thị Mẫu")):
        tab_to(page, guest.field(label))
        page.keyboard.type(text)
    tab_to(page, guest.main.locator("[data-place-lists] > summary"))
    page.keyboard.press("Enter")
    for label in ("Tỉnh, thành phố", "Phường, xã"):
        tab_to(page, guest.field(label))
        with page.expect_response("**/dat-hang/noi-nhan*"):
            page.keyboard.press("ArrowDown")
    tab_to(page, guest.field("Số nhà, ngõ, đường hoặc thôn, xóm"))
    page.keyboard.type("Số 8, ngõ 12")


@pytest.mark.parametrize("screen", ["desk"])
def test_an_operator_works_through_the_orders_with_single_keys(page: Page) -> None:
    operator, keys = Operator(page), page.keyboard
    operator.sign_in(OPERATOR)
    orders = operator.main.get_by_role("row").get_by_role("link", name=NUMBER)
    keys.press("/")
    expect(operator.main.get_by_role("searchbox")).to_be_focused()
    keys.press("Escape")
    for key in "jjk":
        keys.press(key)
    expect(orders.first).to_be_focused()
    keys.press("x")
    expect(operator.main.get_by_role("checkbox", checked=True)).to_have_count(1)
    keys.press("?")
    expect(operator.main.get_by_text("mở dòng đang đứng")).to_be_visible()
    keys.press("Escape")
    number = orders.nth(1).inner_text()
    keys.press("j")
    keys.press("Enter")
    expect(page).to_have_url(re.compile(f"don={number}"))
    expect(operator.main.get_by_role("complementary", name=number)).to_be_visible()
