"""Notices written, read, chosen and forgotten."""

from collections.abc import Collection, Mapping
from typing import Any, Final, TypeAlias

from sqlalchemy import delete, func, select

from marketplace import jobs
from marketplace.clock import now
from marketplace.database import db, insert_or_conflict
from marketplace.jobs import TakenJob
from marketplace.notices.models import STOPPABLE, Channel, Notice, NoticeKind, NoticesSeen, UnwantedNotice
from marketplace.notices.queries import ME
from marketplace.retention import period

NOTICE: Final = "notice"
"""The kind of the job that writes some."""
KEPT: Final = period("notices")
Wanted: TypeAlias = Mapping[Channel, Collection[NoticeKind]]


def hand_over(columns: list[dict[str, Any]]) -> None:
    """Let these notices be written: those of one transaction are one job."""
    jobs.enqueue(NOTICE, {"notices": columns})


def put_down(job: TakenJob) -> None:
    """Write the notices of a job, once however often the job is done."""
    with jobs.finish(job):
        db.session.add_all(Notice(**columns, at=now()) for columns in job.payload["notices"])


def mark_read(user_id: int, *, up_to: int, place: str = ME) -> None:
    """Note that the person has read all up to this notice, of those that there are; what came later stays new."""
    up_to = min(up_to, db.session.scalar(select(func.max(Notice.id))) or 0)
    if not up_to:
        return
    new = insert_or_conflict(NoticesSeen).values(user_id=user_id, place=place, seen_id=up_to)
    present = NoticesSeen.__table__.c.seen_id
    later = new.on_conflict_do_update(
        index_elements=["user_id", "place"], set_={"seen_id": up_to}, where=present < up_to
    )
    db.session.execute(later)


def choose(wanted: Wanted, *, user_id: int | None = None, seller_id: int | None = None) -> None:
    """Want these kinds by these channels, and whatever cannot be stopped; nothing else."""
    mine = UnwantedNotice.user_id == user_id if user_id else UnwantedNotice.seller_id == seller_id
    db.session.execute(delete(UnwantedNotice).where(mine))
    reader = {"user_id": user_id, "seller_id": seller_id}
    db.session.add_all(
        UnwantedNotice(kind=kind, channel=channel, **reader)
        for channel, kinds in STOPPABLE.items()
        for kind in sorted(kinds - set(wanted.get(channel, ())))
    )
    db.session.flush()


def forget_old() -> int:
    """Delete some of the notices of more than 90 days ago; returns how many."""
    return jobs.delete_some(Notice, Notice.at < now() - KEPT)
