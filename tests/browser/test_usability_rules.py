"""What makes a shop easy: rules about lists, search, errors and help, each seen in the browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window, mostly

CLIPPED = """() => [...document.querySelectorAll("main *, header *, footer *")]
  .filter((one) => one.checkVisibility() && one.innerText?.trim() && !one.closest(".vh, .pc .ocop span, .skip"))
  .filter((one) => /hidden|clip/.test(getComputedStyle(one).overflow))
  .filter((one) => one.scrollWidth > one.clientWidth + 2 || one.scrollHeight > one.clientHeight + 2)
  .map((one) => one.outerHTML.slice(0, 120))"""
FORMS = {
    "/dang-nhap": ("Đăng nhập", "Số điện thoại hoặc e-mail"),
    "/dang-ky": ("Mở tài khoản", "Họ tên"),
    "/don": ("Xem đơn", "Số điện thoại"),
    "/quet": ("Xem tem", "Mã"),
    "/quen-mat-khau": ("Gửi", ""),
}
HELPED = ("/", "/tim", "/p/mat-ong-green-life", "/htx", "/don", "/dang-nhap", "/gio", "/dat-hang")


@mostly("phone")
@pytest.mark.parametrize("path", FORMS)
def test_a_page_with_errors_begins_its_title_with_it_and_leads_to_every_field(page: Page, path: str) -> None:
    page.goto(path)
    assert not page.title().startswith("Lỗi:")
    page.locator("main form [type=submit]:not([name])").first.click()
    expect(page).to_have_title(re.compile("^Lỗi: "))
    summary = page.locator(".esum")
    expect(summary).to_be_focused()
    for link in summary.get_by_role("link").all():
        target = (link.get_attribute("href") or "").removeprefix("#")
        expect(page.locator(f"[id='{target}-error']")).to_contain_text(link.inner_text())


@mostly("phone")
@pytest.mark.parametrize("path", FORMS)
def test_a_field_says_whether_it_may_be_left_empty(page: Page, path: str) -> None:
    page.goto(path)
    for label in page.locator("main .fld > label").all():
        expect(label).to_contain_text(re.compile(r"\((cần điền|không bắt buộc)\)"))


@mostly("phone")
def test_the_number_of_goods_stands_above_and_below_a_list_and_is_announced(page: Page) -> None:
    page.goto("/tim")
    total = page.locator(".lh [aria-live]")
    expect(total).to_have_text(re.compile(r"^\d+ món$"))
    goods = (total.text_content() or "").split()[0]
    below = page.get_by_text(f"24 trên {goods} món")
    expect(below).to_be_visible()
    list_, place = page.locator(".grid").bounding_box(), below.bounding_box()
    assert list_ is not None
    assert place is not None
    assert place["y"] > list_["y"] + list_["height"]


@mostly("phone")
def test_going_back_returns_to_the_same_place_of_a_list(page: Page) -> None:
    page.goto("/tim?xep=cheapest")
    card = page.locator(".pc h3 a").nth(17)
    card.scroll_into_view_if_needed()
    card.click()
    expect(page).to_have_url(re.compile("/p/"))
    page.go_back()
    expect(page).to_have_url(re.compile("xep=cheapest"))
    expect(card).to_be_in_viewport()


@mostly("desk")
def test_several_values_of_a_filter_go_together_and_each_can_be_taken_away(page: Page) -> None:
    page.goto("/tim")
    panel = page.get_by_role("form", name="Lọc")
    panel.get_by_label("5 sao").check()
    panel.get_by_label("4 sao").check()
    panel.get_by_role("button", name="món").click()
    expect(page).to_have_url(re.compile("sao=5&sao=4|sao=4&sao=5"))
    page.get_by_role("link", name="Bỏ lọc: OCOP 4 sao").click()
    expect(page.get_by_role("link", name="Bỏ lọc: OCOP 5 sao")).to_be_visible()
    expect(page.get_by_role("link", name="Bỏ lọc: OCOP 4 sao")).to_have_count(0)


@mostly("phone")
def test_a_price_stands_beside_that_of_a_kilogram_or_litre(page: Page) -> None:
    page.goto("/c/mat-ong")
    for card in page.locator(".pc").all():
        expect(card).to_contain_text(re.compile(r"₫/(kg|lít)"))


@mostly("phone")
@pytest.mark.parametrize(("typed", "meant"), [("mat onh", "Mật ong"), ("chuoi vuba", "Chuối"), ("trunh ga", "Trứng")])
def test_a_misspelled_word_still_gets_suggestions_and_goods(page: Page, typed: str, meant: str) -> None:
    page.goto("/")
    box = page.locator("header").get_by_role("combobox")
    box.click()
    page.keyboard.type(typed)
    expect(page.get_by_role("option", name=re.compile(meant)).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Đây là các món tìm với")
    expect(page.locator(".pc").first).to_contain_text(meant)


@mostly("phone")
@pytest.mark.parametrize(("words", "found"), [("mang cau", "Na "), ("dau phong", "lạc")])
def test_what_is_called_otherwise_elsewhere_is_found(page: Page, words: str, found: str) -> None:
    page.goto(f"/tim?q={words}")
    expect(page.locator(".pc").first).to_contain_text(re.compile(found, re.IGNORECASE))


@mostly("desk")
def test_a_search_shows_fewer_goods_at_once_than_a_list_to_look_around_in(page: Page) -> None:
    page.goto("/tim?q=htx")
    assert page.locator(".pc").count() == 20
    page.goto("/tim")
    assert page.locator(".pc").count() == 24


@mostly("phone")
@pytest.mark.parametrize("words", ["xyzzyqwv", "iphone 15"])
def test_a_search_without_goods_gives_a_way_on(page: Page, words: str) -> None:
    page.goto(f"/tim?q={words}")
    expect(page.locator("header input[name=q]")).to_have_value(words)
    expect(page.get_by_role("main").get_by_role("link", name="Hỏi một hợp tác xã")).to_be_visible()
    expect(page.locator(".pc").first).to_be_visible()


@mostly("phone")
@pytest.mark.parametrize(
    ("words", "kind", "leads_to"),
    [
        ("mat ong", "Nhóm hàng: Mật ong", "/c/mat-ong"),
        ("trà", "Nhóm hàng: Chè", "/c/che"),
        ("miến", "Nhóm hàng: Gạo & miến", "/c/gao-mien"),
        ("Green Life", "Nơi làm: HTX Green Life", "/htx/htx-green-life"),
        ("quà tết", "Chọn sẵn: Quà Tết từ bản", "/chon-loc/qua-tet-tu-ban"),
    ],
)
def test_what_a_search_names_stands_above_the_goods(page: Page, words: str, kind: str, leads_to: str) -> None:
    page.goto(f"/tim?q={words}")
    hit = page.get_by_role("list", name="Có tên như câu tìm").get_by_role("link", name=kind)
    expect(hit).to_be_visible()
    top, goods = hit.bounding_box(), page.locator(".pc").first.bounding_box()
    assert top is not None
    assert goods is None or top["y"] < goods["y"]
    hit.click()
    expect(page).to_have_url(re.compile(f"{leads_to}$"))


@mostly("phone")
def test_a_gift_for_the_boss_is_not_taken_for_rice(page: Page) -> None:
    page.goto("/tim?q=qua bieu sep")
    expect(page.get_by_role("main")).not_to_contain_text("nep")
    expect(page.locator(".pc").first).to_contain_text("Hộp quà")


@mostly("phone")
def test_help_stands_at_the_end_of_every_page(page: Page) -> None:
    page.goto("/p/mat-ong-green-life")
    page.get_by_role("main").get_by_role("button", name="Thêm vào giỏ").first.click()
    for path in HELPED:
        page.goto(path)
        help_ = page.get_by_role("contentinfo").get_by_role("link", name="Cách đặt và trả tiền")
        expect(help_).to_be_visible()


@mostly("desk")
@pytest.mark.parametrize("path", ["/", "/tim", "/p/mat-ong-green-life", "/htx", "/mua", "/dang-nhap"])
def test_text_twice_as_large_is_not_clipped(page: Page, path: str) -> None:
    page.goto(path)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(CLIPPED) == []


@mostly("phone")
@pytest.mark.parametrize("locale", ["vi-VN", "en-GB"])
def test_files_are_chosen_in_the_words_of_the_page(window: Window, locale: str) -> None:
    page = window(locale)
    page.goto("/_components")
    box = page.locator("[data-files]").first
    expect(box.locator("label")).to_be_visible()
    expect(box.locator("output")).to_have_text("Chưa chọn ảnh nào" if locale == "vi-VN" else "No photo chosen yet")
    box.locator("input").set_input_files({"name": "cam.jpg", "mimeType": "image/jpeg", "buffer": b"x"})
    expect(box.locator("output")).to_contain_text("cam.jpg")


@mostly("phone")
def test_a_reader_of_the_screen_hears_landmarks_trails_and_spreads(page: Page) -> None:
    page.goto("/htx")
    names = [form.get_attribute("aria-label") for form in page.locator("[role=search]").all()]
    assert all(names)
    assert len(set(names)) == len(names) == 2
    page.goto("/c/mat-ong")
    trail = '- list:\n  - listitem:\n    - link "Trang chủ"\n  - listitem: Mật ong'
    expect(page.locator("main nav").first).to_match_aria_snapshot(trail)
    page.goto("/p/mat-ong-green-life/danh-gia")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"5 sao:\s*57\s?%"))
