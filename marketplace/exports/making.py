"""Making the file: thousands of orders, some at a time, so that neither memory nor anybody else is burdened."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from shutil import copyfileobj
from tempfile import TemporaryFile
from time import sleep
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy import update

from marketplace import jobs, orders
from marketplace.clock import now, to_local
from marketplace.database import after_commit, db, transaction
from marketplace.exports import storage
from marketplace.exports.models import Export
from marketplace.exports.queries import find_export
from marketplace.exports.tables import EVENTS, LINES, ORDERS, TABLES, Table, event_rows, line_rows, order_row
from marketplace.gateways import files
from marketplace.imports import exporting
from marketplace.jobs import NotDone, TakenJob
from marketplace.orders.models import Order
from marketplace.spreadsheets import add_to_csv, begin_csv

AT_ONCE: Final = 200
PAUSE: Final = 0.02
"""After so many orders, in seconds: on SQLite one transaction writes at a time, and others wait for their turn."""
README: Final = "doc-truoc.txt"
ABOUT: Final = """\
{name}
Soạn lúc {at:%H:%M %d/%m/%Y}, gồm {count} đơn.

mon-hang.xlsx, mon-hang.csv   Mọi món, kể cả bản nháp. Sửa rồi nhập lại được.
don-hang.csv                  Mỗi dòng một đơn: khách, tiền, phí, nơi gửi.
hang-trong-don.csv            Mỗi dòng một món trong đơn, đúng giá và phí lúc bán.
dien-bien-don.csv             Mỗi dòng một việc đã xảy ra với đơn.

Tệp có tên, điện thoại và địa chỉ của khách. Giữ kín, chỉ dùng để gửi hàng, làm sổ và làm theo luật.
"""
Written = Mapping[str, IO[bytes]]


def make(job: TakenJob) -> None:
    """Make the file that was asked for. Begun again after a crash, it is made anew."""
    export = find_export(job.payload["ref"])
    if export is None or export.ready_at is not None:
        return
    data = _everything(export)
    try:
        files.put(storage.path_of(export.ref), data)
    except files.FilesAway as error:  # the store's trouble is not the file's
        raise NotDone(str(error), counts=False) from error
    with jobs.finish(job):
        ready = update(Export).where(Export.id == export.id).values(ready_at=now(), size=len(data))
        if db.session.execute(ready.returning(Export.id)).first() is None:  # another one was asked for meanwhile
            after_commit(partial(storage.forget, export.ref))


def _everything(export: Export) -> bytes:
    with ExitStack() as stack:
        written = {table.name: stack.enter_context(TemporaryFile()) for table in TABLES}
        count = sum(_write(written, several) for several in _orders_of(export))
        kept = stack.enter_context(TemporaryFile())
        with ZipFile(kept, "w", ZIP_DEFLATED) as parts:
            about = ABOUT.format(name=export.seller.name_vi, at=to_local(now()), count=count)
            parts.writestr(README, about.encode("utf-8-sig"))
            parts.writestr("mon-hang.xlsx", exporting.goods_as_xlsx(export.seller_id))
            parts.writestr("mon-hang.csv", exporting.goods_as_csv(export.seller_id))
            for table in TABLES:
                _put_in(parts, table, written[table.name])
        kept.seek(0)
        return kept.read()


def _orders_of(export: Export) -> Iterator[list[Order]]:
    """The orders, some at a time; how far it is stands in the database after each time."""
    last = done = 0
    while several := orders.orders_after(export.seller_id, last, limit=AT_ONCE):
        yield several
        last, done = several[-1].id, done + len(several)
        with transaction():
            db.session.execute(update(Export).where(Export.id == export.id).values(done=done))
        sleep(PAUSE)


def _write(written: Written, several: list[Order]) -> int:
    """Write down these orders; says how many."""
    rows = {
        ORDERS.name: map(order_row, several),
        LINES.name: (row for order in several for row in line_rows(order)),
        EVENTS.name: (row for order in several for row in event_rows(order)),
    }
    for name, several_rows in rows.items():
        add_to_csv(written[name], several_rows)
    return len(several)


def _put_in(parts: ZipFile, table: Table, rows: IO[bytes]) -> None:
    rows.seek(0)
    entry = ZipInfo(table.name, to_local(now()).timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    with parts.open(entry, "w", force_zip64=True) as part:
        begin_csv(part, table.heading)
        copyfileobj(rows, part)
