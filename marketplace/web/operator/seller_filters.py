"""The register of sellers: its address, and how a seller's file reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from marketplace import catalogue, orders, places, sellers
from marketplace.accounts.phones import show_phone
from marketplace.sellers.models import Seller, SellerEvent, SellerKind, SellerMember, SellerRole, SellerState
from marketplace.text import clean_line
from marketplace.web.filters import decimal, full_date, moment, place
from marketplace.web.labels import SELLER_KINDS
from marketplace.web.operator.links import Link, capped, read_page
from marketplace.web.operator.order_labels import Step

LONGEST_WORDS = 120
STATES: dict[str, tuple[SellerState | None, LazyString]] = {
    "cho-duyet": (SellerState.APPLIED, _("Chờ duyệt")),
    "dang-ban": (SellerState.APPROVED, _("Đang mở")),
    "tam-ngung": (SellerState.SUSPENDED, _("Đang tạm ngừng")),
    "tat-ca": (None, _("Tất cả")),
}
FIRST_STATE, EVERYTHING = "cho-duyet", "tat-ca"
TONES = {SellerState.APPLIED: "a", SellerState.APPROVED: "g", SellerState.SUSPENDED: "x"}
LABELS = {state: label for state, label in STATES.values() if state}
HAPPENED = {
    SellerState.APPLIED: _("Gửi hồ sơ"),
    SellerState.APPROVED: _("Được duyệt"),
    SellerState.SUSPENDED: _("Bị tạm ngừng"),
}
ROLES = {SellerRole.OWNER: _("chủ gian hàng"), SellerRole.PACKER: _("người gói hàng")}


@dataclass(frozen=True)
class Address:
    """What the address of the page says. Whatever it says wrongly counts as not said."""

    tab: str = FIRST_STATE
    words: str = ""
    page: int = 1

    @property
    def state(self) -> SellerState | None:
        """The state to narrow to, or None for all."""
        return STATES[self.tab][0]

    @property
    def query(self) -> dict[str, str]:
        """Tab and words as they stand in an address."""
        said = {"xem": self.tab, "q": self.words}
        return {name: value for name, value in said.items() if value and value != FIRST_STATE}

    @property
    def search_fields(self) -> dict[str, str]:
        """What a search sends along: it looks through every state."""
        return {"xem": EVERYTHING}

    def url(self, **changes: str | int) -> str:
        """The list with the same tab and words but for `changes`."""
        return url_for("operator_sellers.list", **{**self.query, **changes})  # type: ignore[arg-type]

    def open_url(self, slug: str) -> str:
        """The same list with one file open beside it."""
        page = {"trang": self.page} if self.page > 1 else {}
        return url_for("operator_sellers.show", slug=slug, **self.query, **page)  # type: ignore[arg-type]


@dataclass(frozen=True)
class File:
    """What an operator wants to know of a seller before deciding."""

    seller: Seller
    members: list[SellerMember]
    steps: list[Step]
    facts: list[tuple[str, str]]
    open_orders: int


def read_address(said: Mapping[str, str]) -> Address:
    """Read the page's address."""
    tab = said.get("xem", "")
    words = clean_line(said.get("q", ""), LONGEST_WORDS)
    return Address(tab if tab in STATES else FIRST_STATE, words, read_page(said.get("trang", "")))


def tabs(address: Address, counts: Mapping[SellerState, int]) -> Iterator[Link]:
    """The states with their counts."""
    for tab, (state, label) in STATES.items():
        count = counts[state] if state else sum(counts.values())
        yield Link(str(label), address.url(xem=tab), capped(count), current=tab == address.tab)


def total(address: Address, counts: Mapping[SellerState, int]) -> int:
    """How many sellers the tab holds."""
    return counts[address.state] if address.state else sum(counts.values())


def file_of(seller: Seller) -> File:
    """The seller's file: facts, people, decisions and what is under way."""
    steps = [_step(event) for event in sellers.decisions_on(seller.id)]
    return File(seller, sellers.members_of(seller.id), steps, list(_facts(seller)), orders.count_open(seller.id))


def _step(event: SellerEvent) -> Step:
    detail = (moment(event.at), event.by.name if event.by else "", event.note)
    return Step(str(HAPPENED[SellerState(event.state)]), " · ".join(part for part in detail if part))


def _facts(seller: Seller) -> Iterator[tuple[str, str]]:
    on_sale, goods = catalogue.count_products(seller.id)
    commune = places.find_commune(seller.commune_code)
    missing = gettext("chưa có")
    yield gettext("Loại"), str(SELLER_KINDS[SellerKind(seller.kind)])
    yield gettext("Nơi in trên giấy"), seller.printed_place_vi
    yield gettext("Xã, tỉnh nay"), place(commune) if commune else places.get_province(seller.province_code).name
    yield gettext("Điện thoại"), show_phone(seller.phone) if seller.phone else missing
    yield gettext("E-mail"), seller.email or missing
    yield gettext("Mã số thuế"), seller.tax_code or missing
    yield gettext("Số món hàng"), gettext("%(on_sale)s đang bán trên %(goods)s món", on_sale=on_sale, goods=goods)
    yield gettext("Phí chợ"), f"{decimal(seller.commission_bp / 100)}%"
    yield gettext("Chuẩn bị hàng"), gettext("%(days)s ngày", days=seller.lead_days)
    yield gettext("Vào sổ"), full_date(seller.created_at)
