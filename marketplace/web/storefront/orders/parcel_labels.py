"""How a parcel that a carrier has reads on the buyer's pages: where it is, and its steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from marketplace import shipments
from marketplace.orders.models import Purchase
from marketplace.shipments import tracking_url
from marketplace.shipments.models import Shipment
from marketplace.shipments.states import ParcelState
from marketplace.text import N_
from marketplace.web.filters import moment
from marketplace.web.labels import Label, Step

STATES: Final = {
    ParcelState.ASKED: Label(N_("Đang chuẩn bị gửi"), "n"),
    ParcelState.REFUSED: Label(N_("Đang tìm đơn vị chuyển khác"), "n"),
    ParcelState.BOOKED: Label(N_("Chờ bưu tá đến lấy"), "n"),
    ParcelState.IN_TRANSIT: Label(N_("Đang trên đường"), "g"),
    ParcelState.OUT_FOR_DELIVERY: Label(N_("Bưu tá đang giao"), "g"),
    ParcelState.FAILED: Label(N_("Giao chưa được, sẽ giao lại"), "a"),
    ParcelState.DELIVERED: Label(N_("Đã giao tới nơi"), "g"),
    ParcelState.RETURNING: Label(N_("Đang quay về nơi bán"), "a"),
    ParcelState.RETURNED: Label(N_("Đã về lại nơi bán"), "x"),
    ParcelState.LOST: Label(N_("Thất lạc hoặc hư hỏng"), "x"),
    ParcelState.CANCELLED: Label(N_("Đã hủy vận đơn"), "x"),
}


@dataclass(frozen=True)
class ShownParcel:
    """A parcel as its buyer sees it."""

    number: str
    brand: str
    tracking: str
    url: str
    state: Label
    steps: tuple[Step, ...]


def parcels_of(purchase: Purchase) -> Mapping[int, list[ShownParcel]]:
    """The parcels of a purchase that carriers have, by order; no question is asked while none was sent."""
    sent = [order.id for order in purchase.orders if not order.can_confirm and not order.can_pack]
    found = shipments.shipments_by_order(sent) if sent else {}
    return {order_id: [_shown(shipment) for shipment in several] for order_id, several in found.items()}


def _shown(shipment: Shipment) -> ShownParcel:
    return ShownParcel(
        number=shipment.number,
        brand=shipment.brand,
        tracking=shipment.tracking,
        url=tracking_url(shipment.brand, shipment.tracking),
        state=STATES[ParcelState(shipment.state)],
        steps=tuple(
            Step(str(STATES[ParcelState(event.state)]), moment(event.at))
            for event in shipment.events
            if event.state not in (ParcelState.ASKED, ParcelState.REFUSED)
        ),
    )
