"""What the operators' lists share: addresses, tabs and menus with counts, and pages."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

from flask import url_for

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


class ListAddress(ABC):
    """The address of a list with all that narrows it. `everything` is the word of the tab that leaves nothing out."""

    endpoint: ClassVar[str]
    everything: ClassVar[str]

    @property
    @abstractmethod
    def query(self) -> dict[str, str]:
        """What narrows the list as it stands in an address; the page is not part of it."""

    @property
    def search_fields(self) -> dict[str, str]:
        """What a search keeps: it looks through every tab, because who searches knows the thing and not its state."""
        return {name: value for name, value in {**self.query, "xem": self.everything}.items() if name != "q"}

    def url(self, **changes: str | int | None) -> str:
        """The list narrowed alike but for `changes`; None takes one away."""
        said = {**self.query, **{name.replace("_", "-"): value for name, value in changes.items()}}
        return url_for(self.endpoint, **{name: value for name, value in said.items() if value})  # type: ignore[arg-type]


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
