"""The reconciliation desk: suggestions, match and the way back by single keys, and all of it without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window, mostly
from tests.browser.walk import OPERATOR, Person

DESK = "/van-hanh/doi-soat"


@pytest.mark.parametrize("screen", ["desk"])
def test_money_is_matched_with_single_keys_and_taken_out_again(window: Window) -> None:
    person = Person(window())
    person.sign_in(OPERATOR)
    page, keys = person.page, person.page.keyboard
    page.goto(DESK)
    waiting = page.locator(".queue nav a")
    before = waiting.count()
    keys.press("j")
    expect(waiting.first).to_be_focused()
    keys.press("Enter")
    page.wait_for_url(f"**{DESK}/*")
    opened = page.url
    suggested = page.get_by_role("radio")
    keys.press("2")
    expect(suggested.nth(1)).to_be_checked()
    keys.press("1")
    expect(suggested.first).to_be_checked()
    expect(page.locator(".recon-for:visible")).to_have_count(1)  # the sum of what is chosen
    keys.press("Enter")
    expect(page.get_by_text(re.compile(r"^Đã khớp \d"))).to_be_visible()
    expect(waiting).to_have_count(before - 1)
    expect(page.locator(".view h2")).to_contain_text("là của đơn nào?")  # the next one is open
    page.get_by_role("button", name="Gỡ ra", exact=True).click()
    expect(page).to_have_url(opened)
    expect(waiting).to_have_count(before)


@mostly("phone")
def test_money_is_shared_out_without_scripts(window: Window) -> None:
    person = Person(window(scripts=False))
    person.sign_in(OPERATOR)
    page = person.page
    page.goto(DESK)
    page.locator(".queue nav a").first.click()
    page.get_by_role("radio", name=re.compile("Đơn khác")).check()
    page.get_by_label("Mã đơn, dòng 1").fill("2611-ABCDE")
    page.get_by_label("Số tiền, dòng 1").fill("1.000")
    page.get_by_role("button", name="Tính lại, thêm dòng").click()
    expect(page.get_by_label("Số tiền, dòng 1")).to_have_value("1.000")
    expect(page.get_by_text("Còn lệch")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Khớp")).click()
    expect(page.get_by_text(re.compile("còn lệch"))).to_be_visible()


@mostly("phone")
def test_a_statement_is_sent_and_its_progress_ends_by_itself(window: Window) -> None:
    person = Person(window())
    person.sign_in(OPERATOR)
    page = person.page
    page.goto(f"{DESK}/sao-ke")
    text = "Ngày giao dịch;Nội dung;Tiền vào\n25/11/2026;MAU tien gui;12.345\n25/11/2026;MAU sai;1,5\n"
    page.locator("input[type=file]").set_input_files(
        {"name": "sao-ke.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    page.get_by_role("button", name="Nạp và khớp").click()
    expect(page.get_by_role("heading", name="1 khoản tiền mới")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("1 dòng không đọc được")).to_be_visible()
