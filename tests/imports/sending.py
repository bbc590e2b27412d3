"""Tables as sellers send them, and what became of them once all work is done."""

from collections.abc import Sequence
from io import BytesIO

from marketplace import imports, spreadsheets
from marketplace.accounts.models import User
from marketplace.database import db, transaction
from marketplace.imports import Import, ImportRow, RowState
from marketplace.imports.queries import rows_of
from marketplace.sellers.models import Seller
from tests.work import work

HEADING = ("Tên món", "Cỡ gói", "Giá bán", "Số còn")


def csv_of(*rows: Sequence[str | int], heading: Sequence[str] = HEADING) -> bytes:
    return spreadsheets.write_csv(heading, rows)


def sent(data: bytes, seller: Seller, by: User, *, photos: bytes = b"", name: str = "hang.csv") -> Import:
    """The table after a worker has read and checked it."""
    db.session.commit()
    ref = imports.receive(BytesIO(data), BytesIO(photos) if photos else None)
    with transaction():
        imports.start(seller, ref, name, has_photos=bool(photos), by=by)
    work(imports.IMPORT)
    return table_of(seller, ref)


def table_of(seller: Seller, ref: str) -> Import:
    return imports.get_import_of(seller.id, ref)


def accepted(table: Import) -> Import:
    """The same once its good rows are done."""
    with transaction():
        imports.accept(imports.get_import_of(table.seller_id, table.ref, lock=True))
    work(imports.IMPORT)
    return imports.get_import_of(table.seller_id, table.ref)


def undone(table: Import) -> Import:
    """The same once it was taken back."""
    with transaction():
        imports.undo(imports.get_import_of(table.seller_id, table.ref, lock=True))
    work(imports.IMPORT)
    return imports.get_import_of(table.seller_id, table.ref)


def rows(table: Import) -> list[ImportRow]:
    return rows_of(table, list(RowState), limit=100)


def problems(row: ImportRow) -> dict[str, str]:
    """What is wrong with a row, by field."""
    return {each["field"]: each["sentence"] % each["params"] for each in row.problems}
