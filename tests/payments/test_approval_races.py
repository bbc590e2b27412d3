"""Two operators decide about one refund, or pay its seller, at the same moment: one of them decides, both are told."""

from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import audit, ledger, payments, payouts
from marketplace.accounts.models import User
from marketplace.database import db, transaction
from marketplace.ledger import accounts
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod
from marketplace.payments.refund_models import Refund, RefundEvent
from marketplace.payments.states import RefundBearer, RefundReason
from tests import factories
from tests.crowd import DONE, meeting, tried_at_once
from tests.payouts.steps import days_later, delivered, shop_with_account

ASKED, FIRST, SECOND = "Người xin hoàn", "Người duyệt 1", "Người duyệt 2"
DEAR_VND = 3_000_000


@pytest.fixture
def ref(committed_app: Flask) -> str:
    """A refund above what one operator gives back alone."""
    with transaction():
        for name in (ASKED, FIRST, SECOND):
            factories.user(name)
        product = factories.product(price_vnd=DEAR_VND)
        code = factories.delivered(product, paying=PaymentMethod.TRANSFER).purchase.code
    with transaction():
        return ask(code).ref


def person(name: str) -> User:
    return db.session.scalars(select(User).where(User.name == name)).one()


def ask(code: str) -> Refund:
    order = payments.get_purchase(code).orders[0]
    why = {"reason": RefundReason.DAMAGED, "bearer": RefundBearer.SELLER, "by": person(ASKED)}
    return payments.request_refund(order, quantities={order.lines[0].id: 1}, **why)


def approve(ref: str, name: str) -> None:
    payments.approve_refund(payments.get_refund(ref), by=person(name))


def call_off(ref: str) -> None:
    payments.cancel_refund(payments.get_refund(ref), by=person(SECOND), note="nhầm đơn")


def send(ref: str) -> None:
    payments.mark_sent(payments.get_refund(ref), by=person(FIRST))


def steps() -> list[str]:
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(select(RefundEvent.state).order_by(RefundEvent.id)))


def test_of_two_operators_who_approve_one_refund_one_does(committed_app: Flask, ref: str) -> None:
    told = tried_at_once(committed_app, [partial(approve, ref, name) for name in (FIRST, SECOND)])
    assert told == ["RefundMoveRefused", DONE]
    assert steps() == ["requested", "approved"]
    assert audit.check(db.session()) == []


def test_without_the_lock_both_would_have_approved_it(
    committed_app: Flask, ref: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: both have looked before either of them decides."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("on SQLite the whole transaction is the lock")
    all_here = meeting(2)

    def unlocked(ref: str) -> Refund:
        found = db.session.scalars(select(Refund).where(Refund.ref == ref)).one()
        all_here.wait()
        return found

    monkeypatch.setattr(payments, "get_refund", unlocked)
    told = tried_at_once(committed_app, [partial(approve, ref, name) for name in (FIRST, SECOND)])
    assert told == [DONE, DONE]
    assert steps() == ["requested", "approved", "approved"]
    assert audit.check(db.session()) != []


@pytest.mark.parametrize("other", [call_off, send])
def test_a_refund_that_is_decided_in_two_ways_at_once_goes_one_of_them(
    committed_app: Flask, ref: str, other: Callable[[str], None]
) -> None:
    """To call it off ends it, before it was approved or after; it is sent only when its approval came first."""
    told = tried_at_once(committed_app, [partial(approve, ref, FIRST), partial(other, ref)])
    came = steps()
    bought = db.session.scalars(select(Purchase)).one()
    assert DONE in told
    if other is call_off:
        assert came in (["requested", "cancelled"], ["requested", "approved", "cancelled"])
        assert bought.refunding_vnd == 0
    else:
        assert came in (["requested", "approved"], ["requested", "approved", "sent"])
        assert bought.refunding_vnd == DEAR_VND
    assert audit.check(db.session()) == []


def test_a_run_that_is_approved_while_a_refund_of_its_order_is_asked_for_pays_no_dong_too_much(
    committed_app: Flask,
) -> None:
    """Either the run is stopped, or the refund comes after it and is taken from the next one."""
    with transaction():
        for name in (ASKED, FIRST, SECOND):
            factories.user(name)
    order = delivered(shop_with_account(factories.user()))
    code, seller_id, net_vnd = order.purchase.code, order.seller_id, order.net_vnd
    with days_later(4), transaction():
        run = payouts.open_run()
        payouts.close(run, by=person(FIRST), typed_vnd=net_vnd)
    told = tried_at_once(committed_app, [partial(approve_run, run.code), partial(ask, code)])
    assert told in ([DONE, DONE], ["RunChanged", DONE])
    db.session.rollback()
    with transaction():
        refund = payments.get_refund(db.session.scalars(select(Refund.ref)).one())
        payments.mark_sent(refund)
        payments.confirm_refund(refund)
    with days_later(5):
        books = ledger.balances(accounts.seller(seller_id))
    assert (books.posted_vnd, books.available_vnd) == (0, 0 if "RunChanged" in told else -net_vnd)
    assert audit.check(db.session()) == []


def approve_run(code: str) -> None:
    with days_later(4):
        payouts.approve(payouts.get_run(code, lock=True), by=person(SECOND))
