"""Lists in pages: the page that the address asks for (`trang`), and the addresses of its neighbours."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from flask import request

LAST_PAGE: Final = 1_000
"""Nobody turns so many; a larger number in an address is a mistake."""
Row = TypeVar("Row")
Found = TypeVar("Found", covariant=True)


class PartOf(Protocol[Found]):
    """A question to the database that gives a part of what it finds."""

    def __call__(self, *, limit: int, offset: int) -> Sequence[Found]:
        """At most `limit` rows after the first `offset`."""


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list with the addresses of its neighbours, empty where there is none."""

    rows: list[Row]
    rows_before: int
    previous_url: str
    next_url: str


def read_page(text: str) -> int:
    """The number of a page; whatever is no page counts as the first."""
    try:
        return min(max(int(text), 1), LAST_PAGE)
    except ValueError:
        return 1


def page_of(ask: PartOf[Row], size: int, url: Callable[[int], str]) -> Page[Row]:
    """The page of the list that is asked for; `url` gives the address of a page by its number.

    One row more than fits is asked for: it tells whether another page follows.
    """
    number = read_page(request.args.get("trang", ""))
    start = (number - 1) * size
    rows = ask(limit=size + 1, offset=start)
    before, after = number > 1, len(rows) > size
    return Page(list(rows[:size]), start, url(number - 1) if before else "", url(number + 1) if after else "")
