"""Operators see which carrier is late, what comes back and why, and take a table along to remind the carrier."""

from datetime import timedelta

from marketplace import orders
from marketplace.clock import now
from marketplace.database import transaction
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState, Undelivered
from tests import factories
from tests.client import Client
from tests.people import Cast

AT = "/van-hanh/giao-hang"


def sent(cast: Cast, carrier: str, *, late: bool = False) -> Order:
    """A parcel of seller A that this carrier has."""
    order = factories.order(factories.product(cast.seller_a))
    with transaction():
        orders.confirm(order, by=None)
        orders.pack(order, by=None)
        orders.ship(order, by=None, carrier=carrier, tracking_number=f"T{order.id}")
        if late:
            order.due_at = now() - timedelta(days=2)
    return order


def test_operators_see_what_is_late_with_whom_and_what_comes_back(operator: Client, cast: Cast) -> None:
    late, in_time = sent(cast, "GHN", late=True), sent(cast, "Viettel Post")
    coach, back = sent(cast, "Nhà xe Hà Hiệp", late=True), sent(cast, "GHN")
    with transaction():
        back.move_to(OrderState.RETURNING, by=None, role=ActorRole.OPERATOR)
        back.undelivered = Undelivered.UNREACHABLE
    records = {record.carrier: record for record in orders.carrier_records()}
    assert (records["GHN"].under_way, records["GHN"].late, records["GHN"].returning) == (1, 1, 1)
    assert records["GHN"].road_vnd == late.total_vnd
    assert (records["Nhà xe"].late, records["Viettel Post"].late) == (1, 0)

    page = operator.get(AT).text
    assert late.number in page
    assert coach.number in page
    assert in_time.number not in page
    only = operator.get(f"{AT}?hang=GHN").text
    assert "Chỉ kiện của GHN." in only
    assert late.number in only
    assert coach.number not in only
    coming = operator.get(f"{AT}?xem=hoan-ve").text
    assert back.number in coming
    assert late.number not in coming
    table = operator.get(f"{AT}/giao-hang.csv?hang=GHN").text
    assert late.tracking_number in table
    assert late.purchase.recipient_name not in table


def test_without_parcels_the_page_says_so(operator: Client) -> None:
    assert "Không có kiện nào trễ hẹn." in operator.get(AT).text
    assert "Không có kiện nào đang về." in operator.get(f"{AT}?xem=hoan-ve&hang=khong-co").text
