"""Two people have waited, three jars came in, eight strangers want one in the same moment: the two still get theirs."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import notifications, stock, wishlist
from marketplace.accounts.models import User
from marketplace.catalogue.models import Variant
from marketplace.database import db, transaction
from marketplace.orders.errors import LinesUnavailable
from marketplace.stock import Holder, StockRight, rights
from marketplace.stock import actions as stock_actions
from marketplace.stock.errors import SoldOut
from marketplace.stock.models import Lot
from marketplace.stock.queries import lots_to_sell
from tests import factories
from tests.crowd import together
from tests.races.test_the_last_units import buy_all_at_once

STRANGERS, JARS = 8, 3


class Queue:
    """Eight baskets, two people who wait, and a pack size that was sold out."""

    def __init__(self) -> None:
        with transaction():
            self.variant: Variant = factories.product(left=50).variants[0]
            self.people: list[User] = [factories.user(), factories.user()]
        self.tokens = []
        for _ in range(STRANGERS):
            with transaction():
                basket = factories.basket((self.variant, 1))
                self.tokens.append((basket.token, basket.checkout_token, self.variant.price_vnd + 30_000))
        with transaction():
            stock.count(self.variant, left=0, by_id=self.people[0].id)
        for person in self.people:
            with transaction():
                wishlist.wait(self.variant.product.slug, person, locale="vi")

    def restock(self, *, told: bool) -> None:
        """Three jars come in; untold, as if a server of an earlier release had done it."""
        if told:
            with transaction():
                stock.count(self.variant, left=JARS, by_id=self.people[0].id)
        else:
            stock.count(self.variant, left=JARS, by_id=self.people[0].id)
            db.session.commit()

    def kept(self) -> tuple[int, int]:
        """How many units lie there, and how many open rights there are."""
        db.session.rollback()
        lot = db.session.scalars(select(Lot).where(Lot.variant_id == self.variant.id)).one()
        return lot.on_hand, len(db.session.scalars(select(StockRight).where(StockRight.used_at.is_(None))).all())


@pytest.fixture
def queue(committed_app: Flask) -> Queue:
    return Queue()


def buy_as(person: User, variant: Variant) -> str:
    stock.act_as(Holder(person.id))
    try:
        with transaction():
            factories.purchase((variant, 1), buyer=db.session.get_one(User, person.id))
    except (SoldOut, LinesUnavailable) as refusal:
        return type(refusal).__name__
    finally:
        stock.act_as(Holder())
    return "ordered"


def test_strangers_get_what_is_promised_to_nobody_and_the_two_get_theirs(committed_app: Flask, queue: Queue) -> None:
    queue.restock(told=True)
    assert buy_all_at_once(committed_app, queue.tokens).count("ordered") == 1
    assert queue.kept() == (2, 2)
    variant = db.session.get_one(Variant, queue.variant.id)
    assert [buy_as(person, variant) for person in queue.people] == ["ordered", "ordered"]
    assert queue.kept() == (0, 0)


def test_without_the_lock_on_rights_somebody_would_go_empty_handed(
    committed_app: Flask, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    if db.engine.dialect.name == "sqlite":
        pytest.skip("one transaction writes at a time, and that is the lock")
    queue.restock(told=True)
    locked = rights._open_rights
    monkeypatch.setattr(rights, "_open_rights", lambda pack: locked(pack).with_for_update(skip_locked=True))
    assert buy_all_at_once(committed_app, queue.tokens).count("ordered") > 1


def test_whoever_buys_while_rights_are_given_takes_none_of_what_they_stand_for(
    committed_app: Flask, queue: Queue
) -> None:
    queue.restock(told=False)
    buying = [partial(buy_all_at_once, committed_app, [each]) for each in queue.tokens]
    together(committed_app, [notifications.send_due_reminders, *buying])
    on_hand, promised = queue.kept()
    assert on_hand >= promised


def test_without_the_mark_on_the_lot_it_would_be_taken(
    committed_app: Flask, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has looked at the lots before rights were given."""
    queue.restock(told=False)
    before = lots_to_sell([queue.variant.id])
    notifications.send_due_reminders()
    assert queue.kept() == (3, 2)
    monkeypatch.setattr(stock_actions, "lots_to_sell", lambda _packs: before)
    looked = stock_actions.take_from_lot
    with transaction():
        lot = before[queue.variant.id][0]
        assert not looked(lot.lot_id, 3, knows_rights=False), "the mark says: look again"
    with transaction():
        assert looked(lot.lot_id, 3, knows_rights=True), "what would have happened without it"
