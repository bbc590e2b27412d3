"""Looking at a product closely, with and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window, mostly

HONEY = "/p/mat-ong-green-life"


def test_a_picture_opens_over_the_page_and_closes_by_the_keyboard(page: Page) -> None:
    page.goto(HONEY)
    page.get_by_role("link", name="Xem ảnh lớn").click()
    large = page.get_by_role("dialog", name="Ảnh lớn")
    expect(large.get_by_role("img")).to_be_visible()
    assert large.get_by_role("img").get_attribute("alt")
    expect(large.get_by_role("button", name="Đóng")).to_be_focused()
    page.keyboard.press("Escape")
    expect(large).to_be_hidden()
    assert page.url.endswith(HONEY)


@mostly("phone")
def test_without_scripts_a_picture_has_a_page_of_its_own(window: Window) -> None:
    page = window(scripts=False)
    page.goto(HONEY)
    page.get_by_role("link", name="Xem ảnh lớn").click()
    expect(page.locator("img.large")).to_be_visible()
    page.get_by_role("link", name="Về trang món hàng").click()
    expect(page).to_have_url(re.compile(f"{HONEY}$"))


@pytest.mark.parametrize("scripts", [True, False])
def test_the_province_alone_tells_day_and_fee_on_the_spot(window: Window, scripts: bool) -> None:
    page = window(scripts=scripts)
    page.goto(HONEY)
    page.get_by_label("Gửi đến đâu? Xem ngày nhận và phí gửi.").select_option("Hà Nội")
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.locator("span[data-fee]")).to_have_text(re.compile(r"Phí khoảng 30\.000.₫ cho hũ 500.ml\."))
    expect(page.get_by_role("link", name="Chọn phường, xã")).to_be_visible()


def test_price_stock_and_fee_follow_the_chosen_pack_size(window: Window) -> None:
    page = window()
    page.goto(HONEY)
    page.get_by_label("Gửi đến đâu? Xem ngày nhận và phí gửi.").select_option("Hà Nội")
    page.get_by_role("button", name="Xem", exact=True).click()
    page.get_by_text("Hũ 1 lít", exact=True).first.click()
    expect(page.locator("p[data-price]")).to_have_text(re.compile(r"310\.000.₫"))
    expect(page.locator("span[data-fee]")).to_have_text(re.compile("cho hũ 1.lít"))


@mostly("phone")
def test_without_scripts_every_pack_size_tells_its_own_stock_and_fee(window: Window) -> None:
    page = window(scripts=False)
    page.goto(HONEY)
    told = page.get_by_role("group", name="Cỡ gói").get_by_role("listitem")
    expect(told).to_have_count(3)
    expect(told.nth(2)).to_have_text(re.compile(r"Hũ 1.lít Còn (\d+|hàng), lô GL-1127"))


@mostly("phone")
def test_zalo_words_can_be_read_and_copied_by_hand(window: Window) -> None:
    page = window(scripts=False)
    page.goto(HONEY)
    page.get_by_text("Gửi qua Zalo").click()
    words = page.get_by_label("Chép lời này rồi dán vào Zalo")
    assert "Mật ong rừng Green Life, HTX Green Life. 165.000" in words.input_value()


@mostly("phone")
def test_the_price_follows_the_quantity_as_it_is_typed(page: Page) -> None:
    page.goto(HONEY)
    price, quantity = page.locator("p[data-price]"), page.get_by_role("textbox", name="Số lượng")
    for typed, told in (
        ("5", r"155\.000.₫\s*310\.000.₫/lít"),
        ("12", r"148\.000.₫"),
        ("4", r"165\.000.₫\s*330\.000.₫/lít"),
    ):
        quantity.fill(typed)
        expect(price).to_have_text(re.compile(told))
    quantity.fill("3")
    page.get_by_text("Hũ 1 lít", exact=True).first.click()
    expect(price).to_have_text(re.compile(r"295\.000.₫"))


@pytest.mark.parametrize("scripts", [True, False])
def test_after_adding_the_page_goes_on_where_it_was(window: Window, scripts: bool) -> None:
    page = window(scripts=scripts)
    page.goto(HONEY)
    page.get_by_text("Hũ 1 lít", exact=True).first.click()
    button = page.get_by_role("button", name="Thêm vào giỏ")
    button.scroll_into_view_if_needed()
    before = page.evaluate("scrollY") if scripts else None
    button.click()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"Đã thêm Mật ong rừng Green Life, hũ 1.lít vào giỏ\."))
    expect(page.get_by_role("radio", name=re.compile("Hũ 1.lít"))).to_be_checked()
    if scripts:
        assert page.evaluate("scrollY") == before
    expect(page.get_by_role("button", name="Thêm vào giỏ")).to_be_in_viewport()
