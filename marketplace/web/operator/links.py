"""What the operators' lists share: tabs and menus with counts, and pages."""

from dataclasses import dataclass
from typing import Any

from marketplace.orders.operator_queries import COUNTED_TO
from marketplace.web.locale import gettext
from marketplace.web.paging import Page

PAGE_SIZE = 50


@dataclass(frozen=True)
class Link:
    """A tab, an entry of a filter menu, or a filter to take away."""

    text: str
    url: str
    count: str = ""
    current: bool = False


def capped(count: int) -> str:
    """A count that stops where counting stops: "212", "999+"."""
    return str(count) if count < COUNTED_TO else f"{COUNTED_TO - 1}+"


def span(page: Page[Any], total: int) -> str:
    """Which rows of how many a page shows: "51–100 / 212"."""
    if not page.rows:
        return gettext("không có dòng nào")
    return f"{page.rows_before + 1}–{page.rows_before + len(page.rows)} / {capped(total)}"


def turning(page: Page[Any], total: int) -> dict[str, str]:
    """What the line below a list shows: which rows these are, and the pages beside them."""
    return {"span": span(page, total), "previous_url": page.previous_url, "next_url": page.next_url}
