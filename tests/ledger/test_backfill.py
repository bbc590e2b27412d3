from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace import audit, ledger, orders
from marketplace.database import db, transaction
from marketplace.ledger import BANK, accounts
from marketplace.ledger.models import LedgerTransaction
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, PaymentMethod
from tests import factories


@contextmanager
def without_books(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As a server of the version before, which books nothing."""
    with monkeypatch.context() as before:
        before.setattr("marketplace.ledger.handlers.post_all", list)
        yield


def send(order: Order) -> None:
    with transaction():
        orders.confirm(order, by=None)
        orders.pack(order, by=None)
        orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN-1")
        orders.deliver(order, by=None, role=ActorRole.SELLER)


def booked() -> int:
    return db.session.scalar(select(func.count()).select_from(LedgerTransaction)) or 0


def test_what_happened_before_there_were_books_is_booked_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with without_books(monkeypatch):
        cod, prepaid = factories.order(), factories.order(paying=PaymentMethod.TRANSFER)
        with transaction():
            factories.pay(prepaid.purchase.code)
        send(cod)
        send(prepaid)
    assert (booked(), ledger.count_missing()) == (0, 3)
    walk = ledger.Walk()
    with transaction():
        assert ledger.book_missing(walk) == 1
    assert ledger.count_missing() == 2
    with transaction():
        assert ledger.book_missing(walk) == 2
    with transaction():
        assert ledger.book_missing(walk) == 0
    assert ledger.balances(BANK).posted_vnd == prepaid.total_vnd
    assert ledger.balances(accounts.seller(cod.seller_id)).posted_vnd == cod.net_vnd
    assert audit.check(db.session()) == []
    assert (
        db.session.scalar(select(LedgerTransaction.at).where(LedgerTransaction.order_id == cod.id)) == cod.events[-1].at
    )


def test_what_is_booked_already_is_left_alone(app: Flask) -> None:
    send(factories.order())
    with transaction():
        assert (ledger.count_missing(), ledger.book_missing(ledger.Walk()), booked()) == (0, 0, 1)


def test_a_walk_goes_on_behind_what_it_took(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """In batches of two it takes five sales in their order, and asks for none of them twice."""
    monkeypatch.setattr("marketplace.ledger.backfill.BATCH", 2)
    with without_books(monkeypatch):
        sold = [factories.order() for _ in range(5)]
        for order in sold:
            send(order)
        taken, reached, walk = [], [], ledger.Walk()
        while True:
            with transaction():
                if not (some := ledger.book_missing(walk)):
                    break
            taken, reached = [*taken, some], [*reached, walk.order_id]
    assert (taken, reached) == ([2, 2, 1], [sold[1].id, sold[3].id, sold[4].id])
    assert (booked(), ledger.count_missing()) == (5, 0)


def test_at_night_whatever_was_left_out_is_booked_and_linked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with without_books(monkeypatch):
        for _ in range(3):
            send(factories.order())
    assert ledger.count_missing() == 3
    ledger.catch_up()
    report = ledger.verify()
    assert (ledger.count_missing(), report.transactions, report.unlinked, report.faults) == (0, 3, 0, [])
