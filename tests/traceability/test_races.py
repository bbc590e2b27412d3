"""The same stamp and the same lot in several hands at the same moment, with real commits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import audit, traceability
from marketplace.database import db, transaction
from marketplace.stock.models import Lot
from marketplace.traceability.models import Stamp
from tests import factories

TIMES = 6


@pytest.fixture
def lot(committed_app: Flask) -> Lot:
    with transaction():
        return factories.lot(factories.product(left=0).variants[0], 50)


def all_at_once(app: Flask, deed: Callable[[int], object]) -> None:
    """Do it so many times in the same moment, each time with another number; the first failure is raised."""
    start = Barrier(TIMES)

    def one(number: int) -> None:
        with app.app_context():
            start.wait()
            with transaction():
                deed(number)

    with ThreadPoolExecutor(TIMES) as crowd:
        list(crowd.map(one, range(TIMES)))


def test_no_scan_is_lost(committed_app: Flask, lot: Lot) -> None:
    with transaction():
        stamp = factories.stamp(lot)
    all_at_once(committed_app, lambda _number: traceability.count_scan(stamp.code))
    db.session.rollback()
    assert traceability.scans_of(stamp).times == TIMES


def test_rolls_for_one_lot_share_no_number(committed_app: Flask, lot: Lot) -> None:
    all_at_once(committed_app, lambda _number: traceability.issue_stamps(db.session.get_one(Lot, lot.id), 20))
    db.session.rollback()
    numbers = db.session.scalars(select(Stamp.number).where(Stamp.lot_id == lot.id).order_by(Stamp.number)).all()
    assert numbers == list(range(1, 20 * TIMES + 1))
    assert audit.check(db.session()) == []


def test_a_code_that_another_roll_takes_first_is_drawn_again_within_the_transaction(committed_app: Flask) -> None:
    wanted = traceability.new_code()
    with transaction():
        lots = [factories.lot(factories.product(left=0).variants[0], 5).id for _ in range(TIMES)]

    def issue(number: int) -> None:
        codes = iter([wanted])
        lot = db.session.get_one(Lot, lots[number])
        traceability.issue_stamps(lot, 1, draw_code=lambda: next(codes, None) or traceability.new_code())

    all_at_once(committed_app, issue)
    db.session.rollback()
    codes = db.session.scalars(select(Stamp.code)).all()
    assert len(codes) == len(set(codes)) == TIMES
    assert wanted in codes
