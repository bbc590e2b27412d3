"""Gifts at checkout as a buyer walks through them: the box with its picture, then a file that names many people."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from marketplace import spreadsheets
from marketplace.imports.receivers import HEADING
from tests.browser.conftest import Window, mostly
from tests.browser.walk import Guest

HONEY = "/p/mat-ong-green-life"
ROWS = (
    ("Nguyễn Thị Một", "0912 345 601", "Hà Nội", "Phường Ba Đình", "Số 1", "", ""),
    ("Bùi Văn Hai", "0912 345 602", "Phú Thọ", "Xã Không Có", "Xóm Đồi", "", ""),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two people, of whom one lives in a commune that there is not."""
    path = tmp_path / "nguoi-nhan.xlsx"
    path.write_bytes(spreadsheets.write_xlsx([("Người nhận", HEADING, ROWS)]))
    return path


@mostly("phone")
@pytest.mark.parametrize("locale", ["vi-VN", "en-GB"])
def test_a_company_sends_one_gift_to_two_people_by_a_file(
    window: Window, file: Path, locale: str, axe: Callable[[Page], list[str]]
) -> None:
    buyer = Guest(window(locale), locale)
    buyer.page.goto(HONEY)
    buyer.press("Mua ngay")
    buyer.main.locator("#gift-part summary").click()
    expect(buyer.main.locator("#gift-part .opt img")).to_be_visible()
    buyer.follow("Gửi theo danh sách từ tệp")
    buyer.main.locator("input[type=file]").set_input_files(file)
    buyer.fill("Tên người tặng", "Công ty Mẫu")
    buyer.fill("Điện thoại của bạn", "0987 654 321")
    buyer.press("Soát tệp và tính phí")
    assert axe(buyer.page) == []
    row = buyer.main.get_by_role("listitem").filter(has_text="Bùi Văn Hai")
    expect(row).to_contain_text("Xã Không Có")
    row.get_by_role("textbox").fill("Mường Động")
    buyer.press("Soát và tính lại")
    buyer.sees("Mọi dòng đều đúng.")
    assert axe(buyer.page) == []
    wide = buyer.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0
    buyer.main.locator("#summary button").first.click()
    expect(buyer.page).to_have_url(re.compile("/don/"))
