"""Sending all goods of a table to be looked at, and telling of each what it still lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from marketplace.approvals import Approval, listings
from marketplace.catalogue import drafts
from marketplace.catalogue.drafts import Draft
from marketplace.catalogue.drafts.content import Blocked, Missing
from marketplace.errors import DomainError
from marketplace.imports.batches import batch, write_rows
from marketplace.imports.errors import WordsToMend
from marketplace.imports.models import Import, ImportRow, ImportState, RowState, Values
from marketplace.imports.problems import problem
from marketplace.imports.queries import each_row

AT_ONCE: Final = 10


@dataclass(frozen=True)
class Standing:
    """How the goods of a row stand: their draft, what it asked for last, and what it lacks."""

    draft: Draft
    asked: Approval | None
    lacks: list[Missing | Blocked]

    @property
    def is_asked_for(self) -> bool:
        """Whether there is nothing to send."""
        return listings.is_asked_for(self.draft, self.asked)


def standing_of(table: Import, rows: Sequence[ImportRow], *, lock: bool = False) -> dict[int, Standing]:
    """How the goods of these rows stand, by the row's number; without those that have no draft any more."""
    written = (row for row in rows if row.state == RowState.WRITTEN and "draft" in row.outcome)
    refs = {row.number: str(row.outcome["draft"]) for row in written}
    found = drafts.drafts_by_ref(table.seller_id, set(refs.values()), lock=lock) if refs else {}
    asked = listings.asked_for(list(found.values())) if found else {}
    standing = {ref: Standing(draft, asked.get(ref), listings.to_mend(draft)) for ref, draft in found.items()}
    return {number: standing[ref] for number, ref in refs.items() if ref in standing}


def send_table(table: Import) -> None:
    """Ask for every draft of the table that lacks nothing, some at a time. Raises Gone.

    What was asked for just as it is stays as it was answered, or goes on waiting.
    """
    for rows in each_row(table, {RowState.WRITTEN}, size=AT_ONCE):
        with batch(table, ImportState.SENDING, done=len(rows)):
            standing = standing_of(table, rows, lock=True)
            for each in {each.draft.ref: each for each in standing.values()}.values():
                if not each.lacks and not each.is_asked_for:
                    listings.send(each.draft, by=table.by, batch=table.ref)
            lacks = {number: told_lacks(each.lacks) for number, each in standing.items()}
            write_rows([{"id": row.id, "problems": lacks.get(row.number, [])} for row in rows])
    with batch(table, ImportState.SENDING, done=0):
        table.enter(ImportState.WRITTEN)


def told_lacks(lacks: Iterable[Missing | Blocked]) -> list[Values]:
    """What a draft lacks, as its rows keep it."""
    return list(map(_told, lacks))


def _told(lack: Missing | Blocked) -> Values:
    error = DomainError(lack.sentence) if isinstance(lack, Missing) else WordsToMend()
    return problem(lack.field, error).stored()
