"""Moving the rows of a large table without holding its locks for long."""

from alembic import op
from sqlalchemy import column, func, select, table, text

from marketplace.release import Progress

SIZE = 5_000


def in_batches(statement: str, rows_of: str, *, size: int = SIZE) -> None:
    """Run a statement over a table, some thousand rows at a time, commit after each batch, and say how far it is.

    The statement narrows itself to a batch by `id > :after AND id <= :until`. A migration that was ended in between
    begins anew, so the statement must do no harm to a row that it has moved already, and stands in a migration that
    changes no table: those before and after it do (docs/developers.md).
    """
    rows, after = table(rows_of, column("id")), 0
    progress = Progress(rows_of, op.get_bind().scalar(select(func.max(rows.c.id))) or 0)
    while until := op.get_bind().scalar(_end_of_batch(rows, after, size)):
        op.get_bind().execute(text(statement), {"after": after, "until": until})
        _commit()
        progress.reach(after := until)


def _end_of_batch(rows: object, after: int, size: int) -> object:
    batch = select(rows.c.id).where(rows.c.id > after).order_by(rows.c.id).limit(size).subquery()
    return select(func.max(batch.c.id))


def _commit() -> None:
    """What was done so far lasts; the migration goes on in a new transaction."""
    with op.get_context().autocommit_block():
        pass
