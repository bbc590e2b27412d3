"""Ordering asks for little, says why, and loses nothing."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import mostly

HONEY = "/p/mat-ong-green-life"
MOST_FIELDS = 7  # a checkout has 11.3 fields in the mean (baymard.com, 2025)


@pytest.fixture
def checkout(page: Page) -> Page:
    """The checkout of a guest who has never been here."""
    page.goto(HONEY)
    page.get_by_role("button", name="Mua ngay").click()
    expect(page).to_have_title(re.compile("^Đặt hàng"))
    return page


@mostly("phone")
def test_a_guest_fills_in_few_fields_and_is_told_what_the_number_is_for(checkout: Page) -> None:
    form = checkout.locator("form[data-checkout]")
    fields = form.locator("input:not([type=radio]), select, textarea, [type=radio]:checked")  # a choice is one field
    assert 0 < sum(field.is_visible() for field in fields.all()) <= MOST_FIELDS
    expect(checkout.get_by_label("Số điện thoại")).to_have_accessible_description(re.compile("gọi số này"))
    for field in ("Số điện thoại", "Họ và tên", "Số nhà"):
        expect(checkout.get_by_text(re.compile(rf"{field}.*\(cần điền\)"))).to_be_visible()
    expect(checkout.get_by_text(re.compile(r"E-mail \(không bắt buộc\)"))).to_be_visible()


@mostly("phone")
def test_a_place_found_by_its_name_brings_a_day_and_the_whole_sum(checkout: Page) -> None:
    checkout.get_by_label("Tìm nhanh phường, xã").fill("ba dinh")
    checkout.get_by_role("button", name="Phường Ba Đình, Hà Nội").click()
    expect(checkout.get_by_label("Phường, xã")).to_have_value("00004")
    summary = checkout.locator("#summary")
    expect(summary).to_contain_text(re.compile(r"Nhận \d\d"))
    expect(summary).to_contain_text(re.compile(r"Trả khi nhận\s*195\.000"), use_inner_text=True)


@mostly("phone")
def test_a_walk_to_the_goods_and_back_loses_nothing_that_was_typed(checkout: Page) -> None:
    checkout.get_by_label("Họ và tên").fill("Nguyễn Thị Mẫu")
    checkout.get_by_role("link", name="Về món hàng").click()
    expect(checkout).to_have_url(re.compile(HONEY))
    checkout.get_by_role("button", name="Mua ngay").click()
    expect(checkout.get_by_label("Họ và tên")).to_have_value("Nguyễn Thị Mẫu")


@mostly("phone")
def test_what_is_missing_is_said_on_top_and_each_line_leads_to_its_field(checkout: Page) -> None:
    checkout.get_by_label("Họ và tên").fill("Nguyễn Thị Mẫu")
    checkout.get_by_role("button", name="Đặt hàng, trả khi nhận").last.click()
    expect(checkout).to_have_title(re.compile("^Lỗi:"))
    summary = checkout.get_by_role("alert").first
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(checkout.get_by_label("Số điện thoại")).to_be_focused()
    expect(checkout.get_by_label("Họ và tên")).to_have_value("Nguyễn Thị Mẫu")
