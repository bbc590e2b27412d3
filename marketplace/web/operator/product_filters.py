"""The address of the list of goods, with its parts, filters and order, and how a product reads in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from flask import url_for

from marketplace import places
from marketplace.catalogue.categories import CATEGORIES
from marketplace.catalogue.models import Product
from marketplace.moderation import ProductFilter, Sort, View
from marketplace.sellers.models import Seller
from marketplace.text import N_, clean_line
from marketplace.web.filters import say
from marketplace.web.labels import Label, Tab
from marketplace.web.locale import gettext
from marketplace.web.operator.links import Link, ListAddress, capped
from marketplace.web.paging import read_page

LONGEST_WORDS: Final = 120
VIEWS: Final = {
    View.ON_SALE: Tab("dang-ban", N_("Đang bán")),
    View.CASES: Tab("yeu-cau", N_("Có yêu cầu")),
    View.TAKEN_DOWN: Tab("da-ha", N_("Đã hạ")),
    View.SAME: Tab("trung", N_("Trùng tên, ảnh")),
    View.WORDS: Tab("chu-cam", N_("Có chữ bị chặn")),
    View.OFF_SALE: Tab("ngung-ban", N_("Ngừng bán")),
    View.ALL: Tab("tat-ca", N_("Tất cả")),
}
SORTS: Final = {
    Sort.NEWEST: Tab("moi", N_("Mới đăng trước")),
    Sort.NAME: Tab("ten", N_("Theo tên")),
    Sort.SOLD: Tab("ban-chay", N_("Bán nhiều trước")),
}
VIEW_NAMED: Final = {tab.word: view for view, tab in VIEWS.items()}
SORT_NAMED: Final = {tab.word: sort for sort, tab in SORTS.items()}
ON_SALE: Final = Label(N_("Đang bán"), "g")
OFF_SALE: Final = Label(N_("Ngừng bán"), "n")
TAKEN_DOWN: Final = Label(N_("Đã hạ"), "x")
SHOP_CLOSED: Final = Label(N_("Gian hàng đóng"), "n")


@dataclass(frozen=True)
class Address(ListAddress):
    """What the address of the page says. Whatever it says wrongly counts as not said."""

    endpoint = "operator_products.list"
    everything = VIEWS[View.ALL].word

    view: View = View.ON_SALE
    words: str = ""
    category: str = ""
    province: str = ""
    seller: str = ""
    sort: Sort = Sort.NEWEST
    page: int = 1

    @property
    def filter(self) -> ProductFilter:
        """The question for the goods."""
        return ProductFilter(self.view, self.words, self.category, self.province, self.seller)

    @property
    def query(self) -> dict[str, str]:
        """Everything but the page as it stands in an address; what is not narrowed is left out."""
        said = {
            "xem": "" if self.view == View.ON_SALE else VIEWS[self.view].word,
            "q": self.words,
            "nhom": self.category,
            "tinh": self.province,
            "noi-ban": self.seller,
            "xep": "" if self.sort == Sort.NEWEST else SORTS[self.sort].word,
        }
        return {name: value for name, value in said.items() if value}

    def open_url(self, slug: str) -> str:
        """The same list with one product open beside it."""
        page = {"trang": self.page} if self.page > 1 else {}
        return url_for("operator_products.show", slug=slug, **self.query, **page)  # type: ignore[arg-type]


def read_address(said: Mapping[str, str]) -> Address:
    """Read the page's address; a place or category that does not exist is ignored."""
    province, category = said.get("tinh", ""), said.get("nhom", "")
    return Address(
        view=VIEW_NAMED.get(said.get("xem", ""), View.ON_SALE),
        words=clean_line(said.get("q", ""), LONGEST_WORDS),
        category=category if any(each.slug == category for each in CATEGORIES) else "",
        province=province if any(each.code == province for each in places.provinces()) else "",
        seller=clean_line(said.get("noi-ban", ""), 100),
        sort=SORT_NAMED.get(said.get("xep", ""), Sort.NEWEST),
        page=read_page(said.get("trang", "")),
    )


def tabs(address: Address, counts: Mapping[View, int]) -> Iterator[Link]:
    """The parts with their counts under the present filter."""
    for view, tab in VIEWS.items():
        yield Link(gettext(tab.name), address.url(xem=tab.word), capped(counts[view]), current=view == address.view)


def category_menu(address: Address) -> Iterator[Link]:
    """The categories of goods."""
    for category in CATEGORIES:
        yield Link(say(category, "name"), address.url(nhom=category.slug), current=category.slug == address.category)


def province_menu(address: Address) -> Iterator[Link]:
    """Where shops are."""
    for province in places.provinces():
        yield Link(province.short_name, address.url(tinh=province.code), current=province.code == address.province)


def sort_menu(address: Address) -> Iterator[Link]:
    """What may stand on top."""
    for sort, tab in SORTS.items():
        yield Link(gettext(tab.name), address.url(xep=tab.word), current=sort == address.sort)


def pills(address: Address, shop: Seller | None) -> Iterator[Link]:
    """The active filters, `shop` being the chosen seller; each link takes one away."""
    if address.words:
        yield Link(gettext("Có chữ: %(words)s", words=address.words), address.url(q=None))
    for category in CATEGORIES:
        if category.slug == address.category:
            yield Link(say(category, "name"), address.url(nhom=None))
    if address.province:
        yield Link(places.get_province(address.province).short_name, address.url(tinh=None))
    if address.seller:
        name = say(shop, "name") if shop else address.seller
        yield Link(gettext("Nơi bán: %(name)s", name=name), address.url(noi_ban=None))


def standing(product: Product) -> Label:
    """Whether buyers can see it, and why not."""
    if product.taken_down_at is not None:
        return TAKEN_DOWN
    if not product.seller.is_open:
        return SHOP_CLOSED
    return ON_SALE if product.is_listed else OFF_SALE
