"""Cash comes parcel by parcel, on several days; what is called off is not to be paid."""

import pytest
from sqlalchemy import select

from marketplace import audit, orders
from marketplace.database import db, transaction
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import ActorRole, PaymentState
from marketplace.payments.models import PaymentEvent
from tests import factories
from tests.people import Cast


@pytest.fixture
def bought(cast: Cast) -> Purchase:
    """Honey and eggs: two parcels."""
    honey, eggs = factories.product(cast.seller_a), factories.product(cast.seller_b, price_vnd=38_000)
    return factories.purchase((honey.variants[0], 1), (eggs.variants[0], 1))


def deliver(order: Order) -> None:
    with transaction():
        orders.confirm(order, by=None)
        orders.pack(order, by=None)
        orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN-1")
    with transaction():
        orders.deliver(order, by=None, role=ActorRole.SELLER)


def call_off(order: Order) -> None:
    with transaction():
        orders.cancel(order, by=None, role=ActorRole.OPERATOR, reason="hết hàng")


def history(bought: Purchase) -> list[tuple[str, int]]:
    steps = select(PaymentEvent).where(PaymentEvent.purchase_id == bought.id).order_by(PaymentEvent.id)
    return [(step.state, step.amount_vnd) for step in db.session.scalars(steps)]


def test_a_new_purchase_is_due_and_nothing_is_paid(bought: Purchase) -> None:
    assert (bought.payment_state, bought.paid_vnd) == (PaymentState.DUE, 0)
    assert bought.due_vnd == bought.payable_vnd == bought.total_vnd
    assert history(bought) == []


def test_it_is_paid_once_the_last_parcel_has_arrived(bought: Purchase) -> None:
    first, second = bought.orders
    deliver(first)
    assert (bought.payment_state, bought.paid_vnd, bought.due_vnd) == ("due", first.total_vnd, second.total_vnd)
    deliver(second)
    assert (bought.payment_state, bought.paid_vnd, bought.due_vnd) == ("paid", bought.total_vnd, 0)
    assert history(bought) == [("due", first.total_vnd), ("paid", second.total_vnd)]
    assert audit.check(db.session()) == []


def test_a_parcel_on_the_road_is_not_paid_however_far_it_came(bought: Purchase) -> None:
    order = bought.orders[0]
    with transaction():
        orders.confirm(order, by=None)
        orders.pack(order, by=None)
        orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN-1")
    assert (bought.paid_vnd, bought.due_vnd) == (0, bought.total_vnd)


def test_a_parcel_that_is_called_off_takes_its_part_away(bought: Purchase) -> None:
    first, second = bought.orders
    call_off(first)
    assert (bought.payment_state, bought.due_vnd) == ("due", second.total_vnd)
    deliver(second)
    assert (bought.payment_state, bought.paid_vnd, bought.due_vnd) == ("paid", second.total_vnd, 0)
    assert audit.check(db.session()) == []


def test_calling_off_the_last_parcel_that_was_due_settles_the_rest(bought: Purchase) -> None:
    first, second = bought.orders
    deliver(first)
    call_off(second)
    assert (bought.payment_state, bought.paid_vnd, bought.due_vnd) == ("paid", first.total_vnd, 0)
    assert history(bought) == [("due", first.total_vnd), ("paid", 0)]
    assert audit.check(db.session()) == []


def test_a_purchase_that_was_called_off_whole_is_never_paid(bought: Purchase) -> None:
    for order in bought.orders:
        call_off(order)
    assert (bought.payment_state, bought.paid_vnd, bought.due_vnd) == ("failed", 0, 0)
    assert audit.check(db.session()) == []


def test_two_parcels_in_one_transaction_are_both_paid(bought: Purchase) -> None:
    with transaction():
        for order in bought.orders:
            orders.confirm(order, by=None)
            orders.pack(order, by=None)
            orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN-1")
            orders.deliver(order, by=None, role=ActorRole.BUYER)
    assert (bought.payment_state, bought.paid_vnd) == ("paid", bought.total_vnd)
    assert audit.check(db.session()) == []
