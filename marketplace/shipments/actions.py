"""What is done with parcels, apart from calling their carriers. Load the order with `lock=True` first."""

from collections.abc import Sequence
from typing import Final

from marketplace import orders
from marketplace.clock import now
from marketplace.database import db
from marketplace.gateways.carriers import GATEWAYS, MOST_COD_VND, MOST_GRAMS, Booking, Carrier
from marketplace.money import allocate
from marketplace.orders.boxes import boxes_of
from marketplace.orders.delivery_errors import CarrierUnwanted
from marketplace.orders.errors import CancelUnanswered
from marketplace.orders.models import Order
from marketplace.refs import new_ref
from marketplace.shipments.errors import (
    AlreadyHandedOver,
    BoxesCalled,
    CarrierOff,
    NotBlocked,
    NotPacked,
    PickupMissing,
    PlaceMissing,
    TooEarly,
    TooHeavy,
    TooMuchCash,
    TrackingUnreadable,
)
from marketplace.shipments.models import PickupAddress, Shipment
from marketplace.shipments.queries import find_pickup, shipments_of
from marketplace.shipments.states import NEVER_LEFT, SETTLES_AFTER, CashState, ParcelState, Source
from marketplace.text import N_, clean_line

MOST_PARCELS: Final = 9
NOT_THERE: Final = N_("Đơn vị chuyển không có vận đơn này.")
AWAY: Final = N_("Đơn vị chuyển không trả lời, chưa có gì được tạo.")
LONGEST_TRACKING: Final = 60


def save_pickup(
    seller_id: int, *, name: str, phone: str, street: str, province_code: str, commune_code: str
) -> PickupAddress:
    """Where this seller's parcels are collected from now on; phone as E.164. Raises PlaceMissing."""
    if not commune_code:
        raise PlaceMissing()
    pickup = find_pickup(seller_id) or PickupAddress(seller_id=seller_id)
    pickup.name, pickup.phone, pickup.street = name, phone, street
    pickup.province_code, pickup.commune_code, pickup.updated_at = province_code, commune_code, now()
    db.session.add(pickup)
    return pickup


def intend(order: Order, carrier: Carrier, *, count: int, by_id: int | None) -> list[Shipment]:
    """Write down that the carrier is about to be asked to take the parcels of an order; nothing is asked here.

    Parcels that the carrier refused are intended again, and those that it has are left. Raises CarrierOff,
    CarrierUnwanted, PickupMissing, CancelUnanswered, NotPacked, AlreadyHandedOver, TooHeavy or TooMuchCash.
    """
    if not GATEWAYS[carrier].is_on():
        raise CarrierOff()
    if order.is_own_delivery:
        raise CarrierUnwanted()
    if find_pickup(order.seller_id) is None:
        raise PickupMissing()
    before = shipments_of(order.id)
    if orders.find_open_request(order.id):
        raise CancelUnanswered()
    if not order.can_ship and not any(each.state not in NEVER_LEFT for each in before):
        raise NotPacked()
    made = _again(order, carrier, before) or _first(order, carrier, before, min(max(count, 1), MOST_PARCELS))
    for shipment in made:
        _check_limits(shipment)
        db.session.add(shipment)
        shipment.enter(ParcelState.ASKED, source=Source.SHOP, by_id=by_id)
    db.session.flush()
    return made


def check_by_hand(order: Order, tracking: str) -> None:
    """Raises AlreadyHandedOver where a carrier has, or may have, the parcels of an order under other numbers."""
    live = [each for each in shipments_of(order.id) if is_live(each)]
    if live and tracking.strip() not in {each.tracking for each in live}:
        raise AlreadyHandedOver()


def check_not_called(order: Order) -> None:
    """Raises BoxesCalled where a carrier was told what is in the boxes; load the order with `lock=True` first."""
    if any(is_live(each) for each in shipments_of(order.id)):
        raise BoxesCalled()


def is_live(shipment: Shipment) -> bool:
    """Whether its carrier has it, or may have it."""
    return shipment.state not in NEVER_LEFT


def settle(shipment: Shipment, booking: Booking, source: Source = Source.SHOP, by_id: int | None = None) -> None:
    """The carrier has it, under this number. Does nothing when that is known already."""
    if not shipment.is_blocked:
        return
    shipment.tracking = booking.tracking
    shipment.fee_vnd = booking.fee_vnd if shipment.fee_vnd is None else shipment.fee_vnd
    shipment.enter(ParcelState.BOOKED, source=source, by_id=by_id)


