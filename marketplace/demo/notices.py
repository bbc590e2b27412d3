"""Keeps what filling the demo shop would tell its people of down to the last few things: the rest is weeks old."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import select

from marketplace.database import db
from marketplace.jobs.models import Job
from marketplace.notices.actions import NOTICE

TOLD: Final = 3
"""How many notices each reader finds."""


def forget_old_notices() -> None:
    """Leave each reader the newest of the notices that wait to be written; call it once those are committed."""
    waiting = db.session.scalars(select(Job).where(Job.kind == NOTICE).order_by(Job.id.desc()))
    told = Counter[tuple[int | None, int | None]]()
    for job in waiting:
        newest = list(_newest(job.payload["notices"], told))
        job.payload = {"notices": newest[::-1]}


def _newest(
    notices: Sequence[dict[str, Any]], told: Counter[tuple[int | None, int | None]]
) -> Iterator[dict[str, Any]]:
    """The last ones first, as long as their reader has not been told enough."""
    for notice in reversed(notices):
        reader = notice.get("user_id"), notice.get("seller_id")
        told[reader] += 1
        if told[reader] <= TOLD:
            yield notice
