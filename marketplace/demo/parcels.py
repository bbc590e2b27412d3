"""Parcels in the hands of carriers in the demo shop, in different states, and what was told of them.

Their numbers begin with MAU, as nothing else does: nobody was called, and no carrier knows them.
"""

from datetime import timedelta
from typing import Final

from marketplace import shipments
from marketplace.clock import now, pretending
from marketplace.database import db
from marketplace.demo.content import Row
from marketplace.demo.past import Past
from marketplace.gateways.carriers import Booking, Carrier, News
from marketplace.orders.models import Order
from marketplace.sellers.models import Seller
from marketplace.shipments.actions import settle
from marketplace.shipments.models import Shipment
from marketplace.shipments.states import CashState, ParcelState, Source

FAILED: Final = "Khách hẹn giao lại chiều mai"
PARCELS: Final[tuple[Row, ...]] = (
    {"carrier": "ghn", "buyer": "Y", "ref": "PD-500", "hours_ago": 30, "told": [("ready_to_pick", 1)]},
    {"carrier": "ghtk", "buyer": "T", "ref": "GL-500", "hours_ago": 80, "told": [("2", 1), ("3", 8), ("4", 30)]},
    {
        "carrier": "ghn",
        "buyer": "M",
        "ref": "GL-250",
        "hours_ago": 100,
        "told": [("ready_to_pick", 1), ("picked", 6), ("delivering", 40), ("delivery_fail", 46)],
    },
    {
        "carrier": "viettel_post",
        "buyer": "E",
        "ref": "GL-500",
        "hours_ago": 140,
        "told": [("-100", 1), ("105", 7), ("300", 12), ("400", 44), ("500", 60), ("501", 64)],
    },
    {
        "carrier": "ghn",
        "buyer": "M",
        "ref": "PD-1000",
        "hours_ago": 70,
        "told": [("ready_to_pick", 1), ("picked", 5), ("sorting", 12), ("storing_for_check", 20)],
    },
)
"""What a carrier told, and how many hours after it was called. The last one says a word that stands in no table."""
FEES_VND: Final = {"ghn": 33_000, "ghtk": 30_500, "viettel_post": 36_500}


def add_parcels(past: Past) -> None:
    """Orders that went to a carrier by a call; each follows what is told of it. Last of all: no code changes."""
    for number, row in enumerate(PARCELS, 1):
        lines = [{"ref": row["ref"], "quantity": 1}]
        bought = {
            "buyer": row["buyer"],
            "hours_ago": row["hours_ago"],
            "parcels": [{"state": "packed", "lines": lines}],
        }
        (order,) = past.add_purchase(bought).orders
        _collected_from(order.seller)
        _tell(_called(order, row, number), row)
    db.session.flush()


def _collected_from(seller: Seller) -> None:
    if seller.commune_code and not shipments.find_pickup(seller.id):
        at = {"province_code": seller.province_code, "commune_code": seller.commune_code}
        shipments.save_pickup(seller.id, name="Kho mẫu", phone="+84900000102", street="Xóm Mẫu", **at)


def _called(order: Order, row: Row, number: int) -> Shipment:
    """The parcel as it stands once its carrier said that it would come."""
    with pretending(order.events[-1].at):
        parcel = Shipment(
            order=order,
            parcel=1,
            code=f"{order.number}-1",
            carrier=Carrier(row["carrier"]),
            grams=order.weight_grams,
            goods_vnd=order.goods_vnd,
            cod_vnd=order.cash_vnd,
            cash_state=CashState.DUE if order.cash_vnd else CashState.NONE,
        )
        db.session.add(parcel)
        parcel.enter(ParcelState.ASKED, source=Source.SHOP)
        db.session.flush()
        settle(parcel, Booking(f"MAU{number:04}", FEES_VND[row["carrier"]]))
    return parcel


def _tell(parcel: Shipment, row: Row) -> None:
    called_at, carrier = parcel.asked_at, Carrier(parcel.carrier)
    for status, hours in row["told"]:
        at, key = min(called_at + timedelta(hours=hours), now()), f"mau {parcel.tracking} {status}"
        reason = FAILED if status == "delivery_fail" else ""
        with pretending(at):
            shipments.take_news(News(carrier, key, parcel.tracking, parcel.code, status, at, reason=reason))
