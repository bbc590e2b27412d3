"""A buyer and a shop, or two browsers, act on one claim at the same moment: the money goes back once."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace import audit, returns
from marketplace.database import db, transaction
from marketplace.payments.refund_models import Refund
from marketplace.returns import Claim, queries
from tests import factories
from tests.crowd import DONE, meeting, tried_at_once
from tests.returns.claiming import arrived, claim


@pytest.fixture
def told(committed_app: Flask) -> str:
    """A claim about one of three jars."""
    with transaction():
        return claim(arrived(3), 1).ref


def agree(ref: str) -> None:
    returns.agree(returns.lock_claim(ref), by=factories.user())


def refunds() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Refund)) or 0


def test_of_two_who_agree_at_once_one_gives_the_money_back(committed_app: Flask, told: str) -> None:
    assert tried_at_once(committed_app, [partial(agree, told)] * 2) == ["ClaimMoved", DONE]
    assert refunds() == 1
    assert audit.check(db.session()) == []


def test_without_the_lock_the_claim_would_be_paid_twice(
    committed_app: Flask, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: both find the claim open."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("on SQLite the whole transaction is the lock")
    together = meeting(2)

    def unlocked(ref: str) -> Claim:
        found = queries.get_claim(ref)
        together.wait()
        return found

    monkeypatch.setattr(returns, "lock_claim", unlocked)
    tried_at_once(committed_app, [partial(agree, told)] * 2)
    assert refunds() == 2


def test_of_two_claims_for_the_last_unit_one_is_taken(committed_app: Flask) -> None:
    with transaction():
        order = arrived(1)

    def tell() -> None:
        claim(order)

    assert tried_at_once(committed_app, [tell] * 2) == ["ToldAlready", DONE]
