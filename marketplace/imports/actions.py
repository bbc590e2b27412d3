"""What a seller does with a table: sends it, names its columns, mends rows, lets them be done, takes that back."""

from collections.abc import Sequence
from typing import IO, Final

from sqlalchemy import delete, select

from marketplace import jobs
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db
from marketplace.gateways import files
from marketplace.imports import storage
from marketplace.imports.cells import frozen
from marketplace.imports.columns import BY_FIELD, Mapped
from marketplace.imports.errors import (
    ColumnsMissing,
    ColumnTwice,
    FileMissing,
    NothingGood,
    NothingToSend,
    NotNow,
    PhotosTooBig,
    TooLateToUndo,
)
from marketplace.imports.intake import MOST_PHOTOS
from marketplace.imports.judging import OPEN, recheck
from marketplace.imports.models import Import, ImportRow, ImportState, RowState
from marketplace.imports.queries import count_rows, count_unsent, get_row
from marketplace.imports.undoing import UNDO_WITHIN
from marketplace.refs import new_ref
from marketplace.retention import period
from marketplace.sellers.models import Seller
from marketplace.spreadsheets import MOST_BYTES
from marketplace.spreadsheets.errors import TableTooBig
from marketplace.text import clean_line

IMPORT: Final = "import"
"""The kind of job that works on tables."""
MOST_PHOTO_BYTES: Final = 25 * 1024 * 1024
KEPT_FOR: Final = period("imports")
LONGEST_NAME: Final = 120


def receive(table: IO[bytes] | None, photos: IO[bytes] | None) -> str:
    """Keep the files that were sent and give the reference under which `start` makes a table of them.

    Call it before the transaction: the store may be far away. Raises FileMissing, TableTooBig or PhotosTooBig.
    """
    if table is None:
        raise FileMissing()
    ref, data = new_ref(), table.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise TableTooBig(most=MOST_BYTES // 1024**2)
    pictures = photos.read(MOST_PHOTO_BYTES + 1) if photos else b""
    if len(pictures) > MOST_PHOTO_BYTES:
        raise PhotosTooBig(most=MOST_PHOTOS, size=MOST_PHOTO_BYTES // 1024**2)
    files.put(storage.table_path(ref), data)
    if pictures:
        files.put(storage.photos_path(ref), pictures)
    return ref


def start(seller: Seller, ref: str, filename: str, *, has_photos: bool, by: User) -> Import:
    """A table of the files received under this reference; a worker reads it."""
    name = clean_line(filename, LONGEST_NAME) or "?"
    table = Import(ref=ref, seller=seller, by=by, by_id=by.id, filename=name, has_photos=has_photos)
    db.session.add(table)
    db.session.flush()
    _proceed(table)
    return table


def name_columns(table: Import, fields: Sequence[str]) -> None:
    """Say what each column fills, empty for nothing; the rows are checked anew.

    Raises NotNow, ColumnTwice or ColumnsMissing.
    """
    if table.state not in {ImportState.MAPPING, ImportState.CHECKED}:
        raise NotNow()
    wanted = [name if name in BY_FIELD else "" for name in fields][: len(table.heading)]
    for name in filter(None, wanted):
        if wanted.count(name) > 1:
            raise ColumnTwice(title=BY_FIELD[name].title)
    if Mapped(tuple(wanted)).missing:
        raise ColumnsMissing()
    table.fields = wanted
    table.enter(ImportState.CHECKING, total=sum(count_rows(table).values()))
    _proceed(table)


def mend(table: Import, number: int, texts: dict[str, str]) -> ImportRow:
    """Put these texts into the cells of a row and check it again. Raises NotNow or RowNotFound."""
    row = _open_row(table, number)
    cells = [*row.cells, *[""] * (len(table.fields) - len(row.cells))]
    for at, name in enumerate(table.fields):
        if name in texts:
            cells[at] = frozen(texts[name])
    before, row.cells = row.target, cells
    recheck(table, before, row=row)
    return row


def drop(table: Import, number: int) -> None:
    """Leave a row out. Raises NotNow or RowNotFound."""
    row = _open_row(table, number)
    row.state = RowState.DROPPED
    recheck(table, row.target)


def take_up(table: Import, number: int) -> None:
    """Bring a row back that was left out. Raises NotNow or RowNotFound."""
    row = get_row(table, number)
    if not table.is_to_do or row.state != RowState.DROPPED:
        raise NotNow()
    row.state = RowState.UNCHECKED
    recheck(table, row.target, row=row)


def _open_row(table: Import, number: int) -> ImportRow:
    row = get_row(table, number)
    if not table.is_to_do or row.state not in OPEN:
        raise NotNow()
    return row


def accept(table: Import) -> int:
    """Let all good rows be done; says how many. Raises NotNow or NothingGood."""
    if not table.is_to_do:
        raise NotNow()
    good = count_rows(table).get(RowState.GOOD, 0)
    if not good:
        raise NothingGood()
    table.enter(ImportState.WRITING, total=good)
    _proceed(table)
    return good


def send_all(table: Import, *, by: User) -> None:
    """Let all drafts of the table be sent that lack nothing. Raises NotNow or NothingToSend."""
    if table.state != ImportState.WRITTEN:
        raise NotNow()
    if not count_unsent(table):
        raise NothingToSend()
    table.by = by
    table.enter(ImportState.SENDING, total=count_rows(table).get(RowState.WRITTEN, 0))
    _proceed(table)


def undo(table: Import) -> None:
    """Take everything back that the rows did, within a day. Raises NotNow or TooLateToUndo."""
    if table.state != ImportState.WRITTEN or table.written_at is None:
        raise NotNow()
    if not can_undo(table):
        raise TooLateToUndo()
    table.enter(ImportState.UNDOING, total=count_rows(table).get(RowState.WRITTEN, 0))
    _proceed(table)


def can_undo(table: Import) -> bool:
    """Whether what the rows did can still be taken back."""
    is_written = table.state == ImportState.WRITTEN and table.written_at is not None
    return is_written and now() < (table.written_at or now()) + UNDO_WITHIN


def discard(table: Import) -> None:
    """Throw a table away, with its files; what its rows have done stays."""
    db.session.delete(table)
    db.session.flush()


def forget_old() -> int:
    """Throw some tables away that are older than a month; says how many."""
    old = select(Import.id).where(Import.created_at < now() - KEPT_FOR).limit(20)
    refs = db.session.scalars(delete(Import).where(Import.id.in_(old)).returning(Import.ref)).all()
    storage.forget(*refs)
    return len(refs)


def _proceed(table: Import) -> None:
    jobs.enqueue(IMPORT, {"ref": table.ref}, key=f"{IMPORT}:{table.ref}")
