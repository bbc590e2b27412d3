"""A basket as the basket page and the checkout show it: one parcel for each seller."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from marketplace import orders, shipping
from marketplace.cart import BasketLine, Parcel
from marketplace.catalogue.models import ShipScope
from marketplace.catalogue.weighing import ceiling_vnd
from marketplace.clock import now
from marketplace.orders import ParcelQuote, Quote
from marketplace.orders.delivery_errors import DeliveryGone
from marketplace.sellers import DeliveryKind, days_off_in, refusal_today
from marketplace.sellers.models import Seller
from marketplace.web import sale_words
from marketplace.web.estimates import agreement
from marketplace.web.filters import day, day_range, pack_size, printed_place, say, sentence_of, vnd
from marketplace.web.harvest_notes import harvest_notes
from marketplace.web.locale import gettext
from marketplace.web.media import thumbnail
from marketplace.web.price_breaks import limit_told, price_breaks_of
from marketplace.web.rest_notes import rest_notes


@dataclass(frozen=True)
class LineView:
    """One line, with what hinders ordering it and the quantity that would mend it; `changed` tells another price than
    the shopper was told, `sale` the promotion of its price, `stuck` why it cannot be sent to the place
    that is known.
    """

    ref: str
    name: str
    pack: str
    url: str
    picture: str
    price_breaks: str
    estimate: str
    sale: str
    quantity: int
    most: int
    total_vnd: int
    is_ready: bool
    note: str
    mended: int
    changed: str = ""
    stuck: str = ""


@dataclass(frozen=True)
class ParcelView:
    """One seller's part; without a known place there is no fee and no day yet. `asks_way` where the usual way of
    delivery cannot be had and another one can, `is_gone` where the one that was chosen is not offered any more.
    """

    slug: str
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
    asks_way: bool = False
    is_gone: bool = False

    @property
    def is_estimate(self) -> bool:
        """Whether something in it is weighed before its price is known."""
        return any(line.estimate for line in self.lines)

    @property
    def can_order(self) -> bool:
        """Whether it can be ordered as it lies there."""
        return not self.problem and self.is_ready

    @property
    def can_begin(self) -> bool:
        """Whether the checkout can begin with it, be it that another way of delivery has to be chosen there."""
        return (not self.problem or self.asks_way) and self.is_ready

    @property
    def is_ready(self) -> bool:
        """Whether everything in it can be ordered."""
        return all(line.is_ready for line in self.lines)


def parcel_views(parcels: Sequence[Parcel], quote: Quote | None, province: str = "") -> list[ParcelView]:
    """The basket in the language of the page, priced by `quote` where the place is known; of a province, with what
    cannot be sent there.
    """
    quoted = {one.parcel.key: one for one in quote.parcels} if quote else {}
    return [_parcel(parcel, quoted.get(parcel.key), province, is_alone=len(parcels) == 1) for parcel in parcels]


def orderable(views: Sequence[ParcelView]) -> list[str]:
    """The sellers of which everything in the basket can be ordered, in its order."""
    hindered = {view.slug for view in views if not view.can_begin}
    return list(dict.fromkeys(view.slug for view in views if view.slug not in hindered))


def saved_views(saved: Sequence[BasketLine]) -> list[LineView]:
    """What is saved for later."""
    return [_line(line) for line in saved]


def line_views(views: Sequence[ParcelView]) -> list[LineView]:
    """All lines of all parcels."""
    return [line for view in views for line in view.lines]


def count_places(parcels: Sequence[Parcel]) -> int:
    """From how many sellers a basket is sent; one may send several parcels, when something is harvested later."""
    return len({parcel.seller.id for parcel in parcels})


def _parcel(parcel: Parcel, quoted: ParcelQuote | None, province: str, *, is_alone: bool) -> ParcelView:
    seller, days_off = parcel.seller, days_off_in(parcel.seller.days_off)
    problem = quoted.problem if quoted else refusal_today(days_off)
    asks_way = bool(problem) and any(not each.problem for each in quoted.options) if quoted else False
    is_bound = quoted is None or (len(quoted.options) == 1)
    return ParcelView(
        slug=seller.slug,
        name=say(seller, "name"),
        place=gettext("Gửi từ %(place)s", place=printed_place(seller)),
        picture=f"art/{seller.picture}.svg",
        url=url_for("sellers.show", slug=seller.slug),
        lines=[_line(line, _stuck(line, seller, province) if is_bound else "") for line in parcel.lines],
        goods_vnd=parcel.goods_vnd,
        gap_vnd=quoted.gap_vnd if quoted else shipping.gap_to_free(parcel.goods_vnd, at=now()),
        shipping_vnd=quoted.shipping_vnd if quoted else None,
        total_vnd=quoted.total_vnd if quoted else None,
        arrival=_arrival(quoted) if quoted else "",
        harvest=_harvest(parcel, quoted, is_alone=is_alone),
        rests=rest_notes(days_off, quoted.arrives_to_on if quoted else None) if not problem else [],
        problem=sentence_of(problem) if problem else "",
        cash_vnd=quoted.cash_vnd if quoted else 0,
        asks_way=asks_way,
        is_gone=isinstance(problem, DeliveryGone),
    )


def _arrival(quoted: ParcelQuote) -> str:
    if quoted.chosen and quoted.chosen.kind == DeliveryKind.PICKUP:
        return gettext("Lấy từ %(day)s", day=day(quoted.arrives_from_on))
    return gettext("Nhận %(days)s", days=day_range(quoted.arrives_from_on, quoted.arrives_to_on))


def _harvest(parcel: Parcel, quoted: ParcelQuote | None, *, is_alone: bool) -> list[str]:
    """What is said of goods still to be harvested, and why they are not sent with the rest."""
    if not parcel.harvest:
        return []
    notes = harvest_notes(parcel.harvest, quoted.sent_on if quoted else orders.sent_on_of(parcel))
    return notes if is_alone else [*notes, gettext("Gửi thành kiện riêng khi thu hoạch, các món khác không phải chờ.")]


def _stuck(line: BasketLine, seller: Seller, province: str) -> str:
    """Why a line cannot be sent to a province, though others of its parcel can."""
    scope, origin = ShipScope(line.variant.product.ship_scope), seller.province_code
    if not province or shipping.can_reach(scope, origin_province=origin, destination_province=province):
        return ""
    return gettext("Món này không gửi tới nơi nhận đang chọn. Để mua sau hoặc xóa thì phần còn lại đặt được.")


def _line(line: BasketLine, stuck: str = "") -> LineView:
    variant, product = line.variant, line.variant.product
    return LineView(
        ref=variant.ref,
        name=say(product, "name"),
        pack=say(variant, "pack"),
        url=url_for("product.show", slug=product.slug, co=variant.ref),
        picture=thumbnail(product),
        price_breaks=" · ".join(price_breaks_of(variant)),
        sale=sale_words.in_a_line(variant.sale, line.quantity),
        estimate=_estimate(line),
        quantity=line.quantity,
        most=max(1, line.most),
        total_vnd=line.total_vnd,
        is_ready=line.can_be_ordered,
        note=_note(line),
        mended=min(line.most, line.quantity),
        changed=_changed(line),
        stuck=stuck,
    )


def _estimate(line: BasketLine) -> str:
    weighing = line.variant.asked_by_weight
    return agreement(weighing, line.quantity, ceiling_vnd(line.total_vnd, weighing.increase_bp)) if weighing else ""


def _note(line: BasketLine) -> str:
    if line.can_be_ordered:
        return " ".join(filter(None, (limit_told(line.variant.most_per_buyer), _care(line))))
    if line.is_gone:
        return gettext("Món này vừa ngừng bán, không tính vào tổng.")
    if not line.left:
        return gettext("Món này vừa hết hàng, không tính vào tổng.")
    if line.quantity > line.left:
        wanted = {"left": line.left, "quantity": line.quantity}
        return gettext("Chỉ còn %(left)s, đã chọn %(quantity)s: chưa tính vào tổng.", **wanted)
    return gettext("Mỗi khách mua tối đa %(most)s một ngày, chưa tính vào tổng.", most=line.most)


def _changed(line: BasketLine) -> str:
    if line.former_vnd is None or line.is_gone:
        return ""
    prices = {"old": vnd(line.former_vnd), "new": vnd(line.variant.asked_vnd)}
    return gettext("Giá %(pack)s đổi từ %(old)s thành %(new)s.", pack=pack_size(line.variant), **prices)


def _care(line: BasketLine) -> str:
    return gettext("Hàng dễ vỡ, gói chống va đập.") if line.variant.product.is_fragile else ""
