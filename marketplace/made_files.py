"""A file that somebody asked for: a worker makes it, it can be had for a while, and then it is gone."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import ClassVar, Final

from sqlalchemy import String, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.clock import now
from marketplace.database import UtcDateTime, after_commit, db
from marketplace.refs import new_ref

AT_ONCE: Final = 20
MADE_WITHIN: Final = timedelta(hours=1)
"""After so long it is taken for lost, and another one may be asked for."""


class MadeFile:
    """The file while it is made and as long as it is kept; `size` is in bytes."""

    kept_for: ClassVar[timedelta]

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    size: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ready_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def expires_at(self) -> datetime:
        """Until when it can be had."""
        return (self.ready_at or self.asked_at) + self.kept_for

    @property
    def is_ready(self) -> bool:
        """Whether it can be had now."""
        return self.ready_at is not None and now() < self.expires_at

    @property
    def is_being_made(self) -> bool:
        """Whether a worker has it, or will have it in a moment."""
        return self.ready_at is None and now() < self.asked_at + MADE_WITHIN


def delete_old(kind: type[MadeFile], forget: Callable[..., None]) -> int:
    """Delete the rows of some files that nobody can have any more; returns how many.

    Once that is committed, `forget` gets their references and deletes the files themselves.
    """
    kept_since = func.coalesce(kind.ready_at, kind.asked_at)
    old = select(kind.id).where(kept_since < now() - kind.kept_for).limit(AT_ONCE)
    refs = db.session.scalars(delete(kind).where(kind.id.in_(old)).returning(kind.ref)).all()
    if refs:
        after_commit(partial(forget, *refs))
    return len(refs)
