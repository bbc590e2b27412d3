import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window, mostly
from tests.browser.walk import Guest


@mostly("phone")
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_wish_is_kept_and_bought_later(window: Window, scripts: bool) -> None:
    guest = Guest(window(scripts=scripts), scripts=scripts)
    guest.page.goto("/p/mat-ong-green-life")
    heart = guest.main.get_by_role("button", name="Thích món này")
    expect(heart).to_have_attribute("aria-pressed", "false")
    heart.click()
    expect(heart).to_have_attribute("aria-pressed", "true")
    expect(guest.page).to_have_url(re.compile("/p/mat-ong-green-life$"))
    expect(guest.page.get_by_role("status")).to_have_count(0 if scripts else 1)
    guest.page.goto("/mon-thich")
    guest.press("Thêm vào giỏ")
    expect(guest.page.get_by_role("status")).to_contain_text("Đã thêm Mật ong rừng Green Life")
    guest.press("Bỏ")
    guest.sees("Chưa có món nào")
    guest.page.get_by_role("button", name="Lấy lại").click()
    guest.sees("Mật ong rừng Green Life")


def test_the_heart_lets_go_without_leaving_the_page(window: Window) -> None:
    guest = Guest(window())
    guest.page.goto("/p/mat-ong-green-life")
    heart = guest.main.get_by_role("button", name="Thích món này")
    for state in ("true", "false", "true"):
        heart.click()
        expect(heart).to_have_attribute("aria-pressed", state)


@mostly("phone")
def test_a_heart_on_a_card_shows_what_is_wished_for_and_lets_go(window: Window) -> None:
    guest = Guest(window())
    for hearts in (1, 0):
        guest.page.goto("/c/mat-ong")
        heart = guest.main.get_by_role("button", name="Thích Mật ong rừng Green Life")
        heart.click()
        expect(guest.page.get_by_role("status")).to_contain_text("món thích")
        expect(guest.page).to_have_url(re.compile("/c/mat-ong"))
        expect(guest.main.locator(".pc [form=w][aria-pressed=true]")).to_have_count(hearts)
    others = guest.main.locator(".pc [form=w][aria-pressed=true]")
    expect(others).to_have_count(0)
    heart.click()
    expect(others).to_have_count(1)
    guest.page.goto("/p/mat-ong-green-life")
    guest.page.go_back()
    expect(others).to_have_count(1)


def test_a_heart_that_cannot_be_pressed_shows_why(window: Window) -> None:
    guest = Guest(window())
    guest.page.goto("/p/mat-ong-green-life")
    guest.page.context.clear_cookies()  # the form's token is worth nothing now
    guest.main.get_by_role("button", name="Thích món này").click()
    expect(guest.main.get_by_role("heading", level=1)).to_have_text("Trang này không mở được")
