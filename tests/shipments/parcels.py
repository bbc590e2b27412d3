"""A packed order of a seller whose parcels can be collected, and what carriers tell of it."""

from collections.abc import Mapping
from datetime import timedelta

from marketplace import orders, shipments
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.dispatches import Dispatch
from marketplace.gateways.carriers import Carrier, News
from marketplace.orders.models import Order
from marketplace.orders.states import PaymentMethod
from marketplace.shipments.models import CarrierNotice, Shipment
from marketplace.shipments.states import ParcelState, Result, Source
from tests import factories


def packed(made: Order | None = None, *, quantity: int = 2, paying: PaymentMethod = PaymentMethod.COD) -> Order:
    """An order that waits for its carrier."""
    made = made or factories.confirmed((factories.product().variants[0], quantity), paying=paying)
    orders.pack(made, by=None)
    shipments.save_pickup(
        made.seller_id,
        name="Bùi Thị Mẫu",
        phone="+84912345678",
        street="Xóm Đồi",
        province_code=made.seller.province_code,
        commune_code=made.seller.commune_code,
    )
    db.session.flush()
    return made


def handed_over(order: Order, carrier: Carrier, count: int = 1) -> list[Shipment]:
    """Its parcels after the carrier was asked."""
    refs = shipments.flows.hand_over(order.seller_id, order.number, carrier, count=count, by_id=None)
    return [shipments.get_shipment(ref) for ref in refs]


def news(shipment: Shipment, status: str, *, minutes: int = 0, **said: object) -> News:
    """The carrier's word of a parcel, so many minutes from now."""
    values: dict[str, object] = {
        "carrier": Carrier(shipment.carrier),
        "key": f"{shipment.code} {status} {minutes}",
        "tracking": shipment.tracking,
        "code": shipment.code,
        "status": status,
        "at": now() + timedelta(minutes=minutes),
    }
    return News(**(values | said))  # type: ignore[arg-type]


def told(shipment: Shipment, *statuses: str, **said: object) -> Shipment:
    """What becomes of a parcel of which the carrier tells this, one minute after the other."""
    start = len(shipment.events)
    for minute, status in enumerate(statuses, start):
        with transaction():
            shipments.take_news(news(shipment, status, minutes=minute, **said))
    db.session.refresh(shipment)
    return shipment


def of_carriers(order: Order) -> dict[str, Mapping[str, str]]:
    """A parcel of the order that its carrier is to collect, and a notice that nobody could follow."""
    shipment = Shipment(
        ref="parcelofa",
        order=order,
        parcel=1,
        code=f"{order.number}-1",
        carrier=Carrier.GHN,
        grams=1_000,
        goods_vnd=order.goods_vnd,
        cod_vnd=order.cash_vnd,
        tracking="GYK0001",
    )
    db.session.add(shipment)
    shipment.enter(ParcelState.BOOKED, source=Source.SHOP)
    strange = {"carrier": Carrier.GHTK, "raw_status": "77", "result": Result.UNKNOWN_PARCEL, "at": now()}
    db.session.add(CarrierNotice(ref="noticeofone", key="0" * 64, tracking="S1.HN1.9", code="", **strange))
    about = {"name": "order_shipped", "kind": "orders", "party": "buyer", "order_id": order.id}
    unclear = Dispatch(key="k", channel="zalo", state="unknown", **about)
    db.session.add(unclear)
    db.session.flush()
    return {
        "shop_parcels": {"ref": shipment.ref, "number": order.number},
        "operator_parcels": {"ref": shipment.ref},
        "operator_parcels.settle": {"ref": "noticeofone"},
        "operator_dispatches": {"ref": unclear.ref},
        "carrier_notices": {"secret": "khong-co"},
    }
