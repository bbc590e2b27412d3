"""The address of the list of goods and everything that it says: view, family, words, sorting and page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from flask import url_for
from flask_babel import lazy_gettext as _
from wtforms import SearchField, SelectField

from marketplace.catalogue import CATEGORIES
from marketplace.listings import Listing, ListingFilter, Sort, View
from marketplace.text import N_, clean_line
from marketplace.web.filters import say
from marketplace.web.forms import SelectChoice, ShopForm
from marketplace.web.labels import Label, Tab
from marketplace.web.locale import gettext
from marketplace.web.paging import read_page

LONGEST_WORDS: Final = 120


@dataclass(frozen=True, kw_only=True)
class ViewLabel(Label):
    """A part of the list: its tab with the word in the address, and the pill of what stands in it."""

    word: str


VIEWS: Final = {
    View.ALL: ViewLabel(N_("Tất cả"), "n", word="tat-ca"),
    View.ON_SALE: ViewLabel(N_("Đang bán"), "g", word="dang-ban"),
    View.SOLD_OUT: ViewLabel(N_("Hết hàng"), "x", word="het-hang"),
    View.OFF: ViewLabel(N_("Đang ngừng"), "n", word="ngung"),
    View.WAITING: ViewLabel(N_("Chờ duyệt"), "b", word="cho-duyet"),
    View.SENT_BACK: ViewLabel(N_("Bị trả lại"), "a", word="tra-lai"),
    View.ARCHIVED: ViewLabel(N_("Đã cất"), "n", word="da-cat"),
}
SORTS: Final = {
    Sort.STATE: Tab("", N_("Đang bán trước")),
    Sort.NAME: Tab("ten", N_("Tên A đến Y")),
    Sort.CHEAPEST: Tab("gia-tang", N_("Giá thấp trước")),
    Sort.DEAREST: Tab("gia-giam", N_("Giá cao trước")),
    Sort.FEWEST: Tab("con-it", N_("Còn ít trước")),
    Sort.NEWEST: Tab("moi", N_("Mới đăng trước")),
}
TAKEN_DOWN: Final = Label(N_("Đã hạ"), "x")
_VIEW_OF: Final = {tab.word: view for view, tab in VIEWS.items()}
_SORT_OF: Final = {tab.word: sort for sort, tab in SORTS.items()}


@dataclass(frozen=True)
class Address:
    """What the address of the list says. Whatever it says wrongly counts as not said."""

    view: View = View.ALL
    category: str = ""
    words: str = ""
    sort: Sort = Sort.STATE
    page: int = 1

    def filter(self, seller_id: int) -> ListingFilter:
        """The question for the goods of a seller."""
        return ListingFilter(seller_id, self.view, self.category, self.words)

    @property
    def fields(self) -> dict[str, str]:
        """View, filters and sorting as they stand in an address; what is not narrowed is left out."""
        view = "" if self.view == View.ALL else VIEWS[self.view].word
        said = {"xem": view, "nhom": self.category, "q": self.words, "xep": SORTS[self.sort].word}
        return {name: value for name, value in said.items() if value}

    @property
    def is_narrowed(self) -> bool:
        """Whether goods may be missing that the shop has."""
        return bool(self.fields.keys() - {"xep"})

    @property
    def here(self) -> str:
        """This very page, for forms that lead back to it."""
        return self.url(trang=self.page if self.page > 1 else "")

    def url(self, **changes: str | int) -> str:
        """The list narrowed like this but for `changes`; an empty one takes something away."""
        said = {**self.fields, **changes}
        return url_for("shop_products.list", **{name: value for name, value in said.items() if value})  # type: ignore[arg-type]


def read_address(said: Mapping[str, str]) -> Address:
    """Read the address of the list."""
    category = said.get("nhom", "")
    return Address(
        view=_VIEW_OF.get(said.get("xem", ""), View.ALL),
        category=category if any(each.slug == category for each in CATEGORIES) else "",
        words=clean_line(said.get("q", ""), LONGEST_WORDS),
        sort=_SORT_OF.get(said.get("xep", ""), Sort.STATE),
        page=read_page(said.get("trang", "")),
    )


def tabs(address: Address, counts: Mapping[View, int]) -> Iterator[tuple[str, str, int, bool]]:
    """The parts of the list that hold something, that one is in, or that every shop has: url, name, count, current."""
    for view, tab in VIEWS.items():
        if counts[view] or view in (View.ALL, View.ON_SALE, address.view):
            url = address.url(xem="" if view == View.ALL else tab.word)
            yield url, gettext(tab.name), counts[view], view == address.view


class NarrowingForm(ShopForm):
    """Words, family and sorting, as the address says them."""

    q = SearchField(_("Tìm món"))
    nhom = SelectField(_("Nhóm hàng"))
    xep = SelectField(_("Xếp theo"))

    def __init__(self, address: Address) -> None:
        values = {"q": address.words, "nhom": address.category, "xep": SORTS[address.sort].word}
        super().__init__(formdata=None, data=values, meta={"csrf": False})
        families = [SelectChoice(each.slug, say(each, "name")) for each in CATEGORIES]
        self.nhom.choices = [SelectChoice("", gettext("Mọi nhóm hàng")), *families]
        self.xep.choices = [SelectChoice(tab.word, gettext(tab.name)) for tab in SORTS.values()]


def pill_of(listing: Listing) -> Label:
    """What a line of the list says first of its product."""
    if listing.is_waiting:
        return VIEWS[View.WAITING]
    if listing.is_sent_back:
        return VIEWS[View.SENT_BACK]
    if listing.product.is_archived:
        return VIEWS[View.ARCHIVED]
    if listing.product.taken_down_at is not None:
        return TAKEN_DOWN
    if not listing.product.is_listed:
        return VIEWS[View.OFF]
    return VIEWS[View.ON_SALE if any(level.left for level in listing.levels.values()) else View.SOLD_OUT]
