"""What the operators' lists share: tabs and menus with counts, and pages."""

from dataclasses import dataclass

from marketplace.orders.operator_queries import COUNTED_TO
from marketplace.web.locale import gettext

PAGE_SIZE = 50
LAST_PAGE = 1_000
MOST_DIGITS = 10


@dataclass(frozen=True)
class Link:
    """A tab, an entry of a filter menu, or a filter to take away."""

    text: str
    url: str
    count: str = ""
    current: bool = False


def read_page(text: str) -> int:
    """The number of a page; what is no such number is the first page."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < MOST_DIGITS else 1
    return min(max(number, 1), LAST_PAGE)


def first_on(page: int) -> int:
    """How many rows lie before this page."""
    return (page - 1) * PAGE_SIZE


def capped(count: int) -> str:
    """A count that stops where counting stops: "212", "999+"."""
    return str(count) if count < COUNTED_TO else f"{COUNTED_TO - 1}+"


def span(page: int, shown: int, total: int) -> str:
    """Which rows of how many a page shows: "51–100 / 212"."""
    if not shown:
        return gettext("không có dòng nào")
    return f"{first_on(page) + 1}–{first_on(page) + shown} / {capped(total)}"
