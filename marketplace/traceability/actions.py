"""Giving out stamps, counting scans, and hearing of goods that seem false."""

from collections.abc import Callable

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from marketplace import jobs
from marketplace.accounts.models import User
from marketplace.clock import now, today
from marketplace.database import db, savepoint, violates
from marketplace.retention import period
from marketplace.stock.models import Lot
from marketplace.traceability import stamps
from marketplace.traceability.errors import StampCountRefused, StampReportHandled, StampUnknown
from marketplace.traceability.models import Stamp, StampReport, StampScan

MOST_STAMPS = 100_000
BATCH = 1_000
KEPT_SCANS = period("stamp_scans")


def issue_stamps(lot: Lot, count: int, *, draw_code: Callable[[], str] = stamps.new_code) -> range:
    """Give out `count` stamps for a lot, numbered on from its last one; returns their numbers.

    Raises StampCountRefused.
    """
    if not 1 <= count <= MOST_STAMPS:
        raise StampCountRefused(most=MOST_STAMPS)
    # One roll at a time, so that no number is given twice.
    db.session.execute(select(Lot.id).where(Lot.id == lot.id).with_for_update(key_share=True))
    first = 1 + (db.session.scalar(select(func.max(Stamp.number)).where(Stamp.lot_id == lot.id)) or 0)
    numbers = range(first, first + count)
    for start in range(0, count, BATCH):
        _issue(lot.id, numbers[start : start + BATCH], draw_code)
    return numbers


def _issue(lot_id: int, numbers: range, draw_code: Callable[[], str]) -> None:
    """Write the stamps; a code that somebody else has just taken costs a new draw, not the transaction."""
    issued_at = now()
    while True:
        rows = [{"lot_id": lot_id, "number": number, "issued_at": issued_at} for number in numbers]
        codes = _free_codes(len(numbers), draw_code)
        try:
            with savepoint():
                db.session.execute(insert(Stamp), [row | {"code": code} for row, code in zip(rows, codes, strict=True)])
        except IntegrityError as error:
            if not violates(error, "uq_stamps_code", "stamps.code"):
                raise
        else:
            return


def _free_codes(count: int, draw_code: Callable[[], str]) -> list[str]:
    """So many different codes that no stamp bears yet."""
    codes: dict[str, None] = {}
    while len(codes) < count:
        drawn = dict.fromkeys(draw_code() for _ in range(count - len(codes)))
        taken = set(db.session.scalars(select(Stamp.code).where(Stamp.code.in_(drawn))))
        codes |= {code: None for code in drawn if code not in taken}
    return list(codes)


def void(stamp: Stamp) -> None:
    """Take a stamp out of use for good: torn, misprinted or lost. Doing it again changes nothing."""
    stamp.voided_at = stamp.voided_at or now()
    db.session.flush()


def count_scan(code: str) -> None:
    """Note that a stamp was looked at today. Raises StampUnknown.

    The stamp's row is locked, so that two scans in the same moment are both counted.
    """
    stamp_id = db.session.scalar(select(Stamp.id).where(Stamp.code == code).with_for_update(key_share=True))
    if stamp_id is None:
        raise StampUnknown()
    of_today = (StampScan.stamp_id == stamp_id) & (StampScan.day == today())
    once_more = update(StampScan).where(of_today).values(times=StampScan.times + 1).returning(StampScan.stamp_id)
    if db.session.execute(once_more, execution_options={"synchronize_session": False}).first() is None:
        db.session.execute(insert(StampScan), {"stamp_id": stamp_id, "day": today(), "times": 1})


def report(code: str, *, what: str, phone: str = "") -> StampReport:
    """Tell the operators that goods with this code, which may belong to no stamp, seem false."""
    stamp_id = db.session.scalar(select(Stamp.id).where(Stamp.code == code))
    told = StampReport(code=code, stamp_id=stamp_id, what=what, phone=phone, reported_at=now())
    db.session.add(told)
    db.session.flush()
    return told


def handle(told: StampReport, *, by: User) -> None:
    """Close a report and forget the phone number. Raises StampReportHandled. Load it with `lock=True`."""
    if told.handled_at is not None:
        raise StampReportHandled()
    told.handled_at, told.handled_by, told.phone = now(), by, ""
    db.session.flush()


def forget_scans() -> int:
    """Delete some of the counts of days that are long gone; returns how many, 0 when none is left."""
    return jobs.delete_some(StampScan, StampScan.day < today() - KEPT_SCANS)
