"""What a shopper sees of home, lists and cards before doing anything, and what stays in reach while scrolling."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Window, mostly

PHONE_IN_HAND = {"width": 360, "height": 740}
THUMB = 44
"""Points: less is hard to hit while one walks."""
ROWS = """grid => {
  const shown = [...grid.children].filter((card) => card.checkVisibility());
  const lines = {};
  for (const card of shown) (lines[card.offsetTop] ??= []).push(card);
  const columns = getComputedStyle(grid).gridTemplateColumns.split(" ").length;
  return Object.values(lines).map((line) => line.length / columns);
}"""
SMALL = """least => [...document.querySelectorAll("a[href],button,input,select,textarea,summary,label:has(input)")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".vh,.pc .ocop span,.skip,.sum"))
  .filter((one) => !(one.matches("input, label input") && one.closest("label")) && one.type !== "hidden")
  .filter((one) => !/sr-only/.test(one.className))
  .map((one) => [one, one.getBoundingClientRect(), getComputedStyle(one, "::after")])
  .filter(([, box, over]) => box.width > 2 && !(over.position === "absolute" && over.content !== "none"))
  .filter(([one]) => getComputedStyle(one).display !== "inline"
    || one.parentElement.textContent.trim() === one.textContent.trim())
  .filter(([, box]) => box.height < least - 0.5 || box.width < least - 0.5)
  .map(([one, box]) => `${one.outerHTML.slice(0, 90)} ${Math.round(box.width)} x ${Math.round(box.height)}`)"""
"""What can be touched and is small; not links within a sentence, and not a link that lies over its whole card."""
ON_TOP = """field => {
  const { x, y } = field.getBoundingClientRect();
  return field === document.elementFromPoint(x + 9, y + 9);
}"""
TOUCHED = (
    *(
        "/",
        "/tim",
        "/tim?sao=4#loc",
        "/tim?q=mat+ong",
        "/c/mat-ong",
        "/mua",
        "/danh-muc",
        "/htx",
        "/htx/htx-green-life",
    ),
    *("/tinh", "/tinh/phu-tho", "/chon-loc", "/chon-loc/qua-tet-tu-ban", "/quet", "/t/HH82EBV4", "/tro-giup"),
    *("/sao-ocop", "/mon-thich", "/da-xem", "/noi-nhan", "/dang-nhap", "/dang-ky", "/don", "/gio"),
)


def bottom(of: Locator) -> float:
    box = of.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


@mostly("phone")
@pytest.mark.parametrize("locale", ["vi-VN", "en-GB"])
def test_home_shows_two_goods_with_their_prices_before_anybody_scrolls(window: Window, locale: str) -> None:
    page = window(locale)
    page.set_viewport_size(PHONE_IN_HAND)
    page.goto("/")
    bar = page.locator("nav.tabs").bounding_box()
    assert bar is not None
    for place in (0, 1):
        assert bottom(page.locator(".pc .price").nth(place)) <= bar["y"]


@mostly("phone")
def test_header_and_basket_stay_and_the_search_opens_from_its_icon(page: Page) -> None:
    page.set_viewport_size(PHONE_IN_HAND)
    page.goto("/tim")
    search, basket = page.locator("header .find"), page.locator("header a.ib")
    wide = search.evaluate("box => box.offsetWidth")
    page.mouse.wheel(0, 2000)
    expect(page.locator(".pc").first).not_to_be_in_viewport()
    expect(basket).to_be_in_viewport()
    expect(search).to_have_css("width", f"{THUMB}px")
    search.click()
    expect(page.locator("header").get_by_role("combobox")).to_be_focused()
    assert search.evaluate("box => box.offsetWidth") >= wide - 80  # the shop's name may stand beside it
    page.keyboard.type("chuoi")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=chuoi"))


@mostly("phone")
def test_what_can_be_touched_is_as_large_as_a_thumb(page: Page) -> None:
    small = {path: page.evaluate(SMALL, THUMB) for path in TOUCHED if page.goto(path)}
    assert len(small) == len(TOUCHED)
    assert {path: found for path, found in small.items() if found} == {}


@mostly("desk")
@pytest.mark.parametrize("width", [360, 700, 1440])
def test_the_rows_of_home_leave_no_hole(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/")
    for row in page.locator(".grid.row-of").all():
        assert set(row.evaluate(ROWS)) == {1}


@mostly("phone")
def test_a_card_tells_a_real_rating_or_none(page: Page) -> None:
    page.goto("/tim")
    cards = page.locator(".pc")
    assert not cards.filter(has_text=re.compile(r"Mới \(|\bMới\b.*bán")).count()
    rated = cards.filter(has_text=re.compile(r"\d,\d"))
    assert 0 < rated.count() < cards.count()
    expect(rated.first).to_contain_text(re.compile(r"4,4.*\(7 đánh giá\) · bán \d+"))


@mostly("phone")
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_card_puts_its_goods_into_the_basket_and_on_the_wish_list(window: Window, scripts: bool) -> None:
    page = window(scripts=scripts)
    page.goto("/tim")
    add = page.get_by_role("button", name="Thêm Mật ong rừng Green Life vào giỏ")
    add.click()
    expect(page).to_have_url(re.compile("/tim$"))
    expect(page.locator("[data-toast]")).to_contain_text("Đã thêm")
    expect(page.locator("header a.ib .cnt")).to_have_text("1")
    page.get_by_role("button", name="Thích Mật ong rừng Green Life").first.click()
    expect(page.locator("[data-toast]")).to_contain_text("món thích")
    page.goto("/mon-thich")
    expect(page.get_by_role("main")).to_contain_text("Mật ong rừng Green Life")


@mostly("phone")
def test_a_card_keeps_the_place_where_one_was(page: Page) -> None:
    page.goto("/tim")
    add = page.get_by_role("button", name=re.compile("vào giỏ$")).nth(20)
    add.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    add.click()
    expect(page.locator("[data-toast]")).to_be_visible()
    assert abs(page.evaluate("scrollY") - before) < 5


@mostly("desk")
def test_filters_fold_what_has_nothing_and_leave_the_price_free(page: Page) -> None:
    page.goto("/tim")
    panel = page.get_by_role("form", name="Lọc")
    expect(panel.get_by_label(re.compile("^GlobalGAP"))).to_be_hidden()
    panel.get_by_text(re.compile("^Thêm, chưa có món")).first.click()
    expect(panel.get_by_label(re.compile("^GlobalGAP"))).to_be_visible()
    price = page.locator("#gia-den")
    price.scroll_into_view_if_needed()
    assert price.evaluate(ON_TOP)


@mostly("phone")
def test_makers_are_told_with_place_stars_and_number_of_goods(page: Page) -> None:
    page.goto("/htx")
    card = page.locator(".sellers li").filter(has_text="Cơ sở Huy Vũ")
    expect(card).to_contain_text("Gia Lai")
    expect(card).to_contain_text("4 sao")
    expect(card).to_contain_text("1 món")
    assert page.locator(".sellers li").count() <= 24
    page.get_by_role("link", name="Xem thêm").click()
    expect(page.locator(".sellers li").first).to_be_visible()


@mostly("phone")
def test_provinces_without_goods_are_folded(page: Page) -> None:
    page.goto("/tinh")
    expect(page.get_by_role("link", name=re.compile("^Phú Thọ"))).to_be_visible()
    expect(page.get_by_role("link", name="Hà Nội")).to_be_hidden()
    page.get_by_text("chưa có món nào").first.click()
    expect(page.get_by_role("link", name="Hà Nội")).to_be_visible()


@mostly("desk")
def test_the_season_table_names_the_fruits(page: Page) -> None:
    page.goto("/mua")
    table = page.get_by_role("region", name="Lịch mùa vụ")
    for fruit in ("Cam Cao Phong", "Na Lạc Thủy", "Vải thiều Thanh Hà"):
        expect(table).to_contain_text(fruit)


@mostly("phone")
def test_every_surface_of_the_demo_shop_says_on_top_that_it_is_one(page: Page) -> None:
    for path in ("/", "/gio", "/t/HH82EBV4", "/dang-nhap"):
        page.goto(path)
        bar = page.get_by_text("Cửa hàng trình diễn")
        expect(bar).to_have_count(1)
        assert bottom(bar) < 40
    page.goto("/t/HH82EBV4")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tem thật (bản trình diễn)")


@mostly("desk")
def test_the_navigation_leads_only_to_families_with_some_goods(page: Page) -> None:
    page.goto("/")
    nav = page.get_by_role("navigation", name="Danh mục")
    expect(nav).to_contain_text("Mật ong")
    expect(nav).not_to_contain_text("Quà biếu")
