"""The server is killed at every moment of a payout run: nobody is paid twice, nothing is lost, and the run goes on."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import ledger, payouts
from marketplace.accounts.models import User
from marketplace.database import db, transaction
from marketplace.errors import Conflict
from marketplace.ledger import accounts
from marketplace.payouts import Payout, PayoutRun, PayoutState
from marketplace.sellers.models import Seller
from tests import factories
from tests.dying import clean, dies, each_moment
from tests.payouts.steps import days_later, delivered, shop_with_account

FIRST, SECOND = "Kế toán", "Người duyệt"


@pytest.fixture
def seller_id(committed_app: Flask) -> int:
    """A shop with an account, and the two people who pay it."""
    with transaction():
        factories.user(FIRST)
        factories.user(SECOND)
    return shop_with_account(factories.user()).id


def person(name: str) -> User:
    return db.session.scalars(select(User).where(User.name == name)).one()


def newest() -> PayoutRun:
    code = db.session.scalars(select(PayoutRun.code).order_by(PayoutRun.id.desc()).limit(1)).one()
    return payouts.get_run(code, lock=True)


def count_it() -> None:
    with transaction():
        payouts.open_run()


def close_it() -> None:
    with transaction():
        run = newest()
        payouts.close(run, by=person(FIRST), typed_vnd=sum(payout.amount_vnd for payout in run.payouts))


def approve_it() -> None:
    with transaction():
        payouts.approve(newest(), by=person(SECOND))


def send_it() -> None:
    with transaction():
        payouts.send(newest(), by=person(FIRST))


def hear_that_it_arrived() -> None:
    with transaction():
        payouts.confirm(newest().payouts, by=person(FIRST), bank_ref="FT1")


def hear_that_it_came_back() -> None:
    with transaction():
        [payout] = newest().payouts
        payouts.fail(payout, by=person(FIRST), failure="account closed")


STEPS = (count_it, close_it, approve_it, send_it, hear_that_it_arrived)


def again(step: Callable[[], None]) -> None:
    """The person does it once more, and is told so when it was done."""
    db.session.rollback()
    try:
        step()
    except Conflict:
        db.session.rollback()


def sale(seller_id: int) -> int:
    """One more parcel arrives; what its seller gets for it."""
    return delivered(db.session.get_one(Seller, seller_id)).net_vnd


def owed(seller_id: int) -> tuple[int, int]:
    """What the seller's account stands at, and what of it is not set aside."""
    db.session.rollback()
    found = ledger.balances(accounts.seller(seller_id))
    return found.posted_vnd, found.available_vnd


def arrived() -> int:
    db.session.rollback()
    return sum(db.session.scalars(select(Payout.amount_vnd).where(Payout.state == PayoutState.PAID)))


def test_whenever_it_dies_in_a_run_each_sale_is_paid_out_once(committed_app: Flask, seller_id: int) -> None:
    net_vnd = 0
    for moment in each_moment():
        net_vnd += sale(seller_id)
        died = []
        with days_later(4):
            for step in STEPS:
                died.append(dies(committed_app, moment, step))
                again(step)
            assert owed(seller_id) == (0, 0)
        assert arrived() == net_vnd
        if not any(died):
            break
    assert moment > 2, "before and after a commit"
    with days_later(4):
        clean(committed_app)


def test_whenever_it_dies_over_money_that_came_back_it_is_owed_once_and_goes_out_once_more(
    committed_app: Flask, seller_id: int
) -> None:
    net_vnd = sale(seller_id)
    for moment in each_moment():
        with days_later(4 + moment):
            for step in STEPS:
                step()
            assert owed(seller_id) == (0, 0)
            died = dies(committed_app, moment, hear_that_it_came_back)
            again(hear_that_it_came_back)
            assert owed(seller_id) == (net_vnd, net_vnd)
            assert arrived() == 0
        if not died:
            break
    assert moment > 2
    with days_later(4 + moment):
        clean(committed_app)


@pytest.mark.parametrize("step", range(len(STEPS)))
def test_what_dies_before_its_commit_has_changed_nothing(committed_app: Flask, seller_id: int, step: int) -> None:
    """The negative control of the two above: the process dies, and early enough that the step has to be done again."""
    net_vnd = sale(seller_id)
    with days_later(4):
        for before in STEPS[:step]:
            before()
        seen = owed(seller_id)
        assert dies(committed_app, 1, STEPS[step])
        assert (owed(seller_id), arrived()) == (seen, 0)
        assert seen[0] == net_vnd
        clean(committed_app)
