"""A basket as the basket page and the checkout show it: one parcel for each seller."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from marketplace import orders, shipping
from marketplace.cart import BasketLine, Parcel
from marketplace.catalogue.weighing import ceiling_vnd
from marketplace.clock import now
from marketplace.orders import ParcelQuote, Quote
from marketplace.sellers import days_off_in, refusal_today
from marketplace.web.estimates import agreement
from marketplace.web.filters import day_range, printed_place, say, sentence_of
from marketplace.web.harvest_notes import harvest_notes
from marketplace.web.locale import gettext
from marketplace.web.media import thumbnail
from marketplace.web.price_breaks import limit_told, price_breaks_of
from marketplace.web.rest_notes import rest_notes


@dataclass(frozen=True)
class LineView:
    """One line, with what hinders ordering it and the quantity that would mend it."""

    ref: str
    name: str
    pack: str
    url: str
    picture: str
    price_breaks: str
    estimate: str
    quantity: int
    most: int
    total_vnd: int
    is_ready: bool
    note: str
    mended: int


@dataclass(frozen=True)
class ParcelView:
    """One seller's part; without a known place there is no fee and no day yet."""

    name: str
    place: str
    picture: str
    url: str
    lines: list[LineView]
    goods_vnd: int
    gap_vnd: int
    shipping_vnd: int | None
    total_vnd: int | None
    arrival: str
    harvest: list[str]
    rests: list[str]
    problem: str
    cash_vnd: int = 0

    @property
    def is_estimate(self) -> bool:
        """Whether something in it is weighed before its price is known."""
        return any(line.estimate for line in self.lines)


def parcel_views(parcels: Sequence[Parcel], quote: Quote | None) -> list[ParcelView]:
    """The basket in the language of the page, priced by `quote` where the place is known."""
    quoted = {one.parcel.key: one for one in quote.parcels} if quote else {}
    return [_parcel(parcel, quoted.get(parcel.key), is_alone=len(parcels) == 1) for parcel in parcels]


def line_views(views: Sequence[ParcelView]) -> list[LineView]:
    """All lines of all parcels."""
    return [line for view in views for line in view.lines]


def count_places(parcels: Sequence[Parcel]) -> int:
    """From how many sellers a basket is sent; one may send several parcels, when something is harvested later."""
    return len({parcel.seller.id for parcel in parcels})


def _parcel(parcel: Parcel, quoted: ParcelQuote | None, *, is_alone: bool) -> ParcelView:
    seller, days_off = parcel.seller, days_off_in(parcel.seller.days_off)
    problem = quoted.problem if quoted else refusal_today(days_off)
    return ParcelView(
        name=say(seller, "name"),
        place=gettext("Gửi từ %(place)s", place=printed_place(seller)),
        picture=f"art/{seller.picture}.svg",
        url=url_for("sellers.show", slug=seller.slug),
        lines=[_line(line) for line in parcel.lines],
        goods_vnd=parcel.goods_vnd,
        gap_vnd=quoted.gap_vnd if quoted else shipping.gap_to_free(parcel.goods_vnd, at=now()),
        shipping_vnd=quoted.shipping_vnd if quoted else None,
        total_vnd=quoted.total_vnd if quoted else None,
        arrival=_arrival(quoted) if quoted else "",
        harvest=_harvest(parcel, quoted, is_alone=is_alone),
        rests=rest_notes(days_off, quoted.arrives_to_on if quoted else None) if not problem else [],
        problem=sentence_of(problem) if problem else "",
        cash_vnd=quoted.cash_vnd if quoted else 0,
    )


def _arrival(quoted: ParcelQuote) -> str:
    return gettext("Nhận %(days)s", days=day_range(quoted.arrives_from_on, quoted.arrives_to_on))


def _harvest(parcel: Parcel, quoted: ParcelQuote | None, *, is_alone: bool) -> list[str]:
    """What is said of goods still to be harvested, and why they are not sent with the rest."""
    if not parcel.harvest:
        return []
    notes = harvest_notes(parcel.harvest, quoted.sent_on if quoted else orders.sent_on_of(parcel))
    return notes if is_alone else [*notes, gettext("Gửi thành kiện riêng khi thu hoạch, các món khác không phải chờ.")]


def _line(line: BasketLine) -> LineView:
    variant, product = line.variant, line.variant.product
    return LineView(
        ref=variant.ref,
        name=say(product, "name"),
        pack=say(variant, "pack"),
        url=url_for("product.show", slug=product.slug, co=variant.ref),
        picture=thumbnail(product),
        price_breaks=" · ".join(price_breaks_of(variant)),
        estimate=_estimate(line),
        quantity=line.quantity,
        most=max(1, line.most),
        total_vnd=line.total_vnd,
        is_ready=line.can_be_ordered,
        note=_note(line),
        mended=min(line.most, line.quantity),
    )


def _estimate(line: BasketLine) -> str:
    weighing = line.variant.by_weight
    return agreement(weighing, line.quantity, ceiling_vnd(line.total_vnd, weighing.increase_bp)) if weighing else ""


def _note(line: BasketLine) -> str:
    if line.can_be_ordered:
        return " ".join(filter(None, (limit_told(line.variant.most_per_buyer), _care(line))))
    if line.is_gone:
        return gettext("Món này vừa ngừng bán, không tính vào tổng.")
    if not line.left:
        return gettext("Món này vừa hết hàng, không tính vào tổng.")
    if line.quantity > line.left:
        return gettext("Chỉ còn %(left)s, chưa tính vào tổng.", left=line.left)
    return gettext("Mỗi khách mua tối đa %(most)s một ngày, chưa tính vào tổng.", most=line.most)


def _care(line: BasketLine) -> str:
    return gettext("Hàng dễ vỡ, gói chống va đập.") if line.variant.product.is_fragile else ""
