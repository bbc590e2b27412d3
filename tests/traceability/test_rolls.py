"""Rolls of stamps: ordered once, made bit by bit, valid only once they are on the packs, spoiled ones void for good."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace import jobs, stock, traceability
from marketplace.database import db, transaction
from marketplace.stock.models import Lot
from marketplace.traceability import StampStatus, rolls
from marketplace.traceability.errors import RollNotMade, RollNotOfLot, StampsOutnumberUnits, StampsOutOfRoll
from marketplace.traceability.models import Stamp, StampRoll
from tests import factories
from tests.work import work


@pytest.fixture
def lot(app: Flask) -> Lot:
    return factories.lot(factories.product(left=0).variants[0], 50)


def ordered(lot: Lot, count: int, ref: str = "once") -> StampRoll:
    with transaction():
        return traceability.order_roll(lot, count, ref=ref, by_id=factories.user().id)


def made(lot: Lot, count: int, ref: str = "once") -> StampRoll:
    roll = ordered(lot, count, ref)
    work(rolls.STAMP_ROLL)
    db.session.refresh(roll)
    return roll


def count_of(lot: Lot) -> int:
    return db.session.scalar(select(func.count()).where(Stamp.lot_id == lot.id)) or 0


def test_a_roll_has_a_stamp_for_each_unit_and_no_more(lot: Lot) -> None:
    traceability.issue_stamps(lot, 10)
    with pytest.raises(StampsOutnumberUnits, match="nhiều nhất 40 tem"):
        ordered(lot, 41)
    roll = made(lot, 40)
    assert (roll.numbers, count_of(lot), traceability.stamps_left(lot)) == (range(11, 51), 50, 0)


def test_a_roll_that_is_ordered_twice_by_one_form_is_one(lot: Lot) -> None:
    assert ordered(lot, 20).id == ordered(lot, 20).id
    work(rolls.STAMP_ROLL)
    assert count_of(lot) == 20


def test_a_roll_goes_on_where_its_worker_died(lot: Lot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rolls, "BATCH", 8)
    roll = ordered(lot, 20)
    assert rolls._make_some(roll.id)
    assert count_of(lot) == 8
    work(rolls.STAMP_ROLL)
    numbers = db.session.scalars(select(Stamp.number).where(Stamp.lot_id == lot.id).order_by(Stamp.number))
    assert list(numbers) == list(range(1, 21))


def test_its_stamps_count_from_when_they_are_on_the_packs(lot: Lot) -> None:
    roll = ordered(lot, 2)
    with pytest.raises(RollNotMade):
        traceability.stick(roll)
    work(rolls.STAMP_ROLL)
    db.session.refresh(roll)
    [(_, code), _] = traceability.codes_of(roll, 1, 2)
    assert traceability.get_trace(code).status == StampStatus.UNUSED
    traceability.stick(roll)
    assert traceability.get_trace(code).status == StampStatus.GENUINE


def test_spoiled_stamps_are_void_and_as_many_are_made_anew(lot: Lot) -> None:
    roll = made(lot, 50)
    spoilt = dict(traceability.codes_of(roll, 9, 16))
    assert traceability.spoil(roll, 9, 16) == 8
    assert traceability.spoil(roll, 16, 17) == 1, "one that is void already is not counted again"
    assert traceability.get_trace(spoilt[9]).status == StampStatus.VOID
    assert [number for number, _ in traceability.codes_of(roll, 1, 20)] == [*range(1, 9), 18, 19, 20]
    assert made(lot, 9, "anew").numbers == range(51, 60)


@pytest.mark.parametrize("numbers", [(0, 1), (3, 2), (49, 51)])
def test_numbers_of_another_roll_are_not_spoiled(lot: Lot, numbers: tuple[int, int]) -> None:
    roll = made(lot, 50)
    with pytest.raises(StampsOutOfRoll):
        traceability.spoil(roll, *numbers)
    assert len(traceability.codes_of(roll, 1, 50)) == 50


def test_a_roll_of_another_lot_is_not_found(lot: Lot) -> None:
    other = factories.lot(lot.variant, 5, code="other")
    with pytest.raises(RollNotOfLot):
        traceability.get_roll_of(other, ordered(lot, 1).ref)


def test_stamps_given_out_at_once_keep_clear_of_a_roll_that_is_still_made(lot: Lot) -> None:
    ordered(lot, 30)
    assert traceability.issue_stamps(lot, 2) == range(31, 33)
    assert [one.number for one in jobs.waiting([rolls.STAMP_ROLL])] == [1]
    assert stock.received_in([lot.id]) == {lot.id: 50}
