"""Several people and programs move the same money at the same moment."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select, text

from marketplace import audit, orders, payments
from marketplace.database import db, transaction
from marketplace.orders.models import Purchase
from marketplace.orders.states import ActorRole, PaymentMethod
from marketplace.payments import booking
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import NoticeOutcome, RefundBearer, RefundReason
from tests import factories
from tests.crowd import DONE, all_at_once, tried_at_once

WHY = {"reason": RefundReason.DAMAGED, "bearer": RefundBearer.SHOP}
CROWD = 4


@pytest.fixture
def paid(committed_app: Flask) -> str:
    """The code of a purchase of one jar that was paid before and sent."""
    with transaction():
        bought = factories.purchase((factories.product().variants[0], 1), paying=PaymentMethod.TRANSFER)
        factories.pay(bought.code)
        for order in bought.orders:
            orders.confirm(order, by=None)
            orders.pack(order, by=None)
            orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN-1")
            orders.deliver(order, by=None, role=ActorRole.SELLER)
        factories.user("Người vận hành")
    return bought.code


@pytest.fixture
def awaited(committed_app: Flask) -> str:
    """The code of a purchase whose money is awaited."""
    with transaction():
        return factories.purchase((factories.product().variants[0], 2), paying=PaymentMethod.TRANSFER).code


def fresh() -> Purchase:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(Purchase)).one()


def give_back_all(code: str) -> None:
    order = payments.get_purchase(code).orders[0]
    payments.request_refund(order, quantities={order.lines[0].id: 1}, by=factories.user(), **WHY)


def test_of_refunds_asked_for_at_once_one_is_granted(committed_app: Flask, paid: str) -> None:
    told = tried_at_once(committed_app, [partial(give_back_all, paid)] * CROWD)
    assert told == sorted([DONE] + ["TooManyUnits"] * (CROWD - 1))
    bought = fresh()
    assert bought.refunding_vnd == bought.orders[0].goods_vnd
    assert audit.check(db.session()) == []


def test_without_the_lock_the_condition_of_the_database_still_refuses(committed_app: Flask, paid: str) -> None:
    """Each of them believes that nothing was reserved yet; only the conditional UPDATE knows better."""

    def believing(code: str) -> None:
        booking.reserve(db.session.scalars(select(Purchase).where(Purchase.code == code)).one(), 150_000)

    told = tried_at_once(committed_app, [partial(believing, paid)] * CROWD)
    assert told == sorted([DONE] + ["RefundRefused"] * (CROWD - 1))
    assert fresh().refunding_vnd == 150_000


def test_without_the_condition_too_much_would_be_reserved(committed_app: Flask, paid: str) -> None:
    """The negative control: what each of them read before is written over what the others wrote."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("on SQLite the whole transaction is the lock")
    with db.engine.connect() as one, db.engine.connect() as other:
        seen = [connection.scalar(text("SELECT refunding_vnd FROM purchases")) for connection in (one, other)]
        for connection, vnd in zip((one, other), seen, strict=True):
            connection.execute(text("UPDATE purchases SET refunding_vnd = :vnd"), {"vnd": vnd + 150_000})
            connection.commit()
    assert fresh().refunding_vnd == 150_000, "the second reservation was lost, though both were granted"


def test_one_notice_heard_many_times_at_once_counts_once(committed_app: Flask, awaited: str) -> None:
    def hear() -> None:
        bought = payments.get_purchase(awaited)
        if notice := payments.note("bank", "FT-1", "transfer", outcome=NoticeOutcome.APPLIED):
            payments.receive(bought, bought.total_vnd, notice=notice)

    all_at_once(committed_app, [hear] * CROWD)
    bought = fresh()
    assert (bought.payment_state, bought.paid_vnd) == ("paid", bought.total_vnd)
    assert db.session.scalars(select(Refund)).all() == []
    assert audit.check(db.session()) == []


def test_heard_without_its_id_the_same_money_counts_every_time(committed_app: Flask, awaited: str) -> None:
    """The negative control: it is the unique id that tells one sum from another of the same size."""

    def hear() -> None:
        bought = payments.get_purchase(awaited)
        payments.receive(bought, bought.total_vnd)

    all_at_once(committed_app, [hear] * CROWD)
    bought = fresh()
    assert bought.paid_vnd == CROWD * bought.total_vnd
    assert bought.refunding_vnd == (CROWD - 1) * bought.total_vnd


def test_money_and_the_end_of_its_time_meet(committed_app: Flask, awaited: str) -> None:
    """Whoever is first: the goods are the buyer's, be it that they were never called off or that they came back."""

    def receive() -> None:
        bought = payments.get_purchase(awaited)
        payments.receive(bought, bought.total_vnd)

    def expire() -> None:
        bought = payments.get_purchase(awaited)
        if bought.payment_state == "awaiting":
            payments.expire(bought)

    all_at_once(committed_app, [receive, expire])
    bought = fresh()
    assert (bought.payment_state, bought.paid_vnd, bought.refunding_vnd) == ("paid", bought.total_vnd, 0)
    assert [order.state for order in bought.orders] == ["placed"]
    assert audit.check(db.session()) == []


def test_a_refund_and_calling_off_the_same_order_do_not_give_back_twice(committed_app: Flask) -> None:
    with transaction():
        bought = factories.purchase((factories.product().variants[0], 1), paying=PaymentMethod.TRANSFER)
        factories.pay(bought.code)
        orders.confirm(bought.orders[0], by=None)
        orders.pack(bought.orders[0], by=None)
    number, code = bought.orders[0].number, bought.code

    def call_off() -> None:
        orders.cancel(orders.get_order(number, lock=True), by=None, role=ActorRole.OPERATOR, reason="hết hàng")

    tried_at_once(committed_app, [partial(give_back_all, code), call_off])
    after = fresh()
    assert after.refunding_vnd == after.paid_vnd
    assert audit.check(db.session()) == []
