"""Taking a stamp out of use, counting scans, and hearing of goods that seem false."""

from sqlalchemy import insert, select, update

from marketplace import jobs
from marketplace.accounts.models import User
from marketplace.clock import now, today
from marketplace.database import db
from marketplace.retention import period
from marketplace.traceability.errors import StampReportHandled, StampUnknown
from marketplace.traceability.models import Stamp, StampReport, StampScan

KEPT_SCANS = period("stamp_scans")


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
