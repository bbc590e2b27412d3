"""A whole purchase, step by step: three goods into the basket, the checkout page, the order; at the shop and the floor.

What a browser brings along is fetched before anything is measured: the form token and, at the shop, the place that
deliveries go to. `put_on` is to these flows what `load.put_on` is to a page.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from http.client import HTTPConnection
from itertools import count, cycle, islice
from time import monotonic
from typing import Final
from urllib.parse import urlencode

from benchmark.load import CONNECTIONS, Load, WrongAnswer
from benchmark.servers import HOST

Buy = Callable[[], int]
"""Buys once and returns how many bytes the last page had."""
Flow = Callable[[int], Buy]
"""Makes a buyer at the server on this port, ready to buy."""

GOODS: Final = 3
MOST_FROM_ADDRESS: Final = 50
"""Orders that a browser sends before it moves to another address: the shop lets none place them endlessly."""
PLACES: Final = (("01", "00004"), ("79", "27316"))
_numbers = count(1)


class Browser:
    """Cookies and one connection that stays open, from a loopback address of its own."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.move()

    def move(self) -> None:
        """Go on from another address, with the same cookies."""
        number = next(_numbers)
        source = f"127.{number >> 16 & 63 | 64}.{number >> 8 & 255}.{number & 255}"
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=(source, 0))

    def get(self, path: str) -> str:
        """The page at `path`."""
        return self._ask("GET", path, None, (200,))

    def post(self, path: str, form: dict[str, str], *, answer: int = 303) -> str:
        """Send a form, which must be answered with this status."""
        return self._ask("POST", path, urlencode(form), (answer,))

    def _ask(self, method: str, path: str, body: str | None, expected: tuple[int, ...]) -> str:
        headers = {"Host": HOST, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status not in expected:
            raise WrongAnswer(f"{path} answered {answer.status}")
        return page


def at_floor(goods: int) -> Flow:
    """Three of the floor's first `goods` products: three times `POST /cart/add`, then `POST /order`."""

    def buyer(port: int) -> Buy:
        browser = Browser(port)
        wanted = _in_turn([str(number) for number in range(1, goods + 1)])

        def buy() -> int:
            ids = list(islice(wanted, GOODS))
            for one in ids:
                browser.post("/cart/add", {"id": one})
            return len(browser.post("/order", {"ids": ",".join(ids)}, answer=201))

        return buy

    return buyer


def at_shop(refs: Sequence[str], *, chooses_place: bool = False) -> Flow:
    """Three of these pack sizes; with `chooses_place` the goods go elsewhere than last time, which is said first."""

    def buyer(port: int) -> Buy:
        guest = Guest(port)
        wanted = _in_turn(refs)

        def buy() -> int:
            for ref in islice(wanted, GOODS):
                guest.add(ref)
            return guest.order(chooses_place=chooses_place)

        return buy

    return buyer


class Guest:
    """Somebody without an account, who has been here before: where to deliver is known."""

    def __init__(self, port: int) -> None:
        self.browser, self.orders, self.place = Browser(port), 0, PLACES[0]
        self.token = _field(self.browser.get("/don"), "csrf_token")
        self.browser.post("/noi-nhan", self._form() | self._where())

    def add(self, ref: str) -> None:
        """Put one unit into the basket."""
        self.browser.post("/gio/them", self._form() | {"ref": ref, "quantity": "1"})

    def order(self, *, chooses_place: bool) -> int:
        """Go to the checkout, choose the place there if need be, and order; returns the length of its page."""
        self.orders += 1
        if self.orders % MOST_FROM_ADDRESS == 0:
            self.browser.move()
        page = self.browser.get("/dat-hang")
        if chooses_place:
            self.place = PLACES[self.orders % 2]
            form = self._form() | self._where() | {"pick": self.place[1]}
            page = self.browser.post("/dat-hang/noi-nhan", form, answer=200)
        hidden = {name: _field(page, name) for name in ("checkout_token", "shown_total")}
        self.browser.post("/dat-hang", self._form() | self._where() | self._who() | hidden)
        return len(page.encode())

    def _form(self) -> dict[str, str]:
        return {"csrf_token": self.token}

    def _where(self) -> dict[str, str]:
        return {"province_code": self.place[0], "commune_code": self.place[1]}

    def _who(self) -> dict[str, str]:
        phone = f"09{next(_numbers) % 10**8:08}"
        return {"phone": phone, "name": "Nguyễn Thị Mẫu", "street": "Số 8, ngõ 12", "payment": "cod"}


def buyers(port: int, flow: Flow) -> list[Buy]:
    """As many buyers as connections stay open, ready to buy."""
    return [flow(port) for _ in range(CONNECTIONS)]


def put_on(ready: Sequence[Buy], seconds: float) -> Load:
    """Buy again and again for so many seconds; a request of the load is a whole purchase. Raises WrongAnswer."""
    until = monotonic() + seconds
    with ThreadPoolExecutor(len(ready)) as threads:
        loads = list(threads.map(lambda buy: _keep_buying(buy, until), ready))
    return Load(sum(load.requests for load in loads), loads[0].bytes)


def _keep_buying(buy: Buy, until: float) -> Load:
    """One buyer's share, at least one purchase."""
    size, bought = buy(), 1
    while monotonic() < until:
        size, bought = buy(), bought + 1
    return Load(bought, size)


def _in_turn(goods: Sequence[str]) -> Iterator[str]:
    """The goods one after another, from a place of its own for each buyer, without end."""
    start = next(_numbers) * 997 % len(goods)
    return cycle([*goods[start:], *goods[:start]])


def _field(page: str, name: str) -> str:
    """What a hidden field holds."""
    found = re.search(rf'<input\b(?=[^>]*\bname="{name}")[^>]*\bvalue="([^"]*)"', page)
    if found is None:
        raise WrongAnswer(f"no field {name}")
    return unescape(found[1])
