"""Parcels that were delivered against cash, and the tables by which carriers send it."""

from marketplace import cash, orders
from marketplace.cash.models import Remittance
from marketplace.database import transaction
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole
from marketplace.sellers.models import Seller
from tests import factories

HEADING = "Mã vận đơn;Mã đơn;Tiền thu hộ;Phí;Thực nhận"


def sent(seller: Seller, tracking: str = "GHN001", *, carrier: str = "GHN", quantity: int = 1) -> Order:
    """A parcel that the carrier has."""
    order = factories.order(factories.product(seller), quantity=quantity)
    with transaction():
        orders.confirm(order, by=None)
        orders.pack(order, by=None)
        orders.ship(order, by=None, carrier=carrier, tracking_number=tracking)
    return order


def deliver(order: Order) -> None:
    with transaction():
        orders.deliver(order, by=None, role=ActorRole.SELLER)


def delivered(seller: Seller, tracking: str = "GHN001", *, carrier: str = "GHN") -> Order:
    """A parcel that was paid at the door: the carrier has the cash."""
    order = sent(seller, tracking, carrier=carrier)
    deliver(order)
    return order


def table(*rows: str, heading: str = HEADING) -> bytes:
    return "\n".join((heading, *rows)).encode()


def take_in(*rows: str, heading: str = HEADING, carrier: str = "GHN") -> Remittance:
    with transaction():
        return cash.take_in(
            cash.read(table(*rows, heading=heading)), carrier=carrier, filename="doi-soat.csv", by_id=None
        )
