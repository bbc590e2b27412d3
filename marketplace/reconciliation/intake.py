"""Statements that operators send: refused at once when they cannot be read, then counted by a worker row by row."""

from collections.abc import Callable, Collection
from dataclasses import replace
from itertools import islice
from typing import IO, Final

from marketplace import jobs
from marketplace.accounts.models import User
from marketplace.banking import statements
from marketplace.banking.statements import Bounds, Statement, masked_account
from marketplace.database import db, transaction
from marketplace.gateways import files
from marketplace.jobs import TakenJob
from marketplace.reconciliation.errors import FileMissing
from marketplace.reconciliation.looking import look_at_new
from marketplace.reconciliation.models import BankStatement
from marketplace.reconciliation.queries import get_statement
from marketplace.reconciliation.recording import Result, take
from marketplace.reconciliation.telling import Told, of_rows
from marketplace.refs import new_ref
from marketplace.text import clean_line

STATEMENT: Final = "statement"
"""The kind of job that counts the rows of a statement."""
AT_ONCE: Final = 50
"""Rows counted in one transaction: on SQLite everybody else who writes waits for it."""
MOST_TOLD: Final = 200
"""Rows that could not be read, of which the page tells."""


def receive(file: IO[bytes] | None, bounds: Bounds) -> tuple[str, Statement]:
    """Read what was sent and keep it for the worker; gives the reference under which `start` goes on.

    Call it before the transaction: the store may be far away. Raises FileMissing or whatever `statements.read` does.
    """
    if file is None:
        raise FileMissing()
    data = file.read(bounds.most_bytes + 1)
    if not data:
        raise FileMissing()
    statement, ref = statements.read(data, bounds), new_ref()
    files.put(_path(ref), data)
    return ref, statement


def start(ref: str, statement: Statement, filename: str, *, by: User) -> BankStatement:
    """The statement received under this reference; a worker counts its rows."""
    told = BankStatement(
        ref=ref,
        filename=clean_line(filename, 120) or "?",
        shape=statement.shape,
        account=masked_account(statement.account),
        rows=len(statement.rows),
        errors=[[each.number, each.sentence, each.params] for each in statement.errors[:MOST_TOLD]],
        by=by,
    )
    db.session.add(told)
    db.session.flush()
    jobs.enqueue(STATEMENT, {"ref": ref})
    return told


def proceed(job: TakenJob, bounds: Bounds) -> None:
    """Count the rows of a statement, then look at all that is new. Begun again after a crash, it goes on."""
    told = get_statement(job.payload["ref"])
    if not told.is_reading:
        return
    statement = statements.read(files.get(_path(told.ref)), bounds)
    rows = of_rows(statement.rows, statement.account or next(iter(bounds.accounts), ""), told.id)
    rest = islice(rows, told.done, None)
    while batch := list(islice(rest, AT_ONCE)):
        _in_transaction(told.ref, lambda statement, batch=batch: _count(statement, batch, bounds.accounts))  # type: ignore[misc]
    look_at_all_new()
    _in_transaction(told.ref, _finish)
    files.delete([_path(told.ref)])


def look_at_all_new() -> None:
    """Look at every new transfer, each in a transaction of its own: it may lock the orders of a purchase."""
    looked = 1
    while looked:
        with transaction():
            looked = look_at_new()


def _in_transaction(ref: str, change: Callable[[BankStatement], None]) -> None:
    with transaction():
        change(get_statement(ref))


def _count(told: BankStatement, batch: list[Told], accounts: Collection[str]) -> None:
    for row in batch:
        match take(replace(row, statement_id=told.id), accounts).result:
            case Result.NEW:
                told.new += 1
            case Result.KNOWN:
                told.known += 1
            case Result.NOT_OURS:
                told.others += 1
    told.done += len(batch)


def _finish(told: BankStatement) -> None:
    told.finish()


def _path(ref: str) -> str:
    return f"statements/{ref}"
