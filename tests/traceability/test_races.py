"""The same stamp and the same lot in several hands at the same moment, with real commits."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import audit, traceability
from marketplace.database import db, transaction
from marketplace.stock.models import Lot
from marketplace.traceability.models import Stamp
from tests import factories
from tests.crowd import all_at_once

TIMES = 6


@pytest.fixture
def lot(committed_app: Flask) -> Lot:
    with transaction():
        return factories.lot(factories.product(left=0).variants[0], 50)


def test_no_scan_is_lost(committed_app: Flask, lot: Lot) -> None:
    with transaction():
        stamp = factories.stamp(lot)
    all_at_once(committed_app, [lambda: traceability.count_scan(stamp.code)] * TIMES)
    db.session.rollback()
    assert traceability.scans_of(stamp).times == TIMES


def test_rolls_for_one_lot_share_no_number(committed_app: Flask, lot: Lot) -> None:
    all_at_once(committed_app, [lambda: traceability.issue_stamps(db.session.get_one(Lot, lot.id), 20)] * TIMES)
    db.session.rollback()
    numbers = db.session.scalars(select(Stamp.number).where(Stamp.lot_id == lot.id).order_by(Stamp.number)).all()
    assert numbers == list(range(1, 20 * TIMES + 1))
    assert audit.check(db.session()) == []


def test_a_code_that_another_roll_takes_first_is_drawn_again_within_the_transaction(committed_app: Flask) -> None:
    wanted = traceability.new_code()
    with transaction():
        lots = [factories.lot(factories.product(left=0).variants[0], 5).id for _ in range(TIMES)]

    def issue(lot_id: int) -> None:
        codes = iter([wanted])
        lot = db.session.get_one(Lot, lot_id)
        traceability.issue_stamps(lot, 1, draw_code=lambda: next(codes, None) or traceability.new_code())

    all_at_once(committed_app, [partial(issue, lot_id) for lot_id in lots])
    db.session.rollback()
    codes = db.session.scalars(select(Stamp.code)).all()
    assert len(codes) == len(set(codes)) == TIMES
    assert wanted in codes
