"""A cooperative that has never sold anything opens its stall on a phone and hands over its first parcel."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.first_parcel import NewSeller, approve, buy
from tests.browser.hands import Finger, Hand, Keys
from tests.browser.story import TRACKING
from tests.browser.walk import OPERATOR, Guest, Operator

HANDS: dict[str, tuple[Callable[[Page], Hand], bool]] = {
    "by touch": (Finger, True),
    "by keyboard": (Keys, True),
    "by touch, without scripts": (Finger, False),
}


@pytest.mark.parametrize("screen", ["phone"])
@pytest.mark.parametrize("way", HANDS)
def test_a_stall_is_opened_and_its_first_parcel_handed_over(window: Window, way: str) -> None:
    hand, scripts = HANDS[way]
    seller = NewSeller(hand(window(scripts=scripts, touch=hand is Finger)), scripts=scripts)
    seller.register()
    seller.apply()
    seller.practise()
    operator = Operator(window())
    operator.sign_in(OPERATOR)
    approve(operator, seller.shop)
    seller.stock()
    guest = Guest(window())
    number = buy(guest, seller)
    seller.accept(number)
    seller.pack(number)
    seller.hand_over(number)
    guest.page.reload()
    expect(guest.parcel_of(seller.shop)).to_contain_text(TRACKING)
