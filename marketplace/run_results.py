"""How the last run of what must be run again and again ended: the audit, a backup, a trial restore.

One row for each name. Whoever runs such a thing writes down its end here, be it a command, a job or a timer on another
machine; metrics and alerts read it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, db, insert_or_conflict, one_of
from marketplace.text import clean_line

AUDIT: Final = "audit"
LEDGER: Final = "ledger verify"
BACKUP: Final = "backup"
TRIAL_RESTORE: Final = "trial restore"
LONGEST_DETAILS: Final = 300


class Outcome(StrEnum):
    """What came of a run."""

    CLEAN = "clean"
    BROKEN = "broken"
    UNASKED = "unasked"
    """Somebody who had to be asked gave no answer, such as the bucket; of what could be asked nothing was broken."""


class RunResult(Model):
    """How the last run of this name ended, and when one was clean last."""

    __tablename__ = "run_results"
    __table_args__ = (one_of("outcome", Outcome),)

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(20))
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime)
    clean_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    details: Mapped[str] = mapped_column(String(LONGEST_DETAILS), default="")


@dataclass(frozen=True)
class Result:
    """How a run ended."""

    name: str
    outcome: Outcome
    ended_at: datetime
    clean_at: datetime | None
    details: str


def write_down(name: str, outcome: Outcome, details: str = "") -> None:
    """Note that a run of this name has just ended, in the open transaction. `details` is one line for people."""
    moment = now()
    values = {"outcome": outcome, "ended_at": moment, "details": clean_line(details, LONGEST_DETAILS)}
    if outcome is Outcome.CLEAN:
        values["clean_at"] = moment
    written = insert_or_conflict(RunResult).values(name=name, **values)
    db.session.execute(written.on_conflict_do_update(index_elements=["name"], set_=values))


def latest() -> list[Result]:
    """How the last run of each name ended."""
    rows = db.session.scalars(select(RunResult).order_by(RunResult.name).execution_options(populate_existing=True))
    return [Result(row.name, Outcome(row.outcome), row.ended_at, row.clean_at, row.details) for row in rows]
