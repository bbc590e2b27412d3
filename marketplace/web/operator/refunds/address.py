"""The address of the list of refunds: the part of it, the words that are searched for, and the page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from marketplace import payments
from marketplace.payments import RefundFilter, RefundView
from marketplace.text import N_, clean_line
from marketplace.web.labels import Tab
from marketplace.web.locale import gettext
from marketplace.web.operator.links import Link, ListAddress, capped

LONGEST_WORDS: Final = 40
VIEWS: Final = {
    RefundView.TO_DO: Tab("can-quyet", N_("Cần quyết định")),
    RefundView.NO_ACCOUNT: Tab("cho-tai-khoan", N_("Chờ khách ghi tài khoản")),
    RefundView.WAITING: Tab("cho-gui", N_("Chờ gửi")),
    RefundView.SENT: Tab("dang-ve", N_("Đang về khách")),
    RefundView.CONFIRMED: Tab("da-ve", N_("Đã về khách")),
    RefundView.CANCELLED: Tab("da-thoi", N_("Đã thôi")),
    RefundView.ALL: Tab("tat-ca", N_("Tất cả")),
}


@dataclass(frozen=True)
class Address(ListAddress):
    """What the address of the page says. Whatever it says wrongly counts as not said."""

    endpoint = "operator_refunds.list"
    everything = VIEWS[RefundView.ALL].word

    view: RefundView = RefundView.TO_DO
    words: str = ""

    @property
    def filter(self) -> RefundFilter:
        """The question for the refunds."""
        return RefundFilter(self.view, self.words)

    @property
    def query(self) -> dict[str, str]:
        """The filters as they stand in an address; what is not narrowed is left out."""
        said = {"xem": VIEWS[self.view].word if self.view != RefundView.TO_DO else "", "q": self.words}
        return {name: value for name, value in said.items() if value}


def read_address(said: Mapping[str, str]) -> Address:
    """Read the page's address."""
    view = next((view for view, tab in VIEWS.items() if tab.word == said.get("xem")), RefundView.TO_DO)
    return Address(view, clean_line(said.get("q", ""), LONGEST_WORDS))


def tabs(address: Address, counts: Mapping[RefundView, int]) -> Iterator[Link]:
    """The parts of the list, each with how many refunds it has."""
    for view, tab in VIEWS.items():
        yield Link(gettext(tab.name), address.url(xem=tab.word), capped(counts[view]), view == address.view)


def counted(address: Address) -> dict[RefundView, int]:
    """How many refunds each part has."""
    return payments.count_refund_views(address.words)
