"""The pages of paying that are reached by ordering something."""

import re
from collections.abc import Iterator

from playwright.sync_api import Locator, Page, expect

from tests.browser import story
from tests.browser.walk import Guest

WITHOUT_MONEY, ASKS_WHO_PAYS = "4000000000009995", "4000002760003184"
MOST_LOOKS = 200


def transferring(guest: Guest) -> Iterator[Page]:
    """A transfer that is awaited, looked for, paid another way, and the order that waits for it."""
    guest.find("mat ong green life")
    guest.put_in_basket(1)
    guest.page.goto("/dat-hang")
    story.fill_in(guest)
    guest.main.get_by_role("radio", name=re.compile("VietQR")).check()
    yield guest.page
    guest.transfer()
    yield guest.page
    address = guest.page.url
    for path in ("/tra-tien?xem=1", "/tra-tien/cach", ""):
        guest.page.goto(address.removesuffix("/tra-tien") + path)
        yield guest.page


def paying_by_card(guest: Guest) -> Iterator[Page]:
    """A card without money on the provider's page, back at the shop, and the page that waits for the provider's word.

    The provider's own page, a double here, is not looked at.
    """
    guest.find("mat ong green life")
    guest.put_in_basket(1)
    guest.page.goto("/dat-hang")
    story.fill_in(guest)
    guest.choose_card()
    card = guest.page.url
    back = guest.page.get_by_role("link", name=re.compile("Quay lại chợ")).get_attribute("href") or ""
    guest.page.goto(back)
    yield guest.page
    guest.page.goto(waiting_page(guest.page, card))
    guest.sees("Không cần trả lại.")
    yield guest.page
    guest.page.goto(card)
    try_card(guest.page, WITHOUT_MONEY)
    guest.page.get_by_role("alert").wait_for()
    guest.page.goto(back)
    expect(await_word(guest)).to_be_visible()
    yield guest.page


def try_card(page: Page, number: str) -> None:
    """On the page of the provider of cards."""
    page.get_by_role("textbox").fill(number)
    page.get_by_role("button").click()


def waiting_page(page: Page, card: str) -> str:
    """Where the provider's page `card` leads to after a payment, as its books have it."""
    double, _, session = card.partition("/pay/")
    books = page.request.post(f"{double}/_double/set", data={}).json()
    return str(books["sessions"][session]["success_url"])


def await_word(guest: Guest) -> Locator:
    """The reason why the card was not charged, once the shop was told of it."""
    said = guest.main.get_by_text(guest.words("Thẻ chưa bị trừ."))
    for _ in range(MOST_LOOKS):
        if said.count():
            break
        guest.page.reload()
    return said
