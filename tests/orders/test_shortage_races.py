"""An answer to the question about goods that are short, and whoever acts at the same moment: one after the other."""

from functools import partial

import pytest
from flask import Flask

from marketplace import audit, orders
from marketplace.database import db, transaction
from marketplace.orders import Shortage, shortages
from marketplace.orders.errors import AnsweredAlready
from marketplace.orders.states import ActorRole, OrderState
from tests import factories
from tests.crowd import DONE, meeting, tried_at_once


@pytest.fixture
def raced(committed_app: Flask) -> tuple[str, str]:
    """An order of a jar and a paste, and the link of its open question."""
    with transaction():
        shop = factories.seller()
        packs = [factories.product(shop, name).variants[0] for name in ("Mật ong", "Tương ớt")]
        order = factories.confirmed((packs[0], 3), (packs[1], 1))
        asked = orders.ask(order, "take-1", there=2, plan="part", by=None)
    return order.number, asked.token


def answer_while_cancelling(app: Flask, number: str, token: str) -> list[str]:
    def cancel() -> None:
        order = orders.get_order(number, lock=True)
        orders.cancel(order, by=None, role=ActorRole.SELLER, reason="Hàng vừa hết")

    answers = [partial(orders.answer, token, agrees=agrees, by=None) for agrees in (True, False)]
    return tried_at_once(app, [*answers, cancel])


def test_an_answer_and_a_cancellation_at_once_come_one_after_the_other(
    committed_app: Flask, raced: tuple[str, str]
) -> None:
    told = answer_while_cancelling(committed_app, *raced)
    db.session.rollback()
    assert DONE in told
    assert set(told) <= {DONE, AnsweredAlready.__name__}
    assert orders.get_order(raced[0]).state == OrderState.CANCELLED
    assert audit.check(db.session()) == []


SUMS_AGREE = "a purchase costs what its orders cost together"


def test_without_the_lock_units_or_sums_are_lost(
    committed_app: Flask, raced: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: both answers find the question open."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("on SQLite the whole transaction is the lock")
    together, read = meeting(2), orders.get_shortage

    def unlocked(token: str) -> Shortage:
        found = read(token)
        together.wait()
        return found

    monkeypatch.setattr(shortages, "_locked", unlocked)
    answers = [partial(orders.answer, raced[1], agrees=agrees, by=None) for agrees in (True, False)]
    tried_at_once(committed_app, answers)
    db.session.rollback()
    broken = {finding.invariant.promise for finding in audit.check(db.session())}
    assert broken & {"an order line took exactly its units from stock", SUMS_AGREE}
