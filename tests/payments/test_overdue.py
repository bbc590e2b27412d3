"""Money that is awaited has half an hour to come, or longer while somebody pays. Then its goods are free."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from marketplace import audit, payments
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.errors import DomainError
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import TIME_KEPT, PaymentMethod
from marketplace.payments.states import TIME_TO_PAY
from marketplace.stock import left_of
from tests import factories
from tests.crowd import meeting
from tests.people import Cast
from tests.work import work

MINUTE = timedelta(minutes=1)


def buy(cast: Cast, *, ago: timedelta) -> Purchase:
    """Two jars of ten, bought so long ago, to be paid by transfer."""
    with time_machine.travel(now() - ago, tick=False), transaction():
        return factories.purchase((factories.product(cast.seller_a).variants[0], 2), paying=PaymentMethod.TRANSFER)


def stands(bought: Purchase) -> tuple[str, str, int]:
    """The payment, the parcel, and what is left of the goods."""
    (order,) = bought.orders
    variant_id = order.lines[0].variant_id
    return bought.payment_state, order.state, left_of([variant_id])[variant_id]


def test_after_half_an_hour_the_goods_are_back_and_the_purchase_has_expired(cast: Cast) -> None:
    late, later = buy(cast, ago=TIME_KEPT), buy(cast, ago=TIME_TO_PAY + MINUTE)
    in_time = buy(cast, ago=TIME_KEPT - MINUTE)
    assert work("awaited_money") == {"awaited_money": 1}
    assert stands(late) == stands(later) == ("expired", "cancelled", 10)
    assert stands(in_time) == ("awaiting", "awaiting_payment", 8)
    assert audit.check(db.session()) == []


def test_the_timetable_looks_again_and_gives_nothing_back_twice(cast: Cast) -> None:
    bought = buy(cast, ago=TIME_TO_PAY - MINUTE)
    assert work("awaited_money") == {"awaited_money": 1}
    for minutes in (5, 10):
        with time_machine.travel(now() + timedelta(minutes=minutes), tick=False):
            assert work("awaited_money") == {"awaited_money": 1}
        assert stands(bought) == ("expired", "cancelled", 10)


def test_what_was_paid_or_vouched_for_in_time_is_kept(cast: Cast) -> None:
    paid, vouched = buy(cast, ago=TIME_TO_PAY), buy(cast, ago=TIME_TO_PAY)
    with transaction():
        factories.pay(paid.code)
        payments.authorise(payments.get_purchase(vouched.code))
    work("awaited_money")
    assert (stands(paid)[:2], stands(vouched)[:2]) == (("paid", "placed"), ("authorised", "placed"))


def test_cash_at_the_door_is_never_overdue(cast: Cast) -> None:
    with time_machine.travel(now() - 3 * TIME_TO_PAY, tick=False):
        order = factories.order(factories.product(cast.seller_a))
    work("awaited_money")
    assert (order.purchase.payment_state, order.state) == ("due", "placed")


@pytest.fixture
def code(committed_app: Flask) -> str:
    """A purchase whose time ran out this moment."""
    with time_machine.travel(now() - TIME_TO_PAY, tick=False), transaction():
        pack = factories.product(factories.seller()).variants[0]
        return factories.purchase((pack, 2), paying=PaymentMethod.TRANSFER).code


def test_money_that_comes_at_the_last_moment_either_counts_or_is_too_late(committed_app: Flask, code: str) -> None:
    start = meeting(2)

    def settle() -> bool:
        with committed_app.app_context():
            start.wait()
            try:
                with transaction():
                    factories.pay(code)
            except DomainError:
                return False
            return True

    def expire() -> None:
        with committed_app.app_context():
            start.wait()
            with transaction():
                payments.expire_overdue()

    with ThreadPoolExecutor(2) as pool:
        counted, _expired = pool.submit(settle), pool.submit(expire).result()
    db.session.rollback()
    bought = db.session.scalars(select(Purchase).execution_options(populate_existing=True)).one()
    (state,) = db.session.scalars(select(Order.state))
    assert (bought.payment_state, state) == (("paid", "placed") if counted.result() else ("expired", "cancelled"))
    assert audit.check(db.session()) == []
