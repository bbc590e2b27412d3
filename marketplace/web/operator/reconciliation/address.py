"""The address of the desk: which part of it, and what is searched for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from marketplace.reconciliation import View
from marketplace.text import N_, clean_line
from marketplace.web.labels import Tab
from marketplace.web.locale import gettext
from marketplace.web.operator.links import Link, ListAddress, capped
from marketplace.web.paging import read_page

LONGEST_WORDS: Final = 60
VIEWS: Final = {
    View.WAITING: Tab("", N_("Chưa khớp")),
    View.MATCHED: Tab("da-khop", N_("Đã khớp")),
    View.RETURNING: Tab("tra-lai", N_("Trả lại")),
    View.IGNORED: Tab("khong-phai-don", N_("Không phải đơn hàng")),
}
NAMED: Final = {tab.word: view for view, tab in VIEWS.items()}


@dataclass(frozen=True)
class Address(ListAddress):
    """What the address says. Whatever it says wrongly counts as not said."""

    endpoint = "operator_reconciliation.list"
    everything = ""

    view: View = View.WAITING
    words: str = ""
    page: int = 1

    @property
    def query(self) -> dict[str, str]:
        """What narrows the list."""
        said = {"xem": VIEWS[self.view].word, "q": self.words}
        return {name: value for name, value in said.items() if value}

    @property
    def search_fields(self) -> dict[str, str]:
        """A search stays in its part of the desk."""
        return {"xem": VIEWS[self.view].word} if VIEWS[self.view].word else {}


def read_address(said: Mapping[str, str]) -> Address:
    """Read the page's address."""
    words = clean_line(said.get("q", ""), LONGEST_WORDS)
    return Address(NAMED.get(said.get("xem", ""), View.WAITING), words, read_page(said.get("trang", "")))


def tabs(address: Address, counts: Mapping[View, int]) -> Iterator[Link]:
    """The parts of the desk with their counts under the present search."""
    for view, tab in VIEWS.items():
        yield Link(gettext(tab.name), address.url(xem=tab.word), capped(counts[view]), current=view == address.view)
