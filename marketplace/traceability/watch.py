"""What operators look at: stamps that are looked at too often or in too many places, and codes nobody gave out."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import func, insert, select, union, update

from marketplace import jobs
from marketplace.clock import today
from marketplace.database import db
from marketplace.retention import period
from marketplace.traceability.errors import StampUnknown
from marketplace.traceability.models import Stamp, StampScan, StampSighting, StampTry
from marketplace.traceability.queries import WITH_GOODS
from marketplace.traceability.scan_limits import scan_limits

WATCHED: Final = timedelta(days=90)
"""How far back the watch looks: a stamp is copied while its goods are sold."""
KEPT_TRIES: Final = period("stamp_scans")


@dataclass(frozen=True)
class Suspect:
    """A stamp with how often it was looked at lately, and in how many provinces people said they hold it."""

    stamp: Stamp
    times: int
    provinces: int


@dataclass(frozen=True)
class TriedCode:
    """A code that no stamp bears though its check characters fit, how often it was tried, and when last."""

    code: str
    times: int
    last_on: date


def suspects(*, limit: int) -> list[Suspect]:
    """The stamps beyond today's limits that still count, the most looked at first; two statements."""
    since, limits = today() - WATCHED, scan_limits()
    scans = select(StampScan.stamp_id, func.sum(StampScan.times).label("times")).where(StampScan.day >= since)
    often = scans.group_by(StampScan.stamp_id).subquery()
    places = func.count(func.distinct(StampSighting.province)).label("provinces")
    sightings = select(StampSighting.stamp_id, places).where(StampSighting.day >= since)
    wide = sightings.group_by(StampSighting.stamp_id).subquery()
    times, provinces = func.coalesce(often.c.times, 0), func.coalesce(wide.c.provinces, 0)
    beyond = union(
        select(often.c.stamp_id).where(often.c.times >= limits.times),
        select(wide.c.stamp_id).where(wide.c.provinces >= limits.provinces),
    )
    found = select(Stamp.id, times, provinces).where(Stamp.id.in_(beyond), Stamp.voided_at.is_(None))
    found = found.outerjoin(often, often.c.stamp_id == Stamp.id).outerjoin(wide, wide.c.stamp_id == Stamp.id)
    rows = db.session.execute(found.order_by(times.desc(), Stamp.id).limit(limit)).all()
    loaded = select(Stamp).where(Stamp.id.in_([row[0] for row in rows])).options(WITH_GOODS)
    stamps = {stamp.id: stamp for stamp in db.session.scalars(loaded)}
    return [Suspect(stamps[stamp], int(scanned), int(seen)) for stamp, scanned, seen in rows]


def note_try(code: str) -> None:
    """Note that somebody looked for a code that no stamp bears. Load nothing: the code alone is kept, by day."""
    of_today = (StampTry.code == code) & (StampTry.day == today())
    once_more = update(StampTry).where(of_today).values(times=StampTry.times + 1).returning(StampTry.code)
    if db.session.execute(once_more, execution_options={"synchronize_session": False}).first() is None:
        db.session.execute(insert(StampTry), {"code": code, "day": today(), "times": 1})


def tried_codes(*, limit: int) -> list[TriedCode]:
    """The codes of no stamp that were tried lately, the most tried first."""
    times = func.sum(StampTry.times)
    found = select(StampTry.code, times, func.max(StampTry.day)).where(StampTry.day >= today() - WATCHED)
    rows = db.session.execute(found.group_by(StampTry.code).order_by(times.desc(), StampTry.code).limit(limit))
    return [TriedCode(code, int(often), last_on) for code, often, last_on in rows]


def get_stamp(code: str, *, lock: bool = False) -> Stamp:
    """The stamp with this code. Raises StampUnknown."""
    found = select(Stamp).where(Stamp.code == code)
    stamp = db.session.scalars(found.with_for_update() if lock else found).first()
    if stamp is None:
        raise StampUnknown()
    return stamp


def forget_tries() -> int:
    """Delete some of the tries of days that are long gone; returns how many, 0 when none is left."""
    return jobs.delete_some(StampTry, StampTry.day < today() - KEPT_TRIES)
