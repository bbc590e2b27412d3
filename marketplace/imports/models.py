"""Tables that sellers send, row by row, with what was found in them and what became of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, one_of
from marketplace.refs import new_ref
from marketplace.sellers.models import Seller

Values = dict[str, Any]


class ImportState(StrEnum):
    """Where a table stands on its way."""

    READING = "reading"
    REFUSED = "refused"
    MAPPING = "mapping"
    CHECKING = "checking"
    CHECKED = "checked"
    WRITING = "writing"
    WRITTEN = "written"
    UNDOING = "undoing"
    UNDONE = "undone"
    SENDING = "sending"


class RowState(StrEnum):
    """What is known of a row, or became of it. One that is KEPT was changed by somebody after it was written."""

    UNCHECKED = "unchecked"
    BAD = "bad"
    GOOD = "good"
    SAME = "same"
    DROPPED = "dropped"
    WRITTEN = "written"
    UNDONE = "undone"
    KEPT = "kept"


WORKING: Final = frozenset(
    {ImportState.READING, ImportState.CHECKING, ImportState.WRITING, ImportState.UNDOING, ImportState.SENDING}
)
"""A worker has it, or will have it in a moment."""
TO_DO: Final = frozenset({ImportState.CHECKED, ImportState.WRITTEN})
"""Rows may be mended and taken."""


class Import(Model):
    """A table that a seller sent.

    `heading` are its titles, `fields` what each column fills, `platform` whose layout it is. `told` is what the seller
    has to know of the file, `refusal` why it could not be read. `photos` names the pictures that came along, each with
    what is wrong with it. `total` and `done` tell how far the present step is. `by` has sent it, or was the last to
    send its goods to be looked at.
    """

    __tablename__ = "imports"
    __table_args__ = (one_of("state", ImportState), Index("ix_imports_of_seller", "seller_id", "created_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True, default=new_ref)
    seller_id: Mapped[int] = mapped_column(ForeignKey("sellers.id", ondelete="CASCADE"))
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    filename: Mapped[str] = mapped_column(String(120))
    state: Mapped[ImportState] = mapped_column(String(10), default=ImportState.READING)
    heading: Mapped[list[str]] = mapped_column(JSON, default=list)
    fields: Mapped[list[str]] = mapped_column(JSON, default=list)
    platform: Mapped[str] = mapped_column(String(40), default="")
    told: Mapped[list[Values]] = mapped_column(JSON, default=list)
    refusal: Mapped[Values] = mapped_column(JSON, default=dict)
    has_photos: Mapped[bool] = mapped_column(default=False)
    photos: Mapped[Values] = mapped_column(JSON, default=dict)
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    written_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seller: Mapped[Seller] = relationship()
    by: Mapped[User] = relationship()

    @property
    def is_working(self) -> bool:
        """Whether the page will look different in a moment, by itself."""
        return self.state in WORKING

    @property
    def is_to_do(self) -> bool:
        """Whether rows may be mended and taken."""
        return self.state in TO_DO

    def enter(self, state: ImportState, *, total: int = 0) -> None:
        """Begin the next step, with so many rows to go through."""
        self.state, self.total, self.done, self.began_at = state, total, 0, now()


class ImportRow(Model):
    """A row as it was read: `cells` in the order of the columns.

    `target` names the goods that it speaks of, `plan` what it will do, `problems` what keeps it from that; `outcome` is
    what it did, with what had stood there before. The problems of a row that is WRITTEN are what its draft lacked when
    it was looked through last.
    """

    __tablename__ = "import_rows"
    __table_args__ = (
        UniqueConstraint("import_id", "number"),
        one_of("state", RowState),
        Index("ix_import_rows_by_state", "import_id", "state", "number"),
        Index("ix_import_rows_by_target", "import_id", "target"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id", ondelete="CASCADE"))
    number: Mapped[int]
    cells: Mapped[list[Any]] = mapped_column(JSON)
    state: Mapped[RowState] = mapped_column(String(10), default=RowState.UNCHECKED)
    target: Mapped[str] = mapped_column(String(200), default="")
    plan: Mapped[Values] = mapped_column(JSON, default=dict)
    problems: Mapped[list[Values]] = mapped_column(JSON, default=list)
    outcome: Mapped[Values] = mapped_column(JSON, default=dict)
