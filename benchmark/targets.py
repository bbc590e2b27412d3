"""The servers that are measured, each with what it is asked for in a row of limits.py."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from itertools import count, cycle
from typing import Protocol

from benchmark import purchase
from benchmark.browser import Browser
from benchmark.changes import changing
from benchmark.desks import sign_in
from benchmark.limits import ROWS
from benchmark.load import CONNECTIONS, Ask
from benchmark.pages import FLOOR, NUMBER, Pages
from benchmark.servers import Server

_numbers = count(1)


class Target(Protocol):
    """A running server and those who ask it."""

    server: Server

    def has(self, row: str) -> bool:
        """Whether the row can be measured here."""

    def asking(self, row: str) -> AbstractContextManager[list[Ask]]:
        """As many as there are connections, ready to ask for what the row says."""


@dataclass
class Floor:
    """The floor with so many goods."""

    server: Server
    goods: int

    def has(self, row: str) -> bool:
        """Every row has something at the floor."""
        return row in ROWS

    @contextmanager
    def asking(self, row: str) -> Iterator[list[Ask]]:
        """Those who ask for the page or flow that the row is compared to."""
        what = ROWS[row].floor
        with _browsers(self.server, keep_cookies=what not in FLOOR) as browsers:
            if what in FLOOR:
                yield [_page(browser, cycle([FLOOR[what]])) for browser in browsers]
            else:
                yield [purchase.at_floor(what, browser, self.goods) for browser in browsers]


@dataclass
class Shop:
    """A build of the shop, the address of its database, its pages, and the refs of pack sizes that can be bought."""

    server: Server
    database: str
    pages: Pages
    refs: Sequence[str]
    has_desks: bool = True
    _walks: dict[str, Iterator[str]] = field(default_factory=dict)
    _signed_in: dict[str, dict[str, str]] = field(default_factory=dict)

    def has(self, row: str) -> bool:
        """Whether the row can be measured here: another build has nothing to show to those who are signed in."""
        return self.has_desks or not ROWS[row].who

    @contextmanager
    def asking(self, row: str) -> Iterator[list[Ask]]:
        """Those who ask for the row's pages, or buy."""
        has_basket, who = bool(ROWS[row].plain), ROWS[row].who
        keeps_cookies = has_basket or bool(who) or row not in self.pages
        with ExitStack() as stack:
            browsers = stack.enter_context(_browsers(self.server, keep_cookies=keeps_cookies))
            if row not in self.pages:
                yield [purchase.at_shop(row, browser, self.refs) for browser in browsers]
                return
            for browser in browsers * has_basket:
                purchase.Guest(browser, self.refs).add()
            for browser in browsers * bool(who):
                browser.cookies |= self.cookies_of(who)
            askers = [_page(browser, self._walk(row)) for browser in browsers]
            if ROWS[row].is_changing:
                askers = [stack.enter_context(_after_a_change(ask, self.database)) for ask in askers]
            yield askers

    def cookies_of(self, who: str) -> dict[str, str]:
        """The cookies of somebody who has signed in, once."""
        if who not in self._signed_in:
            with closing(Browser(self.server.port)) as browser:
                sign_in(browser, who)
                self._signed_in[who] = dict(browser.cookies)
        return self._signed_in[who]

    def _walk(self, row: str) -> Iterator[str]:
        """The row's addresses one after another; goes on where the round before has stopped."""
        return self._walks.setdefault(row, cycle(self.pages[row]))


@contextmanager
def _browsers(server: Server, *, keep_cookies: bool) -> Iterator[list[Browser]]:
    with ExitStack() as stack:
        made = (Browser(server.port, keeps_cookies=keep_cookies) for _ in range(CONNECTIONS))
        yield [stack.enter_context(closing(browser)) for browser in made]


def _page(browser: Browser, addresses: Iterator[str]) -> Ask:
    return lambda: len(browser.load(next(addresses).replace(NUMBER, str(next(_numbers)))))


@contextmanager
def _after_a_change(ask: Ask, database: str) -> Iterator[Ask]:
    with changing(database) as change:

        def changed() -> int:
            change()
            return ask()

        yield changed
