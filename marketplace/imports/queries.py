"""Questions about the tables that a shop sent."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Text, cast, exists, func, select
from sqlalchemy.orm import joinedload

from marketplace.approvals import Approval, ApprovalState
from marketplace.approvals.listings import OF_LISTINGS
from marketplace.catalogue.drafts import Draft
from marketplace.database import db
from marketplace.imports.cells import thawed
from marketplace.imports.errors import ImportNotFound, RowNotFound
from marketplace.imports.models import Import, ImportRow, RowState
from marketplace.spreadsheets import Cell

Counts = dict[RowState, int]


def imports_of(seller_id: int, *, limit: int, offset: int = 0) -> list[Import]:
    """A part of a shop's tables, the last one first."""
    own = select(Import).where(Import.seller_id == seller_id).order_by(Import.created_at.desc(), Import.id.desc())
    return list(db.session.scalars(own.limit(limit).offset(offset)))


def get_import_of(seller_id: int, ref: str, *, lock: bool = False) -> Import:
    """One of the shop's own tables, fresh. Raises ImportNotFound for anybody else's."""
    wanted = select(Import).where(Import.ref == ref, Import.seller_id == seller_id)
    wanted = wanted.execution_options(populate_existing=True)
    found = db.session.scalars(wanted.with_for_update() if lock else wanted).first()
    if found is None:
        raise ImportNotFound()
    return found


def find_import(ref: str) -> Import | None:
    """The table with this reference and its shop, for whoever works on it; None when it was thrown away."""
    wanted = select(Import).options(joinedload(Import.seller), joinedload(Import.by)).where(Import.ref == ref)
    return db.session.scalars(wanted.execution_options(populate_existing=True)).first()


def count_rows(table: Import) -> Counts:
    """How many rows are in each state."""
    counted = select(ImportRow.state, func.count()).where(ImportRow.import_id == table.id).group_by(ImportRow.state)
    return {RowState(state): number for state, number in db.session.execute(counted)}


def count_unsent(table: Import) -> int:
    """How many drafts of the table wait for nobody: never sent, or sent back."""
    draft = ImportRow.outcome["draft"].as_string()
    own = select(func.count(Draft.id.distinct())).select_from(ImportRow).join(Draft, Draft.ref == draft)
    asked = Approval.kind.in_(OF_LISTINGS), Approval.subject == Draft.ref, Approval.state == ApprovalState.WAITING
    return db.session.scalar(own.where(*_written(table), ~exists().where(*asked))) or 0


def count_lacking(table: Import) -> int:
    """How many goods of the table lacked something when they were looked through last."""
    lacking = select(func.count(ImportRow.target.distinct())).where(*_written(table), _HAS_PROBLEMS)
    return db.session.scalar(lacking) or 0


def rows_of(
    table: Import, states: Collection[RowState], *, lacking: bool = False, limit: int, offset: int = 0
) -> list[ImportRow]:
    """A part of the rows in these states, in the order of the table; only those that lack something with `lacking`."""
    own = select(ImportRow).where(ImportRow.import_id == table.id, ImportRow.state.in_(states))
    if lacking:
        own = own.where(_HAS_PROBLEMS)
    return list(db.session.scalars(own.order_by(ImportRow.number).limit(limit).offset(offset)))


def _written(table: Import) -> tuple[ColumnElement[bool], ...]:
    return ImportRow.import_id == table.id, ImportRow.state == RowState.WRITTEN


_HAS_PROBLEMS: Final = cast(ImportRow.problems, Text) != "[]"


def each_row(table: Import, states: Collection[RowState], *, size: int) -> Iterable[list[ImportRow]]:
    """All rows in these states, some at a time; they may leave these states meanwhile."""
    last = 0
    own = select(ImportRow).where(ImportRow.import_id == table.id, ImportRow.state.in_(states))
    ordered = own.order_by(ImportRow.number).limit(size).execution_options(populate_existing=True)
    while rows := list(db.session.scalars(ordered.where(ImportRow.number > last))):
        yield rows
        last = rows[-1].number


def get_row(table: Import, number: int) -> ImportRow:
    """The row with this number. Raises RowNotFound."""
    row = db.session.scalars(
        select(ImportRow)
        .where(ImportRow.import_id == table.id, ImportRow.number == number)
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        raise RowNotFound()
    return row


def rows_for(table: Import, targets: Iterable[str], states: Collection[RowState]) -> list[ImportRow]:
    """All rows in these states that speak of these goods, in their order."""
    own = select(ImportRow).where(ImportRow.import_id == table.id, ImportRow.target.in_(list(targets)))
    ordered = own.where(ImportRow.state.in_(states)).order_by(ImportRow.number)
    return list(db.session.scalars(ordered.execution_options(populate_existing=True)))


def cells_of(table: Import, row: ImportRow) -> dict[str, Cell]:
    """The cells of a row by the field that each fills."""
    return by_field(table.fields, row.cells)


def by_field(fields: Sequence[str], cells: Sequence[Any]) -> dict[str, Cell]:
    """The same for cells as they are kept."""
    return {name: thawed(cell) for name, cell in zip(fields, cells, strict=False) if name}
