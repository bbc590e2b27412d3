"""A whole purchase, step by step: three goods into the basket, the checkout page, the order; at the shop and the floor.

What a browser brings along is fetched before anything is measured: the form token and, at the shop, the place that
deliveries go to.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from itertools import count, cycle, islice
from typing import Final, Protocol

from sqlalchemy import text

from benchmark.browser import Browser, WrongAnswer
from benchmark.limits import LINES
from benchmark.load import Ask

FEW: Final = 30
"""Goods that somebody adds again and again: a basket takes no more than 50 kinds."""
MOST_FROM_ADDRESS: Final = 50
"""Orders that a browser sends before it moves to another address: the shop lets none place them endlessly."""
PLACES: Final = (("01", "00004"), ("79", "27316"))
PLENTY: Final = text(
    "SELECT v.ref FROM variants v JOIN products p ON p.id = v.product_id JOIN lots l ON l.variant_id = v.id"
    " WHERE p.ship_scope = 'nation' AND p.is_listed AND NOT p.is_gift_box"
    " GROUP BY v.id, v.ref HAVING sum(l.on_hand) >= 50 ORDER BY v.id LIMIT 3000"
)
"""Pack sizes that are sent everywhere and of which nobody buys all while it is measured."""
_numbers = count(1)


class Visitor(Protocol):
    """What a guest needs of a browser."""

    def get(self, path: str) -> str:
        """The page at `path`."""

    def post(self, path: str, form: dict[str, str], *, answer: int = 303) -> str:
        """Send a form, which must be answered with this status."""

    def move(self) -> None:
        """Go on from another address."""


class Guest:
    """Somebody without an account, who has been here before: where to deliver is known."""

    def __init__(self, browser: Visitor, refs: Sequence[str]) -> None:
        self.browser, self.orders, self.place = browser, 0, PLACES[0]
        self.wanted = _in_turn(refs)
        self.token = field_of(browser.get("/don"), "csrf_token")
        browser.post("/noi-nhan", self._form() | self._where())

    def add(self) -> int:
        """Put one unit of the next good into the basket."""
        return len(self.browser.post("/gio/them", self._form() | {"ref": next(self.wanted), "quantity": "1"}))

    def buy(self, *, elsewhere: bool = False) -> int:
        """Three goods, the checkout page, the place that the goods go to this time, the order; the page's length."""
        for _ in range(LINES):
            self.add()
        page = self.check_out(elsewhere=elsewhere)
        self.place_order(page)
        return len(page.encode())

    def check_out(self, *, elsewhere: bool = False) -> str:
        """The checkout page, after the place is said if the goods go elsewhere than last time."""
        self.orders += 1
        if self.orders % MOST_FROM_ADDRESS == 0:
            self.browser.move()
        page = self.browser.get("/dat-hang")
        if elsewhere:
            self.place = PLACES[self.orders % 2]
            form = self._form() | self._where() | {"pick": self.place[1]}
            page = self.browser.post("/dat-hang/noi-nhan", form, answer=200)
        return page

    def place_order(self, page: str) -> None:
        """Send the form on the checkout page."""
        hidden = {name: field_of(page, name) for name in ("checkout_token", "shown_total")}
        self.browser.post("/dat-hang", self._form() | self._where() | self._who() | hidden)

    def _form(self) -> dict[str, str]:
        return {"csrf_token": self.token}

    def _where(self) -> dict[str, str]:
        return {"province_code": self.place[0], "commune_code": self.place[1]}

    def _who(self) -> dict[str, str]:
        phone = f"09{next(_numbers) % 10**8:08}"
        return {"phone": phone, "name": "Nguyễn Thị Mẫu", "street": "Số 8, ngõ 12", "payment": "cod"}


def at_shop(row: str, browser: Browser, refs: Sequence[str]) -> Ask:
    """What a guest does at the shop in this row: put goods into the basket, or buy three of these pack sizes."""
    guest = Guest(browser, refs)
    if row == "add to basket":
        _settle(guest, browser, refs[:FEW])
    acts: dict[str, Callable[[], int]] = {
        "add to basket": guest.add,
        "whole purchase": guest.buy,
        "whole purchase, elsewhere": lambda: guest.buy(elsewhere=True),
    }
    return acts[row]


def _settle(guest: Guest, browser: Browser, refs: Sequence[str]) -> None:
    """From now on one basket, these pack sizes, and what the shop has told is shown to nobody: who only adds and never
    looks at a page would carry along all that was said.
    """
    guest.add()
    guest.wanted, browser.keeps_cookies = _in_turn(refs), False


def at_floor(flow: str, browser: Browser, goods: int) -> Ask:
    """The same at the floor, of its first `goods` products: `POST /cart/add`, or three of them and `POST /order`."""
    wanted = _in_turn([str(number) for number in range(1, goods + 1)])

    def add() -> int:
        return len(browser.post("/cart/add", {"id": next(wanted)}))

    def buy() -> int:
        ids = list(islice(wanted, LINES))
        for one in ids:
            browser.post("/cart/add", {"id": one})
        return len(browser.post("/order", {"ids": ",".join(ids)}, answer=201))

    return {"add to basket": add, "whole purchase": buy}[flow]


def _in_turn(goods: Sequence[str]) -> Iterator[str]:
    """The goods one after another, from a place of its own for each buyer, without end."""
    start = next(_numbers) * 997 % len(goods)
    return cycle([*goods[start:], *goods[:start]])


def field_of(page: str, name: str) -> str:
    """What a hidden field holds. Raises WrongAnswer when there is none."""
    found = re.search(rf'<input\b(?=[^>]*\bname="{name}")[^>]*\bvalue="([^"]*)"', page)
    if found is None:
        raise WrongAnswer(f"no field {name}")
    return unescape(found[1])
