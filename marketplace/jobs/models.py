"""Jobs: what waits to be done, what is being done, and what could not be done."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import JSON, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.clock import now
from marketplace.database import Model, UtcDateTime
from marketplace.refs import new_ref
from marketplace.text import clean_line

FIRST_PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(hours=6)
MOST_ATTEMPTS: Final = 14  # about two days of trying
LONGEST_ERROR: Final = 300

NOT_FINISHED: Final = text("finished_at IS NULL")
TROUBLED: Final = text("last_error <> ''")


class Job(Model):
    """One piece of work. It is done once `due_at` is past, never when there is none.

    While a worker has it, `lease` is the worker's token and `due_at` the moment at which somebody else may take it.
    `unique_key` names the work: asked for twice, it waits once, and asked for while it is being done, it is done once
    more (`is_wanted_again`). `failed_at` is set once all attempts have failed, until it works again.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index("ix_jobs_due", "kind", "due_at", "id"),
        Index("ix_jobs_finished_at", "finished_at"),
        Index("ix_jobs_troubled", "failed_at", "id", sqlite_where=TROUBLED, postgresql_where=TROUBLED),
        Index("uq_jobs_key", "unique_key", unique=True, sqlite_where=NOT_FINISHED, postgresql_where=NOT_FINISHED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    unique_key: Mapped[str | None] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=now)
    lease: Mapped[str | None] = mapped_column(String(16))
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(String(LONGEST_ERROR), default="")
    is_wanted_again: Mapped[bool] = mapped_column(default=False)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def finish(self, *, next_at: datetime | None) -> None:
        """It was done. Without a next time it is over, and what it carried is forgotten: it may be secret."""
        self.due_at = now() if self.is_wanted_again else next_at
        self.lease, self.is_wanted_again, self.last_error, self.failed_at = None, False, "", None
        if self.due_at is None:
            self.finished_at, self.payload = now(), {}
        else:
            self.attempts = 0

    def fail(self, reason: str, *, next_at: datetime | None, counts: bool = True, is_final: bool = False) -> None:
        """It did not work. It is tried again, with longer and longer pauses, but not later than at its next time.

        Of the reason the first line is kept: in those that follow a database names the values of the row.
        After the last attempt an operator must start it again; what has a next time goes on by itself as well.
        """
        self.lease, self.last_error = None, clean_line(reason.partition("\n")[0], LONGEST_ERROR) or "?"
        self.attempts -= not counts
        if is_final or self.attempts >= MOST_ATTEMPTS:
            self.failed_at, self.due_at = now(), next_at
            self.attempts = 0 if next_at else self.attempts
        else:
            again_at = now() + pause_after(self.attempts)
            self.due_at = min(again_at, next_at or again_at)

    def move(self, kind: str) -> None:
        """It is given back untried, to be done at once among those of another kind."""
        self.kind, self.lease, self.due_at = kind, None, now()
        self.attempts -= 1

    def postpone(self, until: datetime) -> None:
        """It is given back untried, to be done at that time; what was said of an earlier try stays."""
        self.lease, self.due_at = None, until
        self.attempts -= 1

    def start_again(self) -> None:
        """Begin anew with all attempts, at once unless a worker has it."""
        self.attempts, self.failed_at = 0, None
        self.due_at = self.due_at if self.lease else now()


def pause_after(attempts: int) -> timedelta:
    """One minute, then twice as long each time, at most six hours."""
    doublings: int = 2 ** max(attempts - 1, 0)
    return min(FIRST_PAUSE * doublings, LONGEST_PAUSE)
