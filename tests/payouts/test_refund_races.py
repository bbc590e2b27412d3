"""A run is closed in the moment in which the buyer names another account or an operator calls the refund off."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select, text

from marketplace import audit, payments, payouts
from marketplace.accounts.models import User
from marketplace.database import db, transaction
from marketplace.orders.states import PaymentMethod
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundBearer, RefundReason, RefundState
from marketplace.payouts import PayoutRun, RunState
from tests import factories
from tests.crowd import tried_at_once

ACCOUNT = {"bank": "970436", "number": "0123456789", "holder": "NGUYEN THI MAU"}
OTHER = ACCOUNT | {"number": "9990001112"}


@pytest.fixture
def counted(committed_app: Flask) -> tuple[str, str, int]:
    """The code of a run that was counted, the refund in it, and who counted it."""
    with transaction():
        by = factories.user()
        order = factories.delivered(factories.product(), quantity=2, paying=PaymentMethod.TRANSFER)
        why = {"reason": RefundReason.DAMAGED, "bearer": RefundBearer.SHOP}
        refund = payments.request_refund(order, quantities={order.lines[0].id: 1}, by=by, **why)
        payments.name_account(refund, **ACCOUNT)
    with transaction():
        run = payouts.open_run()
    return run.code, refund.ref, by.id


def close(code: str, by_id: int) -> None:
    run = payouts.get_run(code, lock=True)
    payouts.close(run, by=db.session.get_one(User, by_id), typed_vnd=payouts.total_of(run))


def change_account(ref: str) -> None:
    payments.name_account(payments.get_refund(ref), **OTHER)


def call_off(ref: str) -> None:
    payments.cancel_refund(payments.get_refund(ref), by=None, note="Nhầm")


def fresh() -> tuple[PayoutRun, Refund]:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(PayoutRun)).one(), db.session.scalars(select(Refund)).one()


@pytest.mark.parametrize("change", [change_account, call_off])
def test_whoever_is_first_a_closed_run_pays_what_was_looked_at(
    committed_app: Flask, counted: tuple[str, str, int], change: object
) -> None:
    code, ref, by_id = counted
    assert callable(change)
    told = tried_at_once(committed_app, [partial(close, code, by_id), partial(change, ref)])
    assert min(told) in ("AccountFixed", "RefundQueued", "RunChanged")
    run, refund = fresh()
    if run.state == RunState.CLOSED:
        assert refund.state == RefundState.REQUESTED
        assert [line.number_sealed for line in run.refunds] == [refund.account_sealed]
    else:
        assert refund.account_end == "1112" or refund.state == RefundState.CANCELLED
    assert audit.check(db.session()) == []


def test_without_the_lock_the_bank_would_get_another_account_than_the_buyer_named(
    committed_app: Flask, counted: tuple[str, str, int]
) -> None:
    """The negative control: whoever looked before the run was closed writes over what it was closed with."""
    code, _ref, by_id = counted
    with db.engine.connect() as buyer:
        is_free = buyer.scalar(text("SELECT queued_at IS NULL FROM refunds"))
        buyer.rollback()
        with transaction():
            close(code, by_id)
        assert is_free
        buyer.execute(text("UPDATE refunds SET account_sealed = 'another', account_end = '1112'"))
        buyer.commit()
    run, refund = fresh()
    assert run.state == RunState.CLOSED
    assert [line.number_sealed for line in run.refunds] != [refund.account_sealed]
