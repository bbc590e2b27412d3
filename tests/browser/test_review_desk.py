"""The review desk: opening holds, ready reasons write the letter, and all of it goes by single keys."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window, mostly
from tests.browser.walk import OPERATOR, Person

TRUST = "0900 000 007"
DESK = "/van-hanh/duyet"


@pytest.mark.parametrize("screen", ["desk"])
def test_a_request_is_sent_back_with_single_keys_and_the_next_one_opens(window: Window) -> None:
    person = Person(window())
    person.sign_in(OPERATOR)
    page, keys = person.page, person.page.keyboard
    page.goto(DESK)
    waiting = page.locator(".queue a")
    before = waiting.count()
    for key in "jjk":
        keys.press(key)
    expect(waiting.first).to_be_focused()
    keys.press("Enter")
    page.wait_for_url(f"**{DESK}/*")
    expect(page.locator("[data-held]")).to_contain_text("anh chị đang giữ việc này đến")
    title = page.locator(".view h2").inner_text()
    keys.press("b")
    page.wait_for_url("**?tra-lai=1")
    letter = page.get_by_label("Nơi bán sẽ đọc")
    keys.press("2")
    expect(letter).to_have_value(re.compile("hứa chữa bệnh"))
    keys.press("6")
    expect(letter).to_have_value(re.compile("hứa chữa bệnh.*\n.*lỗi gõ"))
    keys.press("2")
    expect(letter).not_to_have_value(re.compile("hứa chữa bệnh"))
    expect(page.get_by_label("Chuyện kể", exact=True)).to_be_checked()
    keys.press("Enter")
    page.get_by_role("status").wait_for()
    expect(page.get_by_text(f"Đã trả lại {title}.")).to_be_visible()
    expect(waiting).to_have_count(before - 1)
    expect(page.locator("[data-held]")).to_contain_text("anh chị đang giữ việc này đến")
    first = page.locator(".view h2").inner_text()
    keys.press("n")
    expect(page.locator(".view h2")).not_to_have_text(first)
    page.locator(".queue a:not([aria-current])").first.focus()
    keys.press("a")  # the focus stands on another row than the one that is open: nothing is decided
    expect(waiting).to_have_count(before - 1)


@mostly("phone")
def test_a_colleague_sees_at_once_who_has_a_request_open(window: Window) -> None:
    first, second = Person(window()), Person(window())
    first.sign_in(OPERATOR)
    second.sign_in(TRUST)
    first.page.goto(DESK)
    opened = first.page.locator(".queue a").last.get_attribute("href") or ""
    first.page.goto(opened)
    expect(first.page.locator("[data-held]")).to_contain_text("anh chị đang giữ")
    second.page.goto(opened)
    expect(second.page.get_by_text("Chị Mẫu Vận Hành đang xem việc này.")).to_be_visible()
    expect(second.page.get_by_role("button", name="Duyệt")).to_have_count(0)


@mostly("phone")
def test_a_request_is_taken_on_and_left_without_scripts(window: Window) -> None:
    person = Person(window(scripts=False))
    person.sign_in(OPERATOR)
    page = person.page
    page.goto(DESK)
    opened = page.locator(".queue a").first.get_attribute("href") or ""
    page.goto(opened)
    page.get_by_role("button", name="Để sau").click()
    expect(page.locator("[data-held]")).to_contain_text("anh chị đang giữ")  # the next one, and no other
    page.goto(opened)
    page.get_by_role("button", name="Nhận việc này").click()
    expect(page.locator("[data-held]")).to_contain_text("anh chị đang giữ")
    page.get_by_role("link", name="Trả lại").click()
    page.locator(".tc-i").first.click()
    page.get_by_role("button", name="Gửi trả lại").click()
    expect(page.get_by_label("Nơi bán sẽ đọc")).to_have_value(re.compile("Nhờ anh chị"))
    page.get_by_role("link", name="Thôi, xem tiếp").click()
    expect(page.get_by_role("button", name="Duyệt")).to_be_visible()
