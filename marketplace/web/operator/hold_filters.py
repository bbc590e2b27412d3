"""The address of the list of money that is kept back, and how one hold reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from flask import url_for

from marketplace.payouts import HoldFilter, PayoutHold
from marketplace.text import N_, clean_line
from marketplace.web.filters import full_date, moment
from marketplace.web.labels import Label, Step, Tab
from marketplace.web.locale import gettext
from marketplace.web.operator.links import Link, ListAddress
from marketplace.web.paging import read_page

LONGEST_WORDS: Final = 120
LIVE: Final = Tab("", N_("Còn giữ"))
OVER: Final = Tab("da-tha", N_("Đã thả"))
EVERYTHING: Final = Tab("tat-ca", N_("Tất cả"))
NAMED: Final[Mapping[str, bool | None]] = {LIVE.word: True, OVER.word: False, EVERYTHING.word: None}


@dataclass(frozen=True)
class Address(ListAddress):
    """What the address of the page says. Whatever it says wrongly counts as not said."""

    endpoint = "operator_holds.list"
    everything = EVERYTHING.word

    tab: str = LIVE.word
    words: str = ""
    page: int = 1

    @property
    def filter(self) -> HoldFilter:
        """The question for the holds."""
        return HoldFilter(NAMED[self.tab], self.words)

    @property
    def query(self) -> dict[str, str]:
        """Tab and words as they stand in an address."""
        return {name: value for name, value in {"xem": self.tab, "q": self.words}.items() if value}

    def open_url(self, ref: str) -> str:
        """The same list with one hold open beside it."""
        page = {"trang": self.page} if self.page > 1 else {}
        return url_for("operator_holds.show", ref=ref, **self.query, **page)  # type: ignore[arg-type]


def read_address(said: Mapping[str, str]) -> Address:
    """Read the page's address."""
    tab = said.get("xem", "")
    words = clean_line(said.get("q", ""), LONGEST_WORDS)
    return Address(tab if tab in NAMED else LIVE.word, words, read_page(said.get("trang", "")))


def tabs(address: Address) -> Iterator[Link]:
    """What is kept back, what was, and both."""
    for tab in (LIVE, OVER, EVERYTHING):
        yield Link(gettext(tab.name), address.url(xem=tab.word), current=tab.word == address.tab)


def state_of(hold: PayoutHold) -> Label:
    """Whether it is kept back, was let go, or ended on its day."""
    if hold.is_live:
        return Label(gettext("Còn giữ"), "a")
    return Label(gettext("Đã thả"), "g") if hold.released_at else Label(gettext("Hết ngày giữ"), "n")


def steps_of(hold: PayoutHold) -> list[Step]:
    """Who kept it back, and who let it go."""
    told = [Step(gettext("Chợ giữ tiền"), f"{moment(hold.at)} · {hold.by.name}")]
    if hold.released_at and hold.released_by:
        told.append(Step(gettext("Thả ra"), f"{moment(hold.released_at)} · {hold.released_by.name}"))
    elif not hold.is_live and hold.until_on:
        told.append(Step(gettext("Hết ngày giữ"), full_date(hold.until_on)))
    return told
