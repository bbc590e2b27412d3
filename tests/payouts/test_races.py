"""Several people act on one run at the same moment, with real commits."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from marketplace import audit, ledger, payouts
from marketplace.accounts.models import User
from marketplace.database import db, transaction
from marketplace.ledger import accounts
from marketplace.payouts import Payout, PayoutRun, RunState
from tests import factories
from tests.crowd import DONE, tried_at_once
from tests.payouts.steps import days_later, delivered, sent, shop_with_account

CROWD = 4


def fresh() -> PayoutRun:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(PayoutRun)).one()


def closed_run(first: User) -> tuple[str, int, int]:
    """The code of a run that waits for the second person, its seller and its sum."""
    order = delivered(shop_with_account(first))
    with days_later(4), transaction():
        run = payouts.open_run()
        payouts.close(run, by=first, typed_vnd=order.net_vnd)
    return run.code, order.seller_id, order.net_vnd


def approve_by(code: str, user_id: int) -> None:
    with days_later(4):
        payouts.approve(payouts.get_run(code, lock=True), by=db.session.get_one(User, user_id))


def confirm_all(code: str) -> None:
    with days_later(5):
        payouts.confirm(payouts.get_run(code, lock=True).payouts, by=None)


def test_of_people_who_approve_at_once_one_does_and_the_money_is_set_aside_once(committed_app: Flask) -> None:
    with transaction():
        first, *others = (factories.user() for _ in range(CROWD + 1))
    code, seller_id, total_vnd = closed_run(first)
    told = tried_at_once(committed_app, [partial(approve_by, code, other.id) for other in others])
    assert told == sorted([DONE] + ["RunMoveRefused"] * (CROWD - 1))
    fresh()
    with days_later(5):
        assert ledger.balances(accounts.seller(seller_id)) == ledger.Balances(total_vnd, 0, 0)
    assert audit.check(db.session()) == []


def test_a_run_that_is_confirmed_by_many_at_once_is_booked_once(committed_app: Flask) -> None:
    with transaction():
        first, second = factories.user(), factories.user()
    order = delivered(shop_with_account(first))
    with days_later(4):
        code = sent(first, second, order.net_vnd).code
    told = tried_at_once(committed_app, [partial(confirm_all, code)] * CROWD)
    assert told == sorted([DONE] + ["PayoutMoveRefused"] * (CROWD - 1))
    fresh()
    with days_later(6):
        assert ledger.balances(accounts.seller(order.seller_id)).posted_vnd == 0
    assert audit.check(db.session()) == []


def test_without_the_lock_a_run_would_be_approved_twice(committed_app: Flask) -> None:
    """The negative control: two who read the run before either wrote both believe that they approve it."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("on SQLite the whole transaction is the lock")
    with transaction():
        first = factories.user()
    code, _seller_id, _total_vnd = closed_run(first)
    state = select(PayoutRun.state).where(PayoutRun.code == code)
    believed = update(PayoutRun).where(PayoutRun.code == code).values(state=RunState.APPROVED)
    with db.engine.connect() as one, db.engine.connect() as other:
        seen = [connection.scalar(state) for connection in (one, other)]
        written = []
        for connection in (one, other):
            written.append(connection.execute(believed).rowcount)
            connection.commit()
    assert (seen, written) == (["closed", "closed"], [1, 1]), "both were let through"


def test_the_database_refuses_a_second_payout_of_the_same_booking(committed_app: Flask) -> None:
    """Even for a program that forgot every lock."""
    with transaction():
        first, second = factories.user(), factories.user()
    order = delivered(shop_with_account(first))
    with days_later(4):
        sent(first, second, order.net_vnd)
    again = select(Payout.id)
    insert = (
        "INSERT INTO payout_items (payout_id, transaction_id, seller_id, amount_vnd)"
        " SELECT payout_id, transaction_id, seller_id, amount_vnd FROM payout_items"
    )
    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        assert connection.scalar(again)
        connection.exec_driver_sql(insert)
