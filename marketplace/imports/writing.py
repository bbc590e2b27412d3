"""Doing what the rows say: new goods and texts become drafts, prices and stock of what is on sale change at once.

Each row is done in the transaction that marks it, so that a worker that dies leaves nothing half done.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from sqlalchemy import update

from marketplace import acting, pictures
from marketplace.approvals import listings
from marketplace.catalogue import drafts
from marketplace.catalogue.drafts.actions import NEW_PACK
from marketplace.catalogue.drafts.content import BLANK, missing_in
from marketplace.clock import now
from marketplace.database import db, savepoint
from marketplace.errors import DomainError
from marketplace.imports.applying import apply, pack_values
from marketplace.imports.batches import batch, write_rows
from marketplace.imports.checking import read_row
from marketplace.imports.columns import BY_FIELD
from marketplace.imports.goods import NEW
from marketplace.imports.intake import receive_photos
from marketplace.imports.models import Import, ImportRow, ImportState, RowState, Values
from marketplace.imports.problems import problem
from marketplace.imports.queries import cells_of, rows_for, rows_of
from marketplace.imports.sending import told_lacks
from marketplace.pictures import Received
from marketplace.refs import new_ref

NEW_AT_ONCE: Final = 40
"""Rows looked at together; those of new goods are written by three statements."""
KNOWN_AT_ONCE: Final = 4
"""Goods on sale changed in one transaction: each takes several statements."""


@dataclass(frozen=True)
class Work:
    """All rows that speak of the same goods, with what their cells say."""

    target: str
    rows: list[ImportRow]
    values: list[Values]

    @property
    def photos(self) -> list[str]:
        """The pictures that they name."""
        return list(dict.fromkeys(name for values in self.values for name in values.get("photos", ())))

    @property
    def is_new(self) -> bool:
        """Whether there are no such goods yet."""
        return self.target.startswith(NEW)


def write_table(table: Import) -> None:
    """Do what all good rows say, some at a time. Raises Gone."""
    while rows := rows_of(table, {RowState.GOOD}, limit=NEW_AT_ONCE):
        work = _work_on(table, {row.target for row in rows})
        _write_new(table, [each for each in work if each.is_new and not each.photos])
        for each in (each for each in work if each.photos):
            _write_with_photos(table, each)
        known = [each for each in work if not each.is_new and not each.photos]
        for start in range(0, len(known), KNOWN_AT_ONCE):
            with batch(table, ImportState.WRITING, done=_count(known[start : start + KNOWN_AT_ONCE])):
                for each in _claimed(known[start : start + KNOWN_AT_ONCE]):
                    _apply(table, each, [])
    with batch(table, ImportState.WRITING, done=0):
        table.enter(ImportState.WRITTEN)
        table.written_at = now()


def _work_on(table: Import, targets: Iterable[str]) -> list[Work]:
    rows = sorted(rows_for(table, targets, {RowState.GOOD}), key=lambda row: row.target)
    return [_work(table, target, list(several)) for target, several in groupby(rows, lambda row: row.target)]


def _work(table: Import, target: str, rows: list[ImportRow]) -> Work:
    rows.sort(key=lambda row: row.number)
    return Work(target, rows, [_values(table, row) for row in rows])


def _values(table: Import, row: ImportRow) -> Values:
    reading = read_row(cells_of(table, row))
    if row.plan.get("kind") in {"new", "pack"}:
        reading.complete()
    return reading.values


def _count(work: Sequence[Work]) -> int:
    return sum(len(each.rows) for each in work)


def _claimed(work: Sequence[Work]) -> list[Work]:
    """Mark the rows as done; goods of which another worker was quicker with a row are left to that one."""
    ids = [row.id for each in work for row in each.rows]
    mine = update(ImportRow).where(ImportRow.id.in_(ids), ImportRow.state == RowState.GOOD)
    claimed = mine.values(state=RowState.WRITTEN).returning(ImportRow.id)
    got = set(db.session.scalars(claimed, execution_options={"synchronize_session": False}))
    return [each for each in work if all(row.id in got for row in each.rows)]


def _write_new(table: Import, work: list[Work], received: Sequence[Received] = ()) -> None:
    """Drafts of new goods: made outside of the transaction, written by one statement. All show `received`."""
    if not work:
        return
    begun = [(each, new_content(each.values)) for each in work]
    with batch(table, ImportState.WRITING, done=_count(work)):
        mine = {id(each) for each in _claimed(work)}
        own = [(each, content) for each, content in begun if id(each) in mine]
        made = drafts.start_several(table.seller, [content for _each, content in own], by=table.by)
        changes: list[dict[str, Any]] = []
        for (each, content), draft in zip(own, made, strict=True):
            if received:
                db.session.add(draft)
            for photo in received:
                drafts.add_photo(draft, photo, by=table.by)
            outcome = {"draft": draft.ref, "begun": True, "version": draft.version}
            lacks = told_lacks(missing_in(content))  # their words were looked at before
            changes += [{"id": row.id, "outcome": outcome, "problems": lacks} for row in each.rows]
        write_rows(changes)


def new_content(several: Sequence[Values]) -> Values:
    """The listing of new goods: what the first row says of them that says it, and a pack size for each row."""
    content = deepcopy(BLANK)
    for values in several:
        for name, value in values.items():
            if name in content and BY_FIELD[name].of_product and name != "photos" and not content[name]:
                content[name] = value
        pack = {"ref": new_ref(), **deepcopy(NEW_PACK), **pack_values(values)}
        content["packs"].append(pack)
        if "left" in values:
            content["left"][pack["ref"]] = values["left"]
    for name in ("storage_class", "ship_scope"):
        told = [values[name] for values in several if name in values]
        content[name] = told[0] if told else content[name]
    return content


def _write_with_photos(table: Import, work: Work) -> None:
    """The files first, outside of the transaction: their store may be far away."""
    try:
        received = receive_photos(table, work.photos)
    except DomainError as error:
        with batch(table, ImportState.WRITING, done=len(work.rows)):
            _refuse(work, error, "photos")
        return
    if work.is_new:
        _write_new(table, [work], received)
        return
    with batch(table, ImportState.WRITING, done=len(work.rows)):
        for each in _claimed([work]):
            _apply(table, each, received)


def _apply(table: Import, work: Work, received: Sequence[Received]) -> None:
    """Change goods that are there; what has become impossible since the rows were checked is told, and nothing done."""
    try:
        with acting.on_behalf_of(table.by_id), savepoint():
            outcomes = apply(table, work.target, work.values, received)
    except DomainError as error:
        pictures.discard(received)
        _refuse(work, error, "name_vi")
        return
    refs = {str(outcome["draft"]) for outcome in outcomes if "draft" in outcome}
    begun = drafts.drafts_by_ref(table.seller_id, refs).values() if refs else ()
    lacks = [lack for draft in begun for lack in told_lacks(listings.to_mend(draft))]
    changes = zip(work.rows, outcomes, strict=True)
    write_rows([{"id": row.id, "outcome": outcome, "problems": lacks} for row, outcome in changes])


def _refuse(work: Work, error: DomainError, name: str) -> None:
    refusal = [problem(name, error).stored()]
    write_rows([{"id": row.id, "state": RowState.BAD, "problems": refusal} for row in work.rows])
