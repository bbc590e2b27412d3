"""What a basket costs at a place: goods and one delivery fee per seller, to the dong."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Final

from marketplace import sellers, shipping
from marketplace.cart import Parcel
from marketplace.catalogue.models import ShipScope, StorageClass, coldest
from marketplace.clock import now, today
from marketplace.errors import DomainError
from marketplace.orders import discounting
from marketplace.orders.carrier_offers import offered_rates
from marketplace.orders.delivery_choices import HOUSE, DeliveryOption, Route, carrier_options, own_options
from marketplace.orders.delivery_errors import DeliveryGone
from marketplace.orders.wished_days import packed_from
from marketplace.sellers import DaysOff, DeliveryKind
from marketplace.shipping import FeeBearer, KeptRate, ParcelFee
from marketplace.vouchers import Counted

FREE: Final = ParcelFee(0, 0, 0, 0)
"""The fee of what is not sent."""


@dataclass(frozen=True)
class ParcelQuote:
    """One seller's parcel at one destination. `problem` says why it cannot be sent there.

    `gap_vnd` is what is missing of goods until delivery is free, which `free_paid_by` then pays (None: it never is).
    `cash_vnd` is what paying at the door adds to what is paid ahead; `shipping_vnd` has it in it where cash is paid.
    Vouchers of its seller take `seller_discount_vnd` off its goods, those of the market `market_discount_vnd`, of which
    `delivery_discount_vnd` off its delivery. It goes the way that is `chosen` among its `options`.
    """

    parcel: Parcel
    shipping_vnd: int
    arrives_from_on: date
    arrives_to_on: date
    sent_on: date
    problem: DomainError | None = None
    fee: ParcelFee = FREE
    cash_vnd: int = 0
    gap_vnd: int = 0
    free_paid_by: FeeBearer | None = None
    seller_discount_vnd: int = 0
    market_discount_vnd: int = 0
    delivery_discount_vnd: int = 0
    options: tuple[DeliveryOption, ...] = ()
    chosen: DeliveryOption | None = None

    @property
    def total_vnd(self) -> int:
        """Goods and delivery, less what vouchers take off."""
        return self.parcel.goods_vnd + self.shipping_vnd - self.seller_discount_vnd - self.market_discount_vnd


@dataclass(frozen=True)
class Quote:
    """The whole basket at one destination, with the vouchers that count."""

    parcels: tuple[ParcelQuote, ...]
    vouchers: Counted = field(default_factory=Counted)

    @property
    def goods_vnd(self) -> int:
        """Price of all goods."""
        return sum(quoted.parcel.goods_vnd for quoted in self.parcels)

    @property
    def shipping_vnd(self) -> int:
        """All delivery fees."""
        return sum(quoted.shipping_vnd for quoted in self.parcels)

    @property
    def cash_vnd(self) -> int:
        """What paying at the door adds to what is paid ahead."""
        return sum(quoted.cash_vnd for quoted in self.parcels)

    @property
    def seller_discount_vnd(self) -> int:
        """What vouchers of sellers take off."""
        return sum(quoted.seller_discount_vnd for quoted in self.parcels)

    @property
    def market_discount_vnd(self) -> int:
        """What vouchers of the market take off, of goods and delivery."""
        return sum(quoted.market_discount_vnd for quoted in self.parcels)

    @property
    def total_vnd(self) -> int:
        """What the buyer pays."""
        return sum(quoted.total_vnd for quoted in self.parcels)

    @property
    def at_door_vnd(self) -> int:
        """The same when it is paid at the door, of a quote for who pays ahead."""
        return self.total_vnd + self.cash_vnd


@dataclass(frozen=True)
class Consignment:
    """What travels in one parcel. `kinds` are the ways in which its goods must be sent, each with how far.

    `harvest_on` is the day on which its goods are expected, if they are still to be harvested; it is to be there by
    `wished_on`, if somebody wishes so.
    """

    origin_province: str
    lead_days: int
    days_off: tuple[DaysOff, ...]
    weight_grams: int
    goods_vnd: int
    kinds: tuple[tuple[ShipScope, StorageClass], ...]
    harvest_on: date | None = None
    pays_cash: bool = False
    cm3: int = 0
    wished_on: date | None = None


@dataclass(frozen=True)
class Delivery:
    """What sending it to a place costs and when it arrives. `problem` says why it cannot be sent there."""

    shipping_vnd: int
    arrives_from_on: date
    arrives_to_on: date
    sent_on: date
    problem: DomainError | None = None
    fee: ParcelFee = FREE
    cash_vnd: int = 0


def quote(
    parcels: Sequence[Parcel],
    *,
    province_code: str,
    commune_code: str = "",
    pays_cash: bool = False,
    codes: Sequence[str] = (),
    wished_on: date | None = None,
    ways: Mapping[str, str] = MappingProxyType({}),
) -> Quote:
    """The basket's price with delivery to a place; a parcel with nothing that can be ordered is left out.

    `ways` are those that were chosen, the `ref` of an option by the seller's slug; whoever is not in it has theirs sent
    by the market's carriers. One that is not offered is a `problem` (DeliveryGone) of its parcel.

    The vouchers behind `codes` are counted where they can be; `Quote.vouchers` says why others are not. None pays what
    is asked for money taken at the door, so that they give the same whichever way is paid. With `wished_on` everything
    is sent so that it is there by that day.
    """
    ready = [parcel for parcel in parcels if parcel.ready]
    rates = offered_rates(ready, commune_code)
    place, sent = (province_code, commune_code), partial(_consignment, pays_cash=pays_cash, wished_on=wished_on)
    quoted = [
        _quote(sent(each), each, place, ways.get(each.seller.slug, HOUSE), rates.get(each.key, ())) for each in ready
    ]
    fees: dict[Hashable, int] = {each.parcel.key: max(each.shipping_vnd - each.fee.cash_vnd, 0) for each in quoted}
    counted = discounting.count(parcels, codes, fees)
    return Quote(tuple(replace(each, **discounting.of_parcel(counted, each.parcel)) for each in quoted), counted)


def estimate(sent: Consignment, *, province_code: str, commune_code: str = "") -> Delivery:
    """Fee and days for one parcel; without a commune those of the province's mainland. Raises places.UnknownPlace."""
    at_door = _fee(sent, province_code, commune_code)
    fee = at_door if sent.pays_cash else replace(at_door, cash_vnd=0)
    start, unwished = _ready_on(sent), None
    if sent.wished_on:
        start, unwished = packed_from(sent.wished_on, start, lambda day: _arrival(sent, province_code, day))
    arrival, problem = _arrival(sent, province_code, start), _problem(sent, province_code) or unwished
    return Delivery(fee.charged_vnd, *arrival, problem, fee, 0 if fee.waived_by else at_door.cash_vnd)


