"""The stamps of the demo shop, how often they were looked at, and one that somebody found false."""

import random
from datetime import timedelta
from functools import partial

from sqlalchemy import select

from marketplace import traceability
from marketplace.clock import now, pretending
from marketplace.database import db
from marketplace.demo.content import Row
from marketplace.stock.models import Lot
from marketplace.traceability.models import Stamp


def add_roll(row: Row) -> None:
    """The stamps of a lot, printed when codes were shorter, with those that were voided and the scans of some."""
    lot = db.session.scalars(select(Lot).where(Lot.code == row["lot"])).one()
    dice = random.Random(row["lot"])  # noqa: S311 - the demo's stamps are no secret and always the same
    with pretending(now() - timedelta(days=10)):
        former = partial(traceability.new_code, dice.choice, shape=traceability.FORMER)
        traceability.issue_stamps(lot, row["count"], draw_code=former)
    for number in row["void"]:
        traceability.void(_stamp(row["lot"], number))
    for scan in row["scans"]:
        _look_at(_stamp(row["lot"], scan["number"]), scan)


def _look_at(stamp: Stamp, scan: Row) -> None:
    with pretending(now() - timedelta(days=scan["days_ago"])):
        for _ in range(scan["times"]):
            traceability.count_scan(stamp.code)


def add_stamp_report(row: Row) -> None:
    """What somebody told of goods with this stamp."""
    with pretending(now() - timedelta(days=row["days_ago"])):
        traceability.report(_stamp(row["lot"], row["number"]).code, what=row["what"])


def _stamp(lot: str, number: int) -> Stamp:
    return db.session.scalars(select(Stamp).join(Stamp.lot).where(Lot.code == lot, Stamp.number == number)).one()
