"""A parcel as a carrier is told of it: names of today's two levels, phone numbers as people dial them."""

from typing import Final

from marketplace import places
from marketplace.gateways.carriers import Consignment, Item, Place
from marketplace.orders.boxes import InBox, boxes_of
from marketplace.orders.models import Order
from marketplace.sellers.models import Seller
from marketplace.shipments.models import PickupAddress, Shipment
from marketplace.shipping import RateRoute

SIDES_CM: Final = (30, 20, 20)
"""Of an ordinary box; nobody measures, and carriers measure again."""


def describe(shipment: Shipment, pickup: PickupAddress) -> Consignment:
    """The parcel as it is handed over."""
    order = shipment.order
    return Consignment(
        code=shipment.code,
        sender=_collected_at(pickup),
        receiver=_receiver(order),
        grams=shipment.grams,
        sides_cm=SIDES_CM,
        goods_vnd=shipment.goods_vnd,
        cod_vnd=shipment.cod_vnd,
        items=_items(order, shipment.parcel),
        note=order.recipient.note,
    )


def describe_route(seller: Seller, route: RateRoute, pickup: PickupAddress | None) -> Consignment:
    """A parcel of this weight on this way, for asking what it costs: without anybody's name or phone, value or cash."""
    sender = _collected_at(pickup) if pickup and pickup.commune_code == route.origin else _somewhere(seller)
    commune = places.get_commune(route.destination)
    receiver = _place(commune.code, commune.province.code)
    return Consignment(
        "", sender, receiver, route.step_grams, SIDES_CM, 0, 0, (Item("Hàng OCOP", 1, route.step_grams, 0),)
    )


def _collected_at(pickup: PickupAddress) -> Place:
    return _place(pickup.commune_code, pickup.province_code, pickup.name, pickup.phone, pickup.street)


def _somewhere(seller: Seller) -> Place:
    return _place(seller.commune_code, seller.province_code, seller.name_vi)


def _receiver(order: Order) -> Place:
    to = order.recipient
    return _place(to.commune_code, to.province_code, to.recipient_name, to.phone, to.street)


def _place(commune_code: str, province_code: str, name: str = "", phone: str = "", street: str = "") -> Place:
    commune = places.find_commune(commune_code)
    ward = commune.name if commune else ""
    province = places.get_province(province_code).short_name
    dialled = f"0{phone.removeprefix('+84')}" if phone else ""
    return Place(name=name, phone=dialled, street=street, ward=ward, province=province)


def _items(order: Order, parcel: int) -> tuple[Item, ...]:
    """What is in this parcel where that is written down, else all that is sent."""
    lines, boxes = order.sent_lines, boxes_of(order)
    grams = max(order.weight_grams // max(sum(line.quantity for line in lines), 1), 1)
    inside = boxes[parcel - 1] if 0 < parcel <= len(boxes) else [InBox(line, line.quantity) for line in lines]
    return tuple(Item(each.line.title("vi"), each.quantity, grams, each.line.unit_price_vnd) for each in inside)
