"""A harvest that is still to come, on the smallest phone: a seller opens it, a buyer reads its day and orders it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from marketplace.clock import today
from tests.browser.conftest import Window
from tests.browser.walk import OWNER_OF_GREEN_LIFE, Person

LOCALE = "vi-VN"


@pytest.mark.parametrize("screen", ["phone"])
def test_a_seller_opens_a_harvest_and_a_buyer_orders_it(window: Window, axe: Callable[[Page], list[str]]) -> None:
    owner = Person(window(LOCALE), LOCALE)
    owner.sign_in(OWNER_OF_GREEN_LIFE)
    harvest_on = today() + timedelta(days=40)
    page = owner.page
    for address in ("/ban-hang/thu-hoach", "/ban-hang/moi-ngay", "/ban-hang/thu-hoach/mo?mon=GL-250"):
        page.goto(address)
        assert axe(page) == []
    page.fill("[name=expected_on]", f"{harvest_on:%d/%m/%Y}")
    page.fill("[name=capacity]", "25")
    page.fill("[name=orders_until]", f"{harvest_on - timedelta(days=3):%d/%m/%Y}")
    page.get_by_text("Ai đặt trước được trước").click()
    page.get_by_role("button", name="Mở nhận đặt").click()
    expect(page.get_by_text("khách đặt 0 trên 25")).to_be_visible()
    assert axe(page) == []

    buyer = Person(window(LOCALE), LOCALE).page
    buyer.goto("/p/cam-lac-thuy?co=CL-10000")
    told = buyer.locator(".when").inner_text()
    assert "Thu hoạch khoảng" in told
    assert "Nhận đặt đến hết" in told
    buyer.get_by_role("button", name="Thêm vào giỏ").click()
    buyer.goto("/gio")
    assert axe(buyer) == []
    assert "Thu hoạch khoảng" in buyer.locator("main").inner_text()
    assert buyer.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
