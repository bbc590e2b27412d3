"""A buyer, a shop and the workers act on one order at the same moment: one of them wins, and nothing is lost."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask

from marketplace import audit, orders
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.orders import lateness
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState
from marketplace.stock import left_of
from tests import factories
from tests.crowd import DONE, meeting, tried_at_once

Act = Callable[[Order], object]
BUYER, SELLER = ActorRole.BUYER, ActorRole.SELLER


def made(*, is_accepted: bool) -> str:
    """An order of two of ten jars; a new one is to lapse now."""
    with transaction():
        order = factories.order(factories.product(left=10), quantity=2)
        if is_accepted:
            orders.confirm(order, by=None)
        else:
            order.due_at, order.late_told_at, order.lapses_at = now(), now(), now() - timedelta(minutes=1)
    return order.number


def on(number: str, act: Act) -> None:
    act(orders.get_order(number, lock=True))


CALL_OFF: Act = partial(orders.cancel, by=None, role=BUYER, reason="Không cần nữa")
ACCEPT: Act = partial(orders.confirm, by=None)
AGREE: Act = partial(orders.agree_to_cancel, by=None)
REFUSE: Act = partial(orders.refuse_to_cancel, by=None, reason="Bưu tá đã lấy kiện")
WITHDRAW: Act = partial(orders.withdraw_request, by=None)


def left(order: Order) -> int:
    return left_of([order.lines[0].variant_id])[order.lines[0].variant_id]


def test_of_a_buyer_a_shop_and_two_workers_one_decides(committed_app: Flask) -> None:
    number = made(is_accepted=False)
    deeds: list[Callable[[], object]] = [partial(on, number, CALL_OFF), partial(on, number, ACCEPT)]
    acts = [*deeds, orders.pass_overdue, orders.pass_overdue]
    told = tried_at_once(committed_app, acts)
    db.session.rollback()
    order = orders.get_order(number)
    assert set(told) <= {DONE, "MoveRefused"}
    assert "MoveRefused" in told, "a buyer who calls off and a shop that accepts do not both get their way"
    assert len(order.events) == 2
    assert left(order) == (8 if order.state == OrderState.CONFIRMED else 10)
    assert audit.check(db.session()) == []


@pytest.mark.parametrize("acts", [(AGREE, REFUSE), (AGREE, AGREE), (WITHDRAW, AGREE)])
def test_of_two_answers_one_counts(committed_app: Flask, acts: tuple[Act, Act]) -> None:
    number = made(is_accepted=True)
    with transaction():
        orders.ask_to_cancel(orders.get_order(number, lock=True), by=None, reason="Không cần nữa")
    assert tried_at_once(committed_app, [partial(on, number, act) for act in acts]) == ["CancelNotAsked", DONE]
    db.session.rollback()
    assert audit.check(db.session()) == []


def test_without_the_lock_a_worker_calls_off_what_was_just_accepted(
    committed_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: the worker has read the order before the shop accepts it."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("on SQLite the whole transaction is the lock")
    number = made(is_accepted=False)
    together, read = meeting(2), orders.get_order

    def unlocked(wanted: str, *, lock: bool = False) -> Order:
        found = read(wanted, lock=not lock)
        together.wait()
        return found

    monkeypatch.setattr(lateness, "get_order", unlocked)

    def accept() -> None:
        found = read(number)
        together.wait()
        orders.confirm(found, by=None)

    assert tried_at_once(committed_app, [orders.pass_overdue, accept]) == [DONE, DONE]
    db.session.rollback()
    moves = [event.state for event in orders.get_order(number).events[1:]]
    assert sorted(moves) == [OrderState.CANCELLED, OrderState.CONFIRMED], "both began with the order as it was placed"


def test_whoever_asks_twice_at_once_asks_once(committed_app: Flask) -> None:
    number = made(is_accepted=True)
    ask = partial(orders.ask_to_cancel, by=None, reason="Không cần nữa")
    assert tried_at_once(committed_app, [partial(on, number, ask)] * 2) == ["CancelAskedAlready", DONE]
