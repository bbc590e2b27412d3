"""The address of the orders page and everything that it says: view, filters, page and the order that is open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from marketplace import orders, places
from marketplace.orders import OrderFilter, View
from marketplace.sellers.models import Seller
from marketplace.text import N_, clean_line
from marketplace.web.filters import say
from marketplace.web.labels import Tab
from marketplace.web.locale import gettext
from marketplace.web.operator.links import Link, ListAddress, capped
from marketplace.web.paging import read_page

LONGEST_WORDS = 120
VIEWS: Final = {
    View.TO_DO: Tab("can-lam", N_("Cần xử lý")),
    View.PLACED: Tab("cho-nhan", N_("Chờ nơi bán nhận")),
    View.CONFIRMED: Tab("dang-goi", N_("Đang gói")),
    View.PACKED: Tab("cho-lay", N_("Chờ bưu tá lấy")),
    View.LATE: Tab("tre", N_("Trễ")),
    View.SHIPPED: Tab("dang-giao", N_("Đang giao")),
    View.DELIVERED: Tab("da-giao", N_("Đã giao")),
    View.RETURNING: Tab("dang-hoan", N_("Đang hoàn về")),
    View.NOT_DELIVERED: Tab("khong-giao-duoc", N_("Đã hoàn, mất")),
    View.CANCELLED: Tab("da-huy", N_("Đã hủy")),
    View.ALL: Tab("tat-ca", N_("Tất cả")),
}
NAMED: Final = {tab.word: view for view, tab in VIEWS.items()}
"""The views by their words in the address."""


@dataclass(frozen=True)
class Address(ListAddress):
    """What the address of the page says. Whatever it says wrongly counts as not said."""

    endpoint = "operator_orders.list"
    everything = VIEWS[View.ALL].word

    view: View = View.TO_DO
    province: str = ""
    seller: str = ""
    words: str = ""
    page: int = 1

    @property
    def filter(self) -> OrderFilter:
        """The question for the orders."""
        return OrderFilter(self.view, self.province, self.seller, self.words)

    @property
    def view_word(self) -> str:
        """The view as it stands in an address."""
        return VIEWS[self.view].word

    @property
    def query(self) -> dict[str, str]:
        """The filters as they stand in an address; what is not narrowed is left out."""
        said = {
            "xem": "" if self.view == View.TO_DO else self.view_word,
            "tinh": self.province,
            "noi-ban": self.seller,
            "q": self.words,
        }
        return {name: value for name, value in said.items() if value}

    def open_url(self, number: str) -> str:
        """The same page with one order open beside the list."""
        return self.url(don=number, trang=self.page if self.page > 1 else None)


def read_address(said: Mapping[str, str]) -> Address:
    """Read the page's address; a place that does not exist or a page that is no number is ignored."""
    province = said.get("tinh", "")
    return Address(
        view=NAMED.get(said.get("xem", ""), View.TO_DO),
        province=province if any(found.code == province for found in places.provinces()) else "",
        seller=clean_line(said.get("noi-ban", "")),
        words=clean_line(said.get("q", ""), LONGEST_WORDS),
        page=read_page(said.get("trang", "")),
    )


def tabs(address: Address, counts: Mapping[View, int]) -> Iterator[Link]:
    """The saved views with their counts under the present filter."""
    for view, tab in VIEWS.items():
        yield Link(gettext(tab.name), address.url(xem=tab.word), capped(counts[view]), current=view == address.view)


def menus(address: Address) -> dict[str, list[Link]]:
    """Where the newest orders of this view go and whose they are, in the words of the templates."""
    provinces, shops = orders.where_and_whose(address.filter)
    return {
        "province_menu": [
            Link(f"{province_name(code)} ({capped(number)})", address.url(tinh=code))
            for code, number in provinces.items()
        ],
        "seller_menu": [
            Link(f"{say(shop, 'name')} ({capped(shop.orders)})", address.url(noi_ban=shop.slug)) for shop in shops
        ],
    }


def pills(address: Address, shop: Seller | None) -> Iterator[Link]:
    """The active filters, `shop` being the chosen seller; each link takes one away."""
    if address.words:
        yield Link(gettext("Có chữ: %(words)s", words=address.words), address.url(q=None))
    if address.province:
        yield Link(gettext("Đến: %(place)s", place=province_name(address.province)), address.url(tinh=None))
    if shop:
        yield Link(gettext("Nơi bán: %(name)s", name=say(shop, "name")), address.url(noi_ban=None))


def province_name(code: str) -> str:
    """A province, short: "Phú Thọ"."""
    return places.get_province(code).short_name
