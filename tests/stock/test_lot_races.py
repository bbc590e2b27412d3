"""Counting, telling and selling the same lot at the same moment, with real commits; each with its negative control."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from marketplace import orders, stock
from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.errors import DomainError
from marketplace.orders import reservations
from marketplace.stock import LotFacts, movements
from marketplace.stock.models import Lot, MovementReason, StockMovement
from tests import factories
from tests.crowd import meeting

CROWD = 8


def all_at_once(app: Flask, lot_id: int, deeds: list[Callable[[Lot], object]]) -> list[str]:
    """Everybody has the lot before their eyes and acts at the same moment; gives "done" or the refusal of each."""
    start = meeting(len(deeds))

    def do(deed: Callable[[Lot], object]) -> str:
        with app.app_context():
            lot = db.session.get_one(Lot, lot_id)
            db.session.commit()
            start.wait()
            try:
                with transaction():
                    deed(lot)
            except DomainError as refusal:
                return str(refusal)
            return "done"

    with ThreadPoolExecutor(len(deeds)) as crowd:
        return list(crowd.map(do, deeds))


def on_hand_and_moved(lot_id: int) -> tuple[int, int]:
    db.session.rollback()
    moved = db.session.scalar(select(func.sum(StockMovement.quantity)).where(StockMovement.lot_id == lot_id))
    return db.session.scalar(select(Lot.on_hand).where(Lot.id == lot_id)) or 0, int(moved or 0)


@pytest.fixture
def crowd(committed_app: Flask) -> tuple[int, int, list[int]]:
    """A lot of eight jars, a person of the shop, and eight order lines that want one jar each."""
    with transaction():
        variant = factories.product(left=0).variants[0]
        owner = factories.user()
        factories.lot(variant, CROWD, code="GONE", best_before_in_days=5)
        lines = [factories.purchase((variant, 1)).orders[0].lines[0].id for _ in range(CROWD)]
        lot = factories.lot(variant, CROWD)
    return lot.id, owner.id, lines


def gift(number: int, by_id: int) -> Callable[[Lot], object]:
    told = {"quantity": 1, "reason": MovementReason.GIFT, "happened_on": today(), "ref": f"{number:012x}"}
    return lambda lot: stock.withdraw(lot, **told, by_id=by_id)


def sale(line: int) -> Callable[[Lot], object]:
    return lambda lot: stock.take([stock.Sale(lot.variant_id, 1, line, "Mật ong")])


def sales_against_gifts(app: Flask, crowd: tuple[int, int, list[int]]) -> list[str]:
    lot_id, owner_id, lines = crowd
    deeds = [deed for number, line in enumerate(lines) for deed in (gift(number, owner_id), sale(line))]
    return all_at_once(app, lot_id, deeds)


def test_what_is_sold_is_not_given_away(committed_app: Flask, crowd: tuple[int, int, list[int]]) -> None:
    outcomes = sales_against_gifts(committed_app, crowd)
    assert outcomes.count("done") == CROWD
    assert on_hand_and_moved(crowd[0]) == (0, 0)


def test_without_the_condition_on_the_update_it_is(
    committed_app: Flask, crowd: tuple[int, int, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: everybody writes back what they saw less their own."""

    def unguarded(lot_id: int, quantity: int, *_: object, **__: object) -> bool:
        db.session.execute(update(Lot).where(Lot.id == lot_id).values(on_hand=CROWD - quantity))
        return True

    monkeypatch.setattr(movements, "lower", unguarded)
    sales_against_gifts(committed_app, crowd)
    on_hand, moved = on_hand_and_moved(crowd[0])
    assert on_hand != moved


def test_two_counts_at_once_count_once(committed_app: Flask, crowd: tuple[int, int, list[int]]) -> None:
    lot_id, owner_id, _ = crowd
    deeds: list[Callable[[Lot], object]] = [lambda lot: orders.count_lot(lot, counted=38, by_id=owner_id)] * 4
    assert all_at_once(committed_app, lot_id, deeds) == ["done"] * 4
    assert on_hand_and_moved(lot_id) == (38, 38)


def test_without_the_lock_they_count_twice(
    committed_app: Flask, crowd: tuple[int, int, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: each adds what was missing when it looked."""
    lot_id, owner_id, _ = crowd
    monkeypatch.setattr(reservations.stock, "lock_lot", lambda lot: None)
    deeds: list[Callable[[Lot], object]] = [lambda lot: orders.count_lot(lot, counted=38, by_id=owner_id)] * 4
    all_at_once(committed_app, lot_id, deeds)
    assert on_hand_and_moved(lot_id)[0] > 38


def test_an_order_during_a_count_is_in_both_or_in_neither(
    committed_app: Flask, crowd: tuple[int, int, list[int]]
) -> None:
    """Whoever comes first: what can be sold and what is ordered are together what was counted, less what came after."""
    lot_id, owner_id, lines = crowd
    deeds = [*(sale(line) for line in lines[:4]), lambda lot: orders.count_lot(lot, counted=CROWD, by_id=owner_id)]
    assert all_at_once(committed_app, lot_id, deeds) == ["done"] * 5
    on_hand, moved = on_hand_and_moved(lot_id)
    assert on_hand == moved
    assert on_hand + orders.reserved_in([lot_id])[lot_id] == CROWD


def test_a_form_that_is_sent_twice_at_once_counts_once(committed_app: Flask, crowd: tuple[int, int, list[int]]) -> None:
    lot_id, owner_id, _ = crowd
    assert all_at_once(committed_app, lot_id, [gift(1, owner_id)] * 6) == ["done"] * 6
    assert on_hand_and_moved(lot_id) == (CROWD - 1, CROWD - 1)


def test_a_mistake_is_taken_back_once(committed_app: Flask, crowd: tuple[int, int, list[int]]) -> None:
    lot_id, owner_id, _ = crowd
    all_at_once(committed_app, lot_id, [gift(1, owner_id)])
    undo: list[Callable[[Lot], object]] = [lambda lot: stock.take_back(lot, f"{1:012x}", by_id=owner_id)] * 6
    assert all_at_once(committed_app, lot_id, undo).count("done") == 1
    assert on_hand_and_moved(lot_id) == (CROWD, CROWD)


def test_a_lot_that_is_logged_twice_at_once_is_there_once(
    committed_app: Flask, crowd: tuple[int, int, list[int]]
) -> None:
    lot_id, owner_id, _ = crowd

    def log(lot: Lot) -> Lot:
        return stock.log_lot(lot.variant, LotFacts("NEW", today()), quantity=5, ref="a" * 12, by_id=owner_id)

    assert all_at_once(committed_app, lot_id, [log] * 6) == ["done"] * 6
    assert db.session.scalar(select(func.count()).where(Lot.code == "NEW")) == 1
