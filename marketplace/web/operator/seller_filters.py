"""The register of sellers: its address, and how a seller's file reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from flask import url_for

from marketplace import approvals, catalogue, orders, places, sellers
from marketplace.accounts.phones import show_phone
from marketplace.approvals import Approval, ApprovalKind
from marketplace.sellers.models import Seller, SellerEvent, SellerKind, SellerMember, SellerState
from marketplace.sellers.permissions import SellerRole
from marketplace.text import N_, clean_line
from marketplace.web.filters import decimal, full_date, moment, place
from marketplace.web.labels import SELLER_KINDS, Label, Step, Tab
from marketplace.web.locale import gettext
from marketplace.web.operator.links import Link, ListAddress, capped
from marketplace.web.paging import read_page

LONGEST_WORDS = 120


@dataclass(frozen=True, kw_only=True)
class StateLabel(Label):
    """A seller's state: its pill, the word of its tab in the address, and its entry among the decisions."""

    word: str
    happened: str


STATES: Final = {
    SellerState.APPLIED: StateLabel(N_("Chờ duyệt"), "a", word="cho-duyet", happened=N_("Gửi hồ sơ")),
    SellerState.APPROVED: StateLabel(N_("Đang mở"), "g", word="dang-ban", happened=N_("Được duyệt")),
    SellerState.SUSPENDED: StateLabel(N_("Đang tạm ngừng"), "x", word="tam-ngung", happened=N_("Bị tạm ngừng")),
}
ROLES: Final = {
    SellerRole.OWNER: N_("chủ gian hàng"),
    SellerRole.MANAGER: N_("quản lý"),
    SellerRole.PACKER: N_("người gói hàng"),
    SellerRole.ACCOUNTANT: N_("kế toán"),
}
EVERYTHING: Final = Tab("tat-ca", N_("Tất cả"))
FIRST_STATE: Final = SellerState.APPLIED
NAMED: Final = {label.word: state for state, label in STATES.items()} | {EVERYTHING.word: None}
"""The states by their words in the address; None for all."""


@dataclass(frozen=True)
class Address(ListAddress):
    """What the address of the page says. Whatever it says wrongly counts as not said."""

    endpoint = "operator_sellers.list"
    everything = EVERYTHING.word

    state: SellerState | None = FIRST_STATE
    words: str = ""
    page: int = 1

    @property
    def query(self) -> dict[str, str]:
        """Tab and words as they stand in an address."""
        word = "" if self.state == FIRST_STATE else _tab(self.state).word
        return {name: value for name, value in {"xem": word, "q": self.words}.items() if value}

    def open_url(self, slug: str) -> str:
        """The same list with one file open beside it."""
        page = {"trang": self.page} if self.page > 1 else {}
        return url_for("operator_sellers.show", slug=slug, **self.query, **page)  # type: ignore[arg-type]


@dataclass(frozen=True)
class File:
    """What an operator wants to know of a seller before deciding; `asked` is its request to be opened, if any."""

    seller: Seller
    members: list[SellerMember]
    steps: list[Step]
    facts: list[tuple[str, str]]
    open_orders: int
    missing: str
    asked: Approval | None


def read_address(said: Mapping[str, str]) -> Address:
    """Read the page's address."""
    state = NAMED.get(said.get("xem", ""), FIRST_STATE)
    return Address(state, clean_line(said.get("q", ""), LONGEST_WORDS), read_page(said.get("trang", "")))


def tabs(address: Address, counts: Mapping[SellerState, int]) -> Iterator[Link]:
    """The states with their counts."""
    for word, state in NAMED.items():
        count = counts[state] if state else sum(counts.values())
        name = gettext(_tab(state).name)
        yield Link(name, address.url(xem=word), capped(count), current=state == address.state)


def total(address: Address, counts: Mapping[SellerState, int]) -> int:
    """How many sellers the tab holds."""
    return counts[address.state] if address.state else sum(counts.values())


def file_of(seller: Seller) -> File:
    """The seller's file: facts, people, decisions and what is under way."""
    steps = [_step(event) for event in sellers.decisions_on(seller.id)]
    goods = catalogue.count_products(seller.id)
    missing = () if seller.is_open else sellers.missing_of(seller, goods=goods[1])
    return File(
        seller=seller,
        members=sellers.members_of(seller.id),
        steps=steps,
        facts=list(_facts(seller, *goods)),
        open_orders=orders.count_open(seller.id),
        missing=", ".join(map(gettext, missing)),
        asked=approvals.find_last(ApprovalKind.SELLER, seller.slug) if seller.is_waiting else None,
    )


def _tab(state: SellerState | None) -> StateLabel | Tab:
    return STATES[state] if state else EVERYTHING


def _step(event: SellerEvent) -> Step:
    detail = (moment(event.at), event.by.name if event.by else "", event.note)
    return Step(gettext(STATES[SellerState(event.state)].happened), " · ".join(part for part in detail if part))


def _facts(seller: Seller, on_sale: int, goods: int) -> Iterator[tuple[str, str]]:
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