def _arrival(sent: Consignment, province_code: str, ready_on: date) -> shipping.Arrival:
    """When it arrives if it is packed from that day on."""
    return shipping.expected_arrival(
        origin_province=sent.origin_province,
        destination_province=province_code,
        placed_on=ready_on,
        storage=coldest(storage for _, storage in sent.kinds),
        lead_days=sent.lead_days,
        closed=_closed(sent),
    )


def sent_on(sent: Consignment) -> date:
    """The day on which it leaves, wherever it goes."""
    return shipping.sending_day(
        _ready_on(sent),
        storage=coldest(storage for _, storage in sent.kinds),
        lead_days=sent.lead_days,
        closed=_closed(sent),
    )


def sent_on_of(parcel: Parcel) -> date:
    """The same of a parcel in a basket."""
    return sent_on(_consignment(parcel))


def _fee(sent: Consignment, province_code: str, commune_code: str) -> ParcelFee:
    """The fee with what is asked for money taken at the door."""
    return shipping.fee_of(
        shipping.Sent(
            origin_province=sent.origin_province,
            destination_province=province_code,
            destination_commune=commune_code,
            grams=sent.weight_grams,
            goods_vnd=sent.goods_vnd,
            cm3=sent.cm3,
            pays_cash=True,
        ),
        at=now(),
    )


def _ready_on(sent: Consignment) -> date:
    return max(today(), sent.harvest_on or today())


def _closed(sent: Consignment) -> list[tuple[date, date]]:
    return [(each.first_on, each.last_on) for each in sent.days_off]


def _quote(
    sent: Consignment, parcel: Parcel, place: tuple[str, str], way: str, rates: Sequence[KeptRate]
) -> ParcelQuote:
    options = _options(sent, parcel, place, rates)
    chosen = next((each for each in options if each.ref == way), options[0])
    own = chosen.own
    return ParcelQuote(
        parcel,
        chosen.fee.charged_vnd,
        chosen.arrives_from_on,
        chosen.arrives_to_on,
        chosen.sent_on,
        chosen.problem or (DeliveryGone() if chosen.ref != way else None),
        chosen.fee,
        chosen.cash_vnd,
        gap_vnd=own.gap_vnd(sent.goods_vnd) if own else shipping.gap_to_free(sent.goods_vnd, at=now()),
        free_paid_by=FeeBearer.SELLER if own else shipping.free_paid_by(at=now()),
        options=options,
        chosen=chosen,
    )


def _options(
    sent: Consignment, parcel: Parcel, place: tuple[str, str], rates: Sequence[KeptRate]
) -> tuple[DeliveryOption, ...]:
    house = estimate(sent, province_code=place[0], commune_code=place[1])
    days = house.arrives_from_on, house.arrives_to_on, house.sent_on
    by_carrier = DeliveryOption(HOUSE, DeliveryKind.HOUSE, house.fee, *days, house.problem, cash_vnd=house.cash_vnd)
    carried = (by_carrier, *carrier_options(by_carrier, rates, sent.weight_grams))
    stored = parcel.seller.deliveries
    if not stored:
        return carried
    return (*carried, *own_options(stored, route_of(sent, *place), sellers.refusal_today(sent.days_off)))


def route_of(sent: Consignment, province_code: str, commune_code: str) -> Route:
    """The way of a parcel that its seller brings."""
    place = province_code, commune_code
    return Route(*place, _ready_on(sent), sent.lead_days, _closed(sent), sent.goods_vnd, sent.wished_on)


def _consignment(parcel: Parcel, pays_cash: bool = False, wished_on: date | None = None) -> Consignment:
    goods = [line.variant.product for line in parcel.ready or parcel.lines]
    return Consignment(
        origin_province=parcel.seller.province_code,
        lead_days=parcel.seller.lead_days,
        days_off=sellers.days_off_in(parcel.seller.days_off),
        weight_grams=parcel.weight_grams,
        goods_vnd=parcel.goods_vnd,
        kinds=tuple((ShipScope(product.ship_scope), StorageClass(product.storage_class)) for product in goods),
        harvest_on=parcel.harvest.expected_on if parcel.harvest else None,
        pays_cash=pays_cash,
        cm3=parcel.cm3,
        wished_on=wished_on,
    )


def _problem(sent: Consignment, province_code: str) -> DomainError | None:
    return sellers.refusal_today(sent.days_off) or _out_of_reach(sent, province_code)


def _out_of_reach(sent: Consignment, province_code: str) -> DomainError | None:
    for scope, storage in sent.kinds:
        try:
            shipping.require_reach(
                scope,
                storage=storage,
                origin_province=sent.origin_province,
                destination_province=province_code,
            )
        except shipping.OutOfReach as error:
            return error
    return None
