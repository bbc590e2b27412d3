"""Rolls of stamps: ordered for a lot, made by a worker, printed, stuck on, or spoiled by the printer."""

from collections.abc import Callable
from typing import Final

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from marketplace import jobs, stock
from marketplace.clock import now
from marketplace.database import db, savepoint, transaction, violates
from marketplace.jobs import TakenJob
from marketplace.stock.models import Lot
from marketplace.traceability import stamps
from marketplace.traceability.errors import (
    RollNotMade,
    RollNotOfLot,
    StampCountRefused,
    StampsOutnumberUnits,
    StampsOutOfRoll,
)
from marketplace.traceability.models import Stamp, StampRoll

STAMP_ROLL: Final = "stamp_roll"
"""The kind of job that makes a roll."""
MOST_STAMPS: Final = 1_000_000
BATCH: Final = 5_000


def order_roll(lot: Lot, count: int, *, ref: str, by_id: int) -> StampRoll:
    """A range of `count` stamps, numbered on from the lot's last one; a worker makes them.

    Asked for again by the same `ref` it is the same roll. Raises StampCountRefused, or StampsOutnumberUnits when the
    lot would have more stamps that count than units.
    """
    first = _begin(lot, count)
    known = db.session.scalars(select(StampRoll).where(StampRoll.lot_id == lot.id, StampRoll.ref == ref)).first()
    if known is not None:
        return known
    left = stamps_left(lot)
    if count > left:
        raise StampsOutnumberUnits(left=left)
    roll = StampRoll(ref=ref, lot_id=lot.id, first_number=first, last_number=first + count - 1, asked_by_id=by_id)
    db.session.add(roll)
    db.session.flush()
    jobs.enqueue(STAMP_ROLL, {"roll": roll.id}, key=f"{STAMP_ROLL}:{roll.ref}")
    return roll


def issue_stamps(lot: Lot, count: int, *, draw_code: Callable[[], str] = stamps.new_code) -> range:
    """Give out `count` stamps at once that stand in no roll and count from now on; returns their numbers.

    Raises StampCountRefused.
    """
    first = _begin(lot, count)
    numbers = range(first, first + count)
    for start in range(0, count, BATCH):
        _issue(lot.id, numbers[start : start + BATCH], draw_code)
    return numbers


def make_roll(job: TakenJob) -> None:
    """Make the stamps of a roll, some in each transaction; one that was begun before is gone on with."""
    while _make_some(job.payload["roll"]):
        pass


def stick(roll: StampRoll) -> None:
    """From now on its stamps count: they are printed and on the packs. Again changes nothing. Raises RollNotMade."""
    if not roll.is_made:
        raise RollNotMade()
    roll.stuck_at = roll.stuck_at or now()
    db.session.flush()


def spoil(roll: StampRoll, first: int, last: int) -> int:
    """Void the stamps with these numbers for good, as the printer spoiled them; returns how many were not yet.

    Raises StampsOutOfRoll when one of them stands in another roll, RollNotMade.
    """
    if not roll.is_made:
        raise RollNotMade()
    if not roll.first_number <= first <= last <= roll.last_number:
        raise StampsOutOfRoll(first=roll.first_number, last=roll.last_number)
    spoiled = update(Stamp).where(Stamp.lot_id == roll.lot_id, Stamp.number.between(first, last))
    found = db.session.execute(spoiled.where(Stamp.voided_at.is_(None)).values(voided_at=now()).returning(Stamp.id))
    return len(found.all())


def usable_stamps(lot: Lot) -> int:
    """How many stamps of a lot are given out or ordered, and not void."""
    voided = select(func.count()).where(Stamp.lot_id == lot.id, Stamp.voided_at.is_not(None))
    return _last_number(lot) - (db.session.scalar(voided) or 0)


def stamps_left(lot: Lot) -> int:
    """How many more stamps a lot may have: one for each unit that came in."""
    return max(stock.received_in([lot.id]).get(lot.id, 0) - usable_stamps(lot), 0)


def rolls_of(lot: Lot) -> list[StampRoll]:
    """The rolls of a lot, the last one first."""
    found = select(StampRoll).where(StampRoll.lot_id == lot.id).order_by(StampRoll.first_number.desc())
    return list(db.session.scalars(found))


def get_roll_of(lot: Lot, ref: str, *, lock: bool = False) -> StampRoll:
    """One roll of this lot. Raises RollNotOfLot."""
    found = select(StampRoll).where(StampRoll.lot_id == lot.id, StampRoll.ref == ref)
    roll = db.session.scalars(found.with_for_update() if lock else found).first()
    if roll is None:
        raise RollNotOfLot()
    return roll


def codes_of(roll: StampRoll, first: int, last: int) -> list[tuple[int, str]]:
    """Numbers and codes of the stamps of a roll from one number to another that are not void, in their order."""
    within = Stamp.number.between(max(first, roll.first_number), min(last, roll.last_number))
    found = select(Stamp.number, Stamp.code).where(Stamp.lot_id == roll.lot_id, within, Stamp.voided_at.is_(None))
    return [(number, code) for number, code in db.session.execute(found.order_by(Stamp.number))]


def is_stuck(stamp: Stamp) -> bool:
    """Whether a stamp counts: its roll is on the packs, or it stands in none."""
    within = (StampRoll.first_number <= stamp.number) & (StampRoll.last_number >= stamp.number)
    waiting = select(StampRoll.id).where(StampRoll.lot_id == stamp.lot_id, within, StampRoll.stuck_at.is_(None))
    return db.session.scalar(waiting) is None


def _begin(lot: Lot, count: int) -> int:
    """The next free number. One roll at a time: the lot's row is locked, so that no number is given twice."""
    if not 1 <= count <= MOST_STAMPS:
        raise StampCountRefused(most=MOST_STAMPS)
    db.session.execute(select(Lot.id).where(Lot.id == lot.id).with_for_update(key_share=True))
    return _last_number(lot) + 1


def _last_number(lot: Lot) -> int:
    """The highest number that is given out or ordered; 0 before the first."""
    given = db.session.scalar(select(func.max(Stamp.number)).where(Stamp.lot_id == lot.id))
    ordered = db.session.scalar(select(func.max(StampRoll.last_number)).where(StampRoll.lot_id == lot.id))
    return max(given or 0, ordered or 0)


def _make_some(roll_id: int) -> bool:
    """Make the next stamps of a roll in one transaction; says whether some are left."""
    with transaction():
        roll = db.session.scalars(select(StampRoll).where(StampRoll.id == roll_id).with_for_update()).one()
        numbers = roll.numbers[roll.made : roll.made + BATCH]
        if numbers:
            _issue(roll.lot_id, numbers, stamps.new_code)
            roll.made += len(numbers)
        return not roll.is_made


def _issue(lot_id: int, numbers: range, draw_code: Callable[[], str]) -> None:
    """Write the stamps; a code that is taken costs a new draw, not the transaction."""
    issued_at = now()
    while True:
        codes = _different_codes(len(numbers), draw_code)
        rows = [
            {"lot_id": lot_id, "number": number, "issued_at": issued_at, "code": code}
            for number, code in zip(numbers, codes, strict=True)
        ]
        try:
            with savepoint():
                db.session.execute(insert(Stamp), rows)
        except IntegrityError as error:
            if not violates(error, "uq_stamps_code", "stamps.code"):
                raise
        else:
            return


def _different_codes(count: int, draw_code: Callable[[], str]) -> dict[str, None]:
    codes: dict[str, None] = {}
    while len(codes) < count:
        codes |= dict.fromkeys(draw_code() for _ in range(count - len(codes)))
    return codes
