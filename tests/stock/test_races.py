"""Buying, cancelling and counting the same goods at the same moment, with real commits."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import func, select

from marketplace import stock
from marketplace.catalogue.models import Variant
from marketplace.database import db, transaction
from marketplace.stock.models import Lot, StockMovement
from tests import factories
from tests.crowd import all_at_once

CROWD = 12


def lines_across_two_lots(variant: Variant) -> list[int]:
    """Order lines that took from two lots of the same goods."""
    factories.lot(variant, 2 * CROWD, best_before_in_days=300)
    factories.lot(variant, CROWD, best_before_in_days=30)
    return [factories.purchase((variant, 2)).orders[0].lines[0].id for _ in range(CROWD)]


def lots_and_movements() -> tuple[int, int]:
    db.session.rollback()
    lots = db.session.scalar(select(func.sum(Lot.on_hand))) or 0
    return lots, db.session.scalar(select(func.sum(StockMovement.quantity))) or 0


def test_cancelling_counting_and_selling_together_lose_no_unit(committed_app: Flask) -> None:
    with transaction():
        variant = factories.product(left=0).variants[0]
        owner = factories.user()
        lines = lines_across_two_lots(variant)

    def give_back(line: int) -> Callable[[], object]:
        return lambda: stock.give_back(line, by_id=owner.id)

    def take(line: int) -> Callable[[], object]:
        return lambda: stock.take([stock.Sale(variant.id, 1, line, "Mật ong")])

    cancelled, sold = lines[: CROWD // 2], lines[CROWD // 2 :]
    deeds = [give_back(line) for line in cancelled] + [take(line) for line in sold]
    all_at_once(committed_app, deeds)

    left = CROWD + len(cancelled) * 2 - len(sold)
    assert lots_and_movements() == (left, left)

    all_at_once(committed_app, [lambda: stock.count(variant, left=38, by_id=owner.id)] * 5)
    assert lots_and_movements() == (38, 38)


def test_counting_what_was_sold_out_twice_at_once_counts_once(committed_app: Flask) -> None:
    with transaction():
        variant = factories.product(left=0).variants[0]
        owner = factories.user()
    all_at_once(committed_app, [lambda: stock.count(variant, left=38, by_id=owner.id)] * 5)
    assert lots_and_movements() == (38, 38)

    with transaction():
        stock.count(variant, left=0, by_id=owner.id)
    all_at_once(committed_app, [lambda: stock.count(variant, left=12, by_id=owner.id)] * 5)
    assert lots_and_movements() == (12, 12)
