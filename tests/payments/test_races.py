"""Two parcels of one purchase arrive at the same moment: both are paid."""

from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import audit, orders
from marketplace.database import db, transaction
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import ActorRole
from marketplace.payments import handlers
from tests import factories
from tests.crowd import all_at_once, meeting

PARCELS = 4


@pytest.fixture
def numbers(committed_app: Flask) -> list[str]:
    """The parcels of one purchase, all on the road."""
    with transaction():
        packs = [factories.product(factories.seller(f"HTX {rank}")).variants[0] for rank in range(PARCELS)]
        bought = factories.purchase(*((pack, 1) for pack in packs))
        for order in bought.orders:
            orders.confirm(order, by=None)
            orders.pack(order, by=None)
            orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN-1")
    return [order.number for order in bought.orders]


def deliver_all(app: Flask, numbers: list[str]) -> None:
    def deliver(number: str) -> None:
        orders.deliver(orders.get_order(number, lock=True), by=None, role=ActorRole.SELLER)

    all_at_once(app, [partial(deliver, number) for number in numbers])
    db.session.rollback()


def test_parcels_that_arrive_at_the_same_moment_are_all_paid(committed_app: Flask, numbers: list[str]) -> None:
    deliver_all(committed_app, numbers)
    bought = db.session.scalars(select(Purchase).execution_options(populate_existing=True)).one()
    assert (bought.payment_state, bought.paid_vnd) == ("paid", bought.total_vnd)
    assert audit.check(db.session()) == []


def test_without_the_lock_a_payment_is_lost(
    committed_app: Flask, numbers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: all of them read the sums before anybody writes them."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("on SQLite the whole transaction is the lock")
    together = meeting(len(numbers))

    def unlocked(ids: Any) -> dict[int, Purchase]:
        found = db.session.scalars(select(Purchase).where(Purchase.id.in_(ids)))
        purchases = {purchase.id: purchase for purchase in found}
        together.wait()
        return purchases

    monkeypatch.setattr(handlers, "purchases_of_parcels", unlocked)
    deliver_all(committed_app, numbers)
    bought = db.session.scalars(select(Purchase).execution_options(populate_existing=True)).one()
    assert bought.paid_vnd < sum(db.session.scalars(select(Order.total_vnd)))
