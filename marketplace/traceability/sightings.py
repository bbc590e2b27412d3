"""In which province people say that they hold a stamp. They choose it themselves; nothing else is known of them."""

from sqlalchemy import func, insert, select, update

from marketplace import jobs, places
from marketplace.clock import today
from marketplace.database import db
from marketplace.retention import period
from marketplace.traceability.errors import StampUnknown
from marketplace.traceability.models import Stamp, StampSighting

KEPT_SIGHTINGS = period("stamp_scans")


def see_in(code: str, province: str) -> None:
    """Note that somebody holds a stamp in the province with this code. Raises StampUnknown or places.UnknownPlace.

    The stamp's row is locked, so that two answers in the same moment are both counted.
    """
    place = places.get_province(province).code
    stamp_id = db.session.scalar(select(Stamp.id).where(Stamp.code == code).with_for_update(key_share=True))
    if stamp_id is None:
        raise StampUnknown()
    known = (StampSighting.stamp_id == stamp_id, StampSighting.province == place, StampSighting.day == today())
    once_more = update(StampSighting).where(*known).values(times=StampSighting.times + 1)
    found = db.session.execute(once_more.returning(StampSighting.stamp_id), execution_options=_AS_WRITTEN)
    if found.first() is None:
        row = {"stamp_id": stamp_id, "province": place, "day": today(), "times": 1}
        db.session.execute(insert(StampSighting), row)


_AS_WRITTEN = {"synchronize_session": False}


def provinces_of(stamp: Stamp) -> dict[str, int]:
    """How many people said that they hold it, by the codes of the provinces, the most first."""
    times = func.sum(StampSighting.times)
    found = select(StampSighting.province, times).where(StampSighting.stamp_id == stamp.id)
    rows = db.session.execute(found.group_by(StampSighting.province).order_by(times.desc(), StampSighting.province))
    return {province: int(count) for province, count in rows}


def forget_sightings() -> int:
    """Delete some of the answers of days that are long gone; returns how many, 0 when none is left."""
    return jobs.delete_some(StampSighting, StampSighting.day < today() - KEPT_SIGHTINGS)