def refuse(shipment: Shipment, words: str, source: Source = Source.SHOP, by_id: int | None = None) -> None:
    """The carrier surely has it not. Does nothing when it is known by now that it has."""
    if not shipment.is_blocked:
        return
    shipment.refusal = clean_line(words, 200)
    shipment.cash_state = CashState.NONE
    shipment.enter(ParcelState.REFUSED, source=source, note=shipment.refusal, by_id=by_id)


def found_by_hand(shipment: Shipment, tracking: str, *, by_id: int | None) -> None:
    """An operator has asked the carrier: it has the parcel. Raises NotBlocked or TrackingUnreadable."""
    number = clean_line(tracking, LONGEST_TRACKING)
    if not shipment.is_blocked:
        raise NotBlocked()
    if not number:
        raise TrackingUnreadable()
    settle(shipment, Booking(number), Source.PERSON, by_id)


def not_there(shipment: Shipment, *, by_id: int | None) -> None:
    """An operator has asked the carrier: it has no such parcel. Raises NotBlocked, or TooEarly while it may make it."""
    if not shipment.is_blocked:
        raise NotBlocked()
    if shipment.asked_at + SETTLES_AFTER > now():
        raise TooEarly(minutes=SETTLES_AFTER.seconds // 60)
    refuse(shipment, NOT_THERE, Source.PERSON, by_id)


def _first(order: Order, carrier: Carrier, before: Sequence[Shipment], count: int) -> list[Shipment]:
    """All parcels of an order of which none is with a carrier; weight, value and cash by what is in which box, where
    that is written down, else in even shares.
    """
    if any(each.state not in NEVER_LEFT for each in before):
        raise AlreadyHandedOver()
    by = [sum(each.price_vnd for each in box) or 1 for box in boxes_of(order)] or [1] * count
    count = len(by)
    shares = zip(
        allocate(max(order.weight_grams, count), _weights(order, count)), allocate(order.goods_vnd, by), strict=True
    )
    cash = allocate(order.cash_vnd, by)
    return [
        _shipment(order, carrier, number, _attempts(before, number) + 1, grams, goods_vnd, cash[number - 1])
        for number, (grams, goods_vnd) in enumerate(shares, 1)
    ]


def _weights(order: Order, count: int) -> list[int]:
    """How the boxes share the weight: by their units, because no pack's weight is frozen at the sale."""
    return [sum(each.quantity for each in box) for box in boxes_of(order)] or [1] * count


def _again(order: Order, carrier: Carrier, before: Sequence[Shipment]) -> list[Shipment]:
    """The parcels that were refused while others of the same order are with their carrier."""
    live = {each.parcel for each in before if each.state not in NEVER_LEFT}
    last = {each.parcel: each for each in before if live and each.parcel not in live}
    return [
        _shipment(order, carrier, each.parcel, each.attempt + 1, each.grams, each.goods_vnd, each.cod_vnd)
        for each in last.values()
    ]


def _attempts(before: Sequence[Shipment], parcel: int) -> int:
    return max((each.attempt for each in before if each.parcel == parcel), default=0)


def _shipment(
    order: Order, carrier: Carrier, parcel: int, attempt: int, grams: int, goods_vnd: int, cod_vnd: int
) -> Shipment:
    again = f"-{attempt}" if attempt > 1 else ""
    return Shipment(
        ref=new_ref(),
        order=order,
        parcel=parcel,
        attempt=attempt,
        code=f"{order.number}-{parcel}{again}",
        carrier=carrier,
        grams=grams,
        goods_vnd=goods_vnd,
        cod_vnd=cod_vnd,
        cash_state=CashState.DUE if cod_vnd else CashState.NONE,
        asked_at=now(),
        looked_at=now(),
    )


def _check_limits(shipment: Shipment) -> None:
    carrier = Carrier(shipment.carrier)
    most_grams, most_vnd = MOST_GRAMS.get(carrier), MOST_COD_VND.get(carrier)
    if most_grams and shipment.grams > most_grams:
        raise TooHeavy(carrier=carrier.brand, most=most_grams // 1_000)
    if most_vnd and shipment.cod_vnd > most_vnd:
        raise TooMuchCash(carrier=carrier.brand, most=f"{most_vnd:,}".replace(",", "."))
