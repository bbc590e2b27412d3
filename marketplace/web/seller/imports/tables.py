"""Tables of goods that a seller sends: the list of them, and each one from its file to its goods."""

from functools import partial

from flask import Response, flash, render_template, request, url_for
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from marketplace import approvals, imports
from marketplace.database import after_commit, transaction
from marketplace.errors import DomainError
from marketplace.gateways.files import FilesAway
from marketplace.imports import Import, ImportState, RowState, storage
from marketplace.imports.columns import COLUMNS
from marketplace.imports.failed import failed_as_csv
from marketplace.pictures.errors import StoreAway
from marketplace.sellers.permissions import ShopPermission
from marketplace.web import csv, rate_limits
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.paging import page_of
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.imports.labels import FIELDS, STATES, told
from marketplace.web.seller.imports.pages import (
    headline,
    lines_of,
    minutes_left,
    undo_until,
    views_of,
    wanted_view,
)
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_imports", __name__, "/ban-hang/nhap-hang")

PAGE_SIZE = 12
SAMPLES = 3
Answer = Response | tuple[str, int]


@blueprint.get("", endpoint="list")
@requires(ShopPermission.CHANGE_GOODS)
def list_tables() -> str:
    return _list()


@blueprint.post("")
@requires(ShopPermission.CHANGE_GOODS)
@rate_limits.tables_sent
def send() -> Answer:
    table, photos = _sent("table"), _sent("photos")
    try:
        ref = imports.receive(table.stream if table else None, photos.stream if photos else None)
        with transaction():
            imports.start(
                current_membership().seller,
                ref,
                (table and table.filename) or "",
                has_photos=photos is not None,
                by=current_user.user,
            )
    except FilesAway as error:
        raise StoreAway() from error
    except DomainError as error:
        return _list(refusal=sentence_of(error)), error.status
    return see_other(".show", ref=ref)


def _sent(name: str) -> FileStorage | None:
    file = request.files.get(name)
    return file if file and file.filename else None


def _list(refusal: str = "") -> str:
    own = partial(imports.imports_of, current_membership().seller_id)
    listing = page_of(own, PAGE_SIZE, lambda page: url_for(".list", trang=page))
    return render_template("seller/imports/list.html", listing=listing, states=STATES, refusal=refusal)


@blueprint.get("/<ref>")
@requires(ShopPermission.CHANGE_GOODS)
def show(ref: str) -> str:
    return _page(own(ref))


def own(ref: str, *, lock: bool = False) -> Import:
    """One of the shop's own tables. Raises ImportNotFound for anybody else's."""
    return imports.get_import_of(current_membership().seller_id, ref, lock=lock)


def _page(table: Import, refusal: str = "") -> str:
    """The page of the step at which the table stands."""
    if table.is_working:
        return render_template(
            "seller/imports/wait.html", table=table, headline=headline(table), minutes=minutes_left(table)
        )
    if table.state == ImportState.REFUSED:
        return render_template("seller/imports/refused.html", table=table, reason=told(table.refusal))
    if table.state == ImportState.MAPPING:
        return _columns(table, refusal)
    counts, is_written = imports.count_rows(table), table.state == ImportState.WRITTEN
    lacking, word = imports.count_lacking(table) if is_written else 0, wanted_view(counts)
    return render_template(
        "seller/imports/check.html",
        table=table,
        told=[told(each) for each in table.told],
        views=views_of(table, counts, lacking, word),
        word=word,
        good=counts.get(RowState.GOOD, 0),
        bad=counts.get(RowState.BAD, 0),
        written=counts.get(RowState.WRITTEN, 0),
        kept=counts.get(RowState.KEPT, 0),
        total=sum(counts.values()),
        lacking=lacking,
        unsent=imports.count_unsent(table) if is_written else 0,
        waiting=approvals.count_batches([table.ref]).get(table.ref, 0) if is_written else 0,
        listing=lines_of(table, word),
        undo_until=undo_until(table),
        refusal=refusal,
    )


@blueprint.get("/<ref>/cot", endpoint="columns")
@requires(ShopPermission.CHANGE_GOODS)
def show_columns(ref: str) -> str:
    return _columns(own(ref))


@blueprint.post("/<ref>/cot")
@requires(ShopPermission.CHANGE_GOODS)
def name_columns(ref: str) -> Answer:
    fields = request.form.getlist("field")
    try:
        with transaction():
            imports.name_columns(own(ref, lock=True), fields)
    except DomainError as error:
        return _columns(own(ref), sentence_of(error), fields), error.status
    return see_other(".show", ref=ref)


def _columns(table: Import, refusal: str = "", chosen: list[str] | None = None) -> str:
    """Each heading with its first cells and what it may fill."""
    first = imports.rows_of(table, list(RowState), limit=SAMPLES)
    columns = [
        (title, (chosen or table.fields)[at] if at < len(chosen or table.fields) else "", samples(first, at))
        for at, title in enumerate(table.heading)
    ]
    options = [(column.field, FIELDS[column.field], column.required) for column in COLUMNS]
    return render_template(
        "seller/imports/columns.html", table=table, columns=columns, options=options, refusal=refusal
    )


def samples(rows: list[imports.ImportRow], at: int) -> str:
    """What stands in the first cells of a column."""
    cells = (row.cells[at] for row in rows if at < len(row.cells))
    return " · ".join(str(next(iter(cell.values())) if isinstance(cell, dict) else cell)[:40] for cell in cells if cell)


@blueprint.post("/<ref>/nhan")
@requires(ShopPermission.CHANGE_GOODS)
def accept(ref: str) -> Answer:
    return _do(ref, imports.accept)


@blueprint.post("/<ref>/gui-duyet")
@requires(ShopPermission.CHANGE_GOODS)
def send_all(ref: str) -> Answer:
    return _do(ref, partial(imports.send_all, by=current_user.user))


@blueprint.post("/<ref>/rut")
@requires(ShopPermission.CHANGE_GOODS)
def undo(ref: str) -> Answer:
    return _do(ref, imports.undo)


def _do(ref: str, action: object) -> Answer:
    try:
        with transaction():
            action(own(ref, lock=True))  # type: ignore[operator]
    except DomainError as error:
        return _page(own(ref), sentence_of(error)), error.status
    return see_other(".show", ref=ref)


@blueprint.post("/<ref>/bo")
@requires(ShopPermission.CHANGE_GOODS)
def discard(ref: str) -> Response:
    with transaction():
        imports.discard(own(ref, lock=True))
        after_commit(partial(storage.forget, ref))
    flash(gettext("Đã xóa bảng. Món đã nhận không đổi."))
    return see_other(".list")


@blueprint.get("/<ref>/dong-can-sua.csv", endpoint="failed")
@requires(ShopPermission.CHANGE_GOODS)
def failed_rows(ref: str) -> Response:
    return csv.to_save("dong-can-sua.csv", failed_as_csv(own(ref), told, gettext("Cần sửa gì")))
