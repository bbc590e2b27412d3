"""A guest pays by card, whose bank asks whether it is really its owner (3-D Secure)."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import paying, story
from tests.browser.conftest import Window, before
from tests.browser.walk import Guest


@pytest.mark.parametrize(("screen", "locale"), [*before("phone", "vi-VN"), *before("desk", "en-GB")])
def test_a_card_is_charged_once_its_owner_says_that_it_is_he(window: Window, screen: str, locale: str) -> None:
    guest = Guest(window(locale), locale)
    guest.find("mat ong green life")
    guest.put_in_basket(1)
    guest.go_to_checkout()
    story.fill_in(guest)
    guest.choose_card()
    paying.try_card(guest.page, paying.ASKS_WHO_PAYS)
    guest.page.get_by_role("button", name=re.compile("it is not me")).click()
    expect(guest.page.get_by_role("alert")).to_be_visible()
    paying.try_card(guest.page, paying.ASKS_WHO_PAYS)
    guest.page.get_by_role("button", name=re.compile("it is me")).click()
    expect(guest.main.get_by_role("heading", level=1)).to_have_text(guest.words("Đã đặt hàng"))
    guest.follow("Theo dõi đơn")
    guest.sees("Đã trả")
    guest.sees("Không còn gì phải trả.")
