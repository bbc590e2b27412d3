"""The address of the books and everything that it says: kind, month, seller, words and page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from marketplace import ledger
from marketplace.ledger import Kind, LedgerFilter
from marketplace.sellers.models import Seller
from marketplace.text import N_, clean_line
from marketplace.web.filters import say
from marketplace.web.labels import Tab
from marketplace.web.locale import gettext
from marketplace.web.operator.ledger_labels import KINDS
from marketplace.web.operator.links import Link, ListAddress

LONGEST_WORDS: Final = 120
EVERYTHING: Final = Tab("tat-ca", N_("Tất cả"))
NAMED: Final = {
    "ban-hang": Kind.SALE,
    "tien-vao": Kind.PAYMENT,
    "hoan": Kind.REFUND,
    "tra-hang": Kind.RETURN,
    "nop-cod": Kind.REMITTANCE,
    "chuyen": Kind.PAYOUT,
    "phi-cong": Kind.PROVIDER_FEE,
    "dieu-chinh": Kind.ADJUSTMENT,
    "dao": Kind.REVERSAL,
}
"""The kinds by their words in the address, in the order of their tabs."""


@dataclass(frozen=True)
class Address(ListAddress):
    """What the address of the page says. Whatever it says wrongly counts as not said."""

    endpoint = "operator_ledger.list"
    everything = EVERYTHING.word

    kind: Kind | None = None
    words: str = ""
    month: str = ""
    seller: str = ""

    @property
    def filter(self) -> LedgerFilter:
        """The question for the transactions."""
        return LedgerFilter(self.kind, self.words, self.month, self.seller)

    @property
    def query(self) -> dict[str, str]:
        """The filters as they stand in an address; what is not narrowed is left out."""
        kind = next((word for word, kind in NAMED.items() if kind == self.kind), "")
        said = {"xem": kind, "thang": self.month, "noi-ban": self.seller, "q": self.words}
        return {name: value for name, value in said.items() if value}


def read_address(said: Mapping[str, str]) -> Address:
    """Read the page's address."""
    month = said.get("thang", "")
    return Address(
        kind=NAMED.get(said.get("xem", "")),
        words=clean_line(said.get("q", ""), LONGEST_WORDS),
        month=month if ledger.is_month(month) else "",
        seller=clean_line(said.get("noi-ban", "")),
    )


def tabs(address: Address) -> Iterator[Link]:
    """The kinds; counting them all would read the whole book."""
    yield Link(gettext(EVERYTHING.name), address.url(xem=None), current=address.kind is None)
    for word, kind in NAMED.items():
        yield Link(str(KINDS[kind]), address.url(xem=word), current=kind == address.kind)


def month_menu(address: Address) -> Iterator[Link]:
    """The months that something was booked in."""
    for month in ledger.months():
        yield Link(month_name(month), address.url(thang=month), current=month == address.month)


def pills(address: Address, shop: Seller | None) -> Iterator[Link]:
    """The active filters, `shop` being the chosen seller; each link takes one away."""
    if address.words:
        yield Link(gettext("Tìm: %(words)s", words=address.words), address.url(q=None))
    if address.month:
        yield Link(gettext("Tháng %(month)s", month=month_name(address.month)), address.url(thang=None))
    if shop:
        yield Link(gettext("Nơi bán: %(name)s", name=say(shop, "name")), address.url(noi_ban=None))


def month_name(month: str) -> str:
    """A month as people write it: "11/2026"."""
    year, _, number = month.partition("-")
    return f"{number}/{year}"
