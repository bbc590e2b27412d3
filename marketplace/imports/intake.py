"""Taking a file apart: its rows are kept as they were read, its headings understood, its pictures looked at."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from itertools import chain, islice
from typing import Any, Final
from zipfile import ZipFile

from sqlalchemy import delete, insert

from marketplace import pictures, spreadsheets
from marketplace.database import db, transaction
from marketplace.errors import DomainError
from marketplace.gateways import files
from marketplace.imports import storage
from marketplace.imports.batches import batch, in_batches
from marketplace.imports.cells import frozen
from marketplace.imports.columns import MOST_COLUMNS, Mapped, understand
from marketplace.imports.errors import NoRows, NotAZip, PhotosTooBig, TooManyRows
from marketplace.imports.fields import shown
from marketplace.imports.models import Import, ImportRow, ImportState, RowState, Values
from marketplace.imports.problems import told
from marketplace.pictures.validation import MOST_BYTES, check
from marketplace.spreadsheets import Row, Sheet
from marketplace.spreadsheets.workbooks import UNREADABLE
from marketplace.text import N_, clean_line

MOST_ROWS: Final = 20_000
LOOKED_AT: Final = 10
"""Rows among which the headings are looked for; titles and remarks may stand above them."""
AT_ONCE: Final = 200
MOST_PHOTOS: Final = 500
MOST_UNPACKED: Final = 300 * 1024 * 1024
LONGEST_HEADING: Final = 80


def read_table(table: Import) -> None:
    """Keep the rows of the file and note what it says of itself; the next step is to check them.

    A file that cannot be read is REFUSED with the reason; headings that lack a needed column ask for a person.
    """
    _forget_rows(table)
    try:
        sheet = spreadsheets.read(files.get(storage.table_path(table.ref)))
        heading, mapped, count = _keep_rows(table, sheet)
        photos = look_at_photos(files.get(storage.photos_path(table.ref))) if table.has_photos else {}
    except DomainError as error:
        _forget_rows(table)
        with transaction():
            table.refusal = told(error)
            table.enter(ImportState.REFUSED)
        storage.forget(table.ref)
        return
    with transaction():
        table.heading, table.fields, table.platform = heading, list(mapped.fields), mapped.platform
        table.told, table.photos = what_to_tell(sheet, mapped), photos
        table.enter(ImportState.MAPPING if mapped.missing else ImportState.CHECKING, total=count)
    storage.forget_table(table.ref)


def _forget_rows(table: Import) -> None:
    with transaction():
        db.session.execute(delete(ImportRow).where(ImportRow.import_id == table.id))


def _keep_rows(table: Import, sheet: Sheet) -> tuple[list[str], Mapped, int]:
    heading, mapped, rows = headed(sheet.rows)
    count = 0
    for several in in_batches(rows, AT_ONCE):
        count += len(several)
        if count > MOST_ROWS:
            raise TooManyRows(most=MOST_ROWS)
        with batch(table, ImportState.READING, done=len(several)):
            db.session.execute(insert(ImportRow), [_kept(table, row, len(heading)) for row in several])
    if not count:
        raise NoRows()
    return heading, mapped, count


def _kept(table: Import, row: Row, width: int) -> Values:
    cells = [frozen(cell) for cell in row.cells[:width]]
    return {"import_id": table.id, "number": row.number, "cells": cells, "state": RowState.UNCHECKED}


def headed(
    rows: Iterator[Row], understood: Callable[[Sequence[str]], Mapped] = understand
) -> tuple[list[str], Mapped, Iterable[Row]]:
    """The headings, what they mean, and the rows below them. Raises NoRows."""
    first = list(islice(rows, LOOKED_AT))
    if not first:
        raise NoRows()
    titles = [[clean_line(shown(cell), LONGEST_HEADING) for cell in row.cells[:MOST_COLUMNS]] for row in first]
    meanings = [understood(each) for each in titles]
    at = max(range(len(first)), key=lambda each: (sum(map(bool, meanings[each].fields)), -each))
    return titles[at], meanings[at], chain(first[at + 1 :], rows)


def what_to_tell(sheet: Sheet, mapped: Mapped) -> list[dict[str, Any]]:
    """What a person has to know of the file."""
    said = [
        (N_("Bảng của %(name)s, đã nhận ra các cột."), mapped.platform),
        (N_("Các dòng đang ẩn cũng được đọc: %(name)s."), _some(map(str, sheet.hidden_rows))),
        (N_("Các cột đang ẩn cũng được đọc: %(name)s."), _some(sheet.hidden_columns)),
        (N_("Bảng có ô gộp: %(name)s. Chỉ ô đầu của mỗi vùng có chữ."), _some(sheet.merged)),
        (N_("Chỉ đọc trang tính đầu. Không đọc: %(name)s."), _some(sheet.other_sheets)),
    ]
    return [told(DomainError(sentence, name=name)) for sentence, name in said if name]


def _some(names: Iterable[str]) -> str:
    several = [clean_line(name, 40) for name in islice(names, 13)]
    return ", ".join(several[:12]) + (", …" if len(several) > 12 else "")


def look_at_photos(data: bytes) -> Values:
    """Each picture of a ZIP by its file name with why it cannot be used, if so. Raises NotAZip or PhotosTooBig."""
    try:
        with ZipFile(BytesIO(data)) as parts:
            found = storage.photos_in(parts)
            if len(found) > MOST_PHOTOS or sum(part.file_size for part in found.values()) > MOST_UNPACKED:
                raise PhotosTooBig(most=MOST_PHOTOS, size=MOST_UNPACKED // 1024**2)
            return {name: _refusal(parts.open(part).read(MOST_BYTES + 1)) for name, part in found.items()}
    except UNREADABLE as error:
        raise NotAZip() from error


def _refusal(data: bytes) -> Values:
    try:
        check(data)
    except DomainError as error:
        return told(error)
    return {}


def receive_photos(table: Import, names: Iterable[str]) -> list[pictures.Received]:
    """Keep these pictures of the ZIP, to be attached. Raises what `pictures.receive` raises."""
    with ZipFile(BytesIO(files.get(storage.photos_path(table.ref)))) as parts:
        found = storage.photos_in(parts)
        wanted = {storage.alike(name): part for name, part in found.items()}
        return [pictures.receive(parts.open(wanted[storage.alike(name)])) for name in names]
