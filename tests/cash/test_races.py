"""Two people at one parcel, two tables with one parcel: one of them counts."""

from functools import partial
from threading import Event
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import audit, cash, orders
from marketplace.cash import actions
from marketplace.cash.models import CashMove, Custody, RemittanceLine
from marketplace.cash.reading import Table
from marketplace.database import after_commit, db, transaction
from marketplace.errors import Conflict
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState, Undelivered
from tests import factories
from tests.cash.tables import table
from tests.crowd import all_at_once, meeting
from tests.running import PATIENCE


@pytest.fixture
def number(committed_app: Flask) -> str:
    """A parcel on the road."""
    with transaction():
        order = factories.order(factories.product(factories.seller("HTX 1"), left=9), quantity=2)
        orders.confirm(order, by=None)
        orders.pack(order, by=None)
        orders.ship(order, by=None, carrier="GHN", tracking_number="GHN001")
    return order.number


def deliver(number: str, *, lock: bool = True) -> None:
    orders.deliver(orders.get_order(number, lock=lock), by=None, role=ActorRole.SELLER)


def turn_back(number: str, *, lock: bool = True) -> None:
    order = orders.get_order(number, lock=lock)
    orders.turn_back(order, by=None, role=ActorRole.SELLER, reason=Undelivered.REFUSED)


def lose(number: str) -> None:
    orders.lose(orders.get_order(number, lock=True), by=None)


def refused(step: Any, number: str) -> None:
    """Whoever comes second is told so."""
    try:
        step(number)
    except Conflict:
        db.session.rollback()


def test_a_parcel_is_delivered_or_lost_and_never_both(committed_app: Flask, number: str) -> None:
    all_at_once(committed_app, [partial(refused, deliver, number), partial(refused, lose, number)])
    db.session.rollback()
    order = db.session.scalars(select(Order).execution_options(populate_existing=True)).one()
    assert order.state in (OrderState.DELIVERED, OrderState.LOST)
    held = db.session.scalars(select(Custody)).all()
    assert len(held) == (order.state == OrderState.DELIVERED)
    assert audit.check(db.session()) == []


def test_without_the_lock_a_parcel_is_delivered_and_turns_round(
    committed_app: Flask, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: both have looked before either of them moves it, and it arrives first.

    The other way round nothing would be wrong: a parcel on its way back may still be delivered.
    """
    if db.engine.dialect.name == "sqlite":
        pytest.skip("on SQLite the whole transaction is the lock")
    together, has_arrived, move = meeting(2), Event(), Order.move_to

    def move_together(order: Order, state: OrderState, **who: Any) -> None:
        together.wait()
        if state == OrderState.DELIVERED:
            after_commit(has_arrived.set)
        else:
            assert has_arrived.wait(PATIENCE)
        move(order, state, **who)

    monkeypatch.setattr(Order, "move_to", move_together)
    all_at_once(committed_app, [partial(deliver, number, lock=False), partial(turn_back, number, lock=False)])
    db.session.rollback()
    assert {"every order's events are moves that the state table allows, from the first one on"} <= {
        finding.invariant.promise for finding in audit.check(db.session())
    }


@pytest.fixture
def tables(committed_app: Flask, number: str) -> list[Table]:
    """Two tables of the carrier, each with the same parcel."""
    with transaction():
        deliver(number)
    total_vnd = db.session.scalars(select(Order.total_vnd)).one()
    return [cash.read(table(f"GHN001;;{total_vnd};;", f"GHN99{row};;0;;")) for row in range(2)]


def take_in(taken: Any) -> None:
    cash.take_in(taken, carrier="GHN", filename="a.csv", by_id=None)


def test_of_two_tables_with_one_parcel_one_is_booked(committed_app: Flask, tables: list[Any]) -> None:
    all_at_once(committed_app, [partial(take_in, taken) for taken in tables])
    db.session.rollback()
    verdicts = db.session.scalars(select(RemittanceLine.verdict).where(RemittanceLine.tracking == "GHN001"))
    assert sorted(verdicts) == ["exact", "twice"]
    assert db.session.scalars(select(Custody.open_vnd)).one() == 0
    assert audit.check(db.session()) == []


def test_the_same_table_sent_twice_at_once_is_booked_once(committed_app: Flask, tables: list[Any]) -> None:
    all_at_once(committed_app, [partial(take_in, tables[0]) for _ in range(2)])
    db.session.rollback()
    assert [move.kind for move in db.session.scalars(select(CashMove).order_by(CashMove.id))] == [
        "collected",
        "remitted",
    ]
    assert audit.check(db.session()) == []


def test_without_the_lock_one_parcel_is_booked_twice(
    committed_app: Flask, tables: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: both tables have looked at what is open before either of them books."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("on SQLite the whole transaction is the lock")
    together = meeting(2)

    def unlocked(ids: Any) -> dict[int, Custody]:
        found = list(db.session.scalars(select(Custody).where(Custody.order_id.in_(set(ids)))))
        together.wait()
        return {custody.order_id: custody for custody in found}

    monkeypatch.setattr(actions, "lock_custodies", unlocked)
    all_at_once(committed_app, [partial(take_in, taken) for taken in tables])
    db.session.rollback()
    assert [move.kind for move in db.session.scalars(select(CashMove))].count("remitted") == 2
    assert audit.check(db.session()) != []
