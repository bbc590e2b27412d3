"""The address of the orders page and everything that it says: view, filters, page and the order that is open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from marketplace import orders, places
from marketplace.orders import OrderFilter, View
from marketplace.sellers.models import Seller
from marketplace.text import clean_line, unaccented
from marketplace.web.filters import say
from marketplace.web.locale import current
from marketplace.web.operator.links import Link, capped, read_page

LONGEST_WORDS = 120
VIEWS: dict[str, tuple[View, LazyString]] = {
    "can-lam": (View.TO_DO, _("Cần xử lý")),
    "cho-nhan": (View.PLACED, _("Chờ nơi bán nhận")),
    "dang-goi": (View.CONFIRMED, _("Đang gói")),
    "cho-lay": (View.PACKED, _("Chờ bưu tá lấy")),
    "tre": (View.LATE, _("Trễ")),
    "dang-giao": (View.SHIPPED, _("Đang giao")),
    "da-giao": (View.DELIVERED, _("Đã giao")),
    "da-huy": (View.CANCELLED, _("Đã hủy")),
    "tat-ca": (View.ALL, _("Tất cả")),
}
FIRST_VIEW, EVERYTHING = "can-lam", "tat-ca"


@dataclass(frozen=True)
class Address:
    """What the address of the page says. Whatever it says wrongly counts as not said."""

    view: str = FIRST_VIEW
    province: str = ""
    seller: str = ""
    words: str = ""
    page: int = 1

    @property
    def filter(self) -> OrderFilter:
        """The question for the orders."""
        return OrderFilter(VIEWS[self.view][0], self.province, self.seller, self.words)

    @property
    def query(self) -> dict[str, str]:
        """The filters as they stand in an address; what is not narrowed is left out."""
        said = {"xem": self.view, "tinh": self.province, "noi-ban": self.seller, "q": self.words}
        return {name: value for name, value in said.items() if value and value != FIRST_VIEW}

    @property
    def search_fields(self) -> dict[str, str]:
        """What a search keeps: it looks through every view, because who searches knows the order and not its state."""
        return {name: value for name, value in {**self.query, "xem": EVERYTHING}.items() if name != "q"}

    def url(self, **changes: str | int | None) -> str:
        """The page with the same filters but for `changes`; None takes one away."""
        said = {**self.query, **{name.replace("_", "-"): value for name, value in changes.items()}}
        return url_for("operator_orders.list", **{name: value for name, value in said.items() if value})  # type: ignore[arg-type]

    def open_url(self, number: str) -> str:
        """The same page with one order open beside the list."""
        return self.url(don=number, trang=self.page if self.page > 1 else None)


def read_address(said: Mapping[str, str]) -> Address:
    """Read the page's address; a place that does not exist or a page that is no number is ignored."""
    province = said.get("tinh", "")
    return Address(
        view=said["xem"] if said.get("xem") in VIEWS else FIRST_VIEW,
        province=province if any(found.code == province for found in places.provinces()) else "",
        seller=clean_line(said.get("noi-ban", "")),
        words=clean_line(said.get("q", ""), LONGEST_WORDS),
        page=read_page(said.get("trang", "")),
    )


def tabs(address: Address, counts: Mapping[View, int]) -> Iterator[Link]:
    """The saved views with their counts under the present filter."""
    for word, (view, label) in VIEWS.items():
        yield Link(str(label), address.url(xem=word), capped(counts[view]), current=word == address.view)


def province_menu(address: Address) -> Iterator[Link]:
    """Provinces that orders of this view go to."""
    for code, count in orders.provinces_with_orders(address.filter):
        text = f"{province_name(code)} ({capped(count)})"
        yield Link(text, address.url(tinh=code), current=code == address.province)


def seller_menu(address: Address) -> Iterator[Link]:
    """Sellers with the most orders of this view."""
    for seller, count in orders.sellers_with_orders(address.filter):
        text, url = f"{say(seller, 'name')} ({capped(count)})", address.url(noi_ban=seller.slug)
        yield Link(text, url, current=seller.slug == address.seller)


def pills(address: Address, shop: Seller | None) -> Iterator[Link]:
    """The active filters, `shop` being the chosen seller; each link takes one away."""
    if address.words:
        yield Link(gettext("Có chữ: %(words)s", words=address.words), address.url(q=None))
    if address.province:
        yield Link(gettext("Đến: %(place)s", place=province_name(address.province)), address.url(tinh=None))
    if shop:
        yield Link(gettext("Nơi bán: %(name)s", name=say(shop, "name")), address.url(noi_ban=None))


def province_name(code: str) -> str:
    """A province, short: "Phú Thọ", in English "Phu Tho"."""
    province = places.get_province(code)
    return province.short_name if current() == "vi" else unaccented(province.short_name)
