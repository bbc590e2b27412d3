"""A run of payouts is worked through with single keys: opened again, counted, and closed with its sum."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.runs import closed
from tests.browser.walk import OPERATOR, Person

RUNS = "/van-hanh/chuyen-tien"


@pytest.mark.parametrize("screen", ["desk"])
def test_a_run_that_waits_is_opened_again_and_closed_with_single_keys(window: Window) -> None:
    person = Person(window())
    person.sign_in(OPERATOR)
    closed(person)
    page, keys = person.page, person.page.keyboard
    page.goto(RUNS)
    keys.press("j")
    keys.press("Enter")
    page.wait_for_url(f"**{RUNS}/*")
    keys.press("?")
    expect(page.get_by_text("mở dòng đang đứng")).to_be_visible()
    keys.press("Escape")
    keys.press("v")  # a key of a row does nothing while no row is in focus
    keys.press("m")
    expect(page.get_by_text("Đã tính lại kỳ này.")).to_be_visible()
    close = page.get_by_role("button", name=re.compile("Chốt kỳ, chuyển"))
    total = "".join(re.findall(r"\d", close.inner_text()))
    keys.press("s")
    expect(page.get_by_label(re.compile("Gõ lại số tiền"))).to_be_focused()
    keys.type(total)
    keys.press("Enter")
    expect(page.get_by_text(re.compile("Đã chốt. Người thứ hai duyệt"))).to_be_visible()
