"""Narrowing a list with and without scripts, and the suggestions under the search field."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window


@pytest.fixture(params=["phone"])
def screen(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def narrow(page: Page) -> None:
    """On a phone: open the panel, choose three stars, look at the goods."""
    page.goto("/c/mat-ong")
    page.get_by_role("link", name="Lọc").click()
    panel = page.get_by_role("form", name="Lọc")
    expect(panel).to_be_visible()
    panel.get_by_label("3 sao").check()
    panel.get_by_role("button").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_shopper_narrows_a_list_and_takes_the_filter_away_again(window: Window, scripts: bool) -> None:
    page = window(scripts=scripts)
    narrow(page)
    expect(page).to_have_url(re.compile("sao=3"))
    expect(page.get_by_role("form", name="Lọc")).to_be_hidden()
    page.get_by_role("link", name="Bỏ lọc: OCOP 3 sao").click()
    expect(page).not_to_have_url(re.compile("sao"))


def test_the_panel_closes_by_its_link_and_by_going_back(page: Page) -> None:
    page.goto("/tim")
    panel = page.get_by_role("form", name="Lọc")
    for leave in (lambda: panel.get_by_role("link", name="Đóng").click(), page.go_back):
        page.get_by_role("link", name="Lọc").click()
        expect(panel).to_be_visible()
        leave()
        expect(panel).to_be_hidden()


def test_going_back_from_a_product_keeps_the_place_in_the_list(page: Page) -> None:
    page.goto("/tim?xep=newest")
    tenth = page.locator(".pc h3 a").nth(9)
    name = tenth.inner_text()
    tenth.scroll_into_view_if_needed()
    tenth.click()
    page.go_back()
    expect(page.get_by_role("link", name=name)).to_be_in_viewport()


def test_a_wrong_price_is_told_to_those_who_hear_the_page(page: Page) -> None:
    page.goto("/tim?gia-den=1.000,5#loc")
    field = page.get_by_label("Đến", exact=True).first
    expect(field).to_have_value("1.000,5")
    expect(field).to_have_accessible_description("Không đọc được số tiền “1.000,5”. Viết như 125.000 hoặc 125k")


def test_suggestions_are_chosen_by_the_arrow_keys(page: Page) -> None:
    page.goto("/")
    field = page.get_by_role("combobox")
    field.press_sequentially("mat ong")
    expect(page.get_by_role("option").first).to_have_text("Mật ong Nhóm hàng")
    field.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_text("Mật ong Nhóm hàng")
    field.press("Enter")
    page.wait_for_url("**/c/mat-ong")


def test_escape_closes_the_suggestions_and_enter_searches_plainly(page: Page) -> None:
    page.goto("/")
    field = page.get_by_role("combobox")
    field.press_sequentially("mat ong")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("option").first).to_be_hidden()
    field.press("Enter")
    page.wait_for_url("**/tim?q=mat+ong")


def test_the_button_counts_what_is_ticked_and_the_address_holds_nothing_empty(page: Page) -> None:
    page.goto("/tim")
    page.get_by_role("link", name="Lọc").click()
    panel = page.get_by_role("form", name="Lọc")
    expect(panel.get_by_role("button")).to_have_text(re.compile(r"^Xem \d\d món$"))
    panel.get_by_label("5 sao").check()
    expect(panel.get_by_role("button")).to_have_text(re.compile(r"Xem \d món"))
    panel.get_by_label("Đến", exact=True).first.fill("1")
    panel.get_by_label("Đến", exact=True).first.press("Tab")
    expect(panel.get_by_role("button")).to_have_text("Xem 0 món")
    panel.get_by_label("Đến", exact=True).first.fill("")
    panel.get_by_role("button").click()
    expect(page).to_have_url(re.compile(r"/tim\?sao=5$"))
