"""The database session and the one place that commits.

Reads run in SQLite's default deferred transaction. Writes go through `transaction()`, which takes SQLite's write lock
at once (BEGIN IMMEDIATE): a deferred transaction that reads and then writes fails without waiting, and two of them
can lose an update in silence.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Final, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Connection,
    Date,
    DateTime,
    Dialect,
    Engine,
    FromClause,
    MetaData,
    TypeDecorator,
    bindparam,
    event,
    inspect,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError, OperationalError, TimeoutError
from sqlalchemy.orm import (
    DeclarativeBase,
    ORMExecuteState,
    Session,
    UOWTransaction,
    make_transient_to_detached,
    mapped_column,
)
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.dml import ReturningInsert

from marketplace import events, write_turns
from marketplace.clock import today
from marketplace.routed_session import RoutedSession
from marketplace.text import fold

Overtaken = IntegrityError
"""Somebody else wrote the same row in the same moment; the database let one of the two in."""
NoAnswer = OperationalError
"""The database cannot be reached, gave no answer in time, or waited for a lock in vain."""
NoConnection = TimeoutError
"""All connections to the database are in use, and none became free in time."""
SAMPLE = "analysis_limit=1000"
"""How many entries of an index SQLite looks at for its statistics: milliseconds at every size."""
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table's base; names its constraints, because migrations and error mapping need names."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False, "class_": RoutedSession})

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


TODAY: Final = bindparam("today", callable_=lambda: today(), type_=Date)
"""The day on which a statement is executed, so that one that is built once holds on every day."""
Dong = Annotated[int, mapped_column(BigInteger)]
"""An amount of money: a whole number of dong, the currency has no minor unit."""


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, always stored as UTC, the same on SQLite and PostgreSQL."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive datetimes: nobody knows what they mean."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give SQLite's naive values their zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class TransactionError(RuntimeError):
    """A programming error in the use of `transaction()`."""


@contextmanager
def transaction() -> Iterator[Session]:
    """All or nothing: leaving the block commits, an exception rolls back.

    What was announced in the block is handed to its handlers before the commit and so is part of the transaction.
    Ends the reading transaction that the request may have open, so load what you change inside the block.
    Raises TransactionError when nested or when changes were made before the block.
    """
    session = db.session()
    _refuse_misuse(session)
    session.commit()
    with write_turns.turn(db.engine), _writing(session):
        session.connection(execution_options={"sqlite_begin": "BEGIN IMMEDIATE"})
        yield session
        events.hand_out(session.info["announced"])
        session.commit()
        pending = list(session.info["after_commit"])
    for callback in pending:
        callback()


@contextmanager
def _writing(session: Session) -> Iterator[None]:
    session.info.update(writing=True, after_commit=[], announced=[])
    try:
        yield
    except BaseException:
        session.rollback()
        raise
    finally:
        for each in ("writing", "after_commit", "announced"):
            session.info.pop(each)


def end_reading(failed: BaseException | None = None) -> None:
    """End the transaction in which a request has read: by COMMIT, because psycopg forgets all that is prepared at each
    ROLLBACK, and PostgreSQL plans every statement anew. What was changed and not committed is still undone.
    """
    if failed is None and not has_changed():
        db.session.commit()


def has_changed() -> bool:
    """Whether the session has changed something and not committed it: what it sees now may never be so."""
    session = db.session()
    return bool(session.new or session.dirty or session.deleted or session.info.get("changed"))


@event.listens_for(Session, "after_flush")
def _note_flush(session: Session, _context: UOWTransaction) -> None:
    session.info["changed"] = True


@event.listens_for(Session, "do_orm_execute")
def _note_statement(state: ORMExecuteState) -> None:
    if not state.is_select:
        state.session.info["changed"] = True


@event.listens_for(Session, "after_commit")
@event.listens_for(Session, "after_rollback")
def _forget_changes(session: Session) -> None:
    session.info.pop("changed", None)


def _refuse_misuse(session: Session) -> None:
    if session.info.get("writing"):
        raise TransactionError("transaction() cannot be nested: the edge opens it once")
    if session.new or session.dirty or session.deleted:
        raise TransactionError("something was changed before transaction() was opened")


@contextmanager
def savepoint() -> Iterator[None]:
    """A part of a transaction: an exception undoes the block alone and leaves what came before it."""
    announced: list[object] = db.session().info.get("announced", [])
    before = len(announced)
    try:
        with db.session.begin_nested():
            yield
    except BaseException:
        del announced[before:]
        raise


def announce(happened: object) -> None:
    """Let those who act on this kind of event (events.handles) know of it before the transaction commits.

    What happens outside of `transaction()` is never committed, so nobody hears of it.
    """
    session = db.session()
    if session.info.get("writing"):
        session.info["announced"].append(happened)


def after_commit(callback: Callable[[], None]) -> None:
    """Run `callback` once the current transaction is committed; forget it when it rolls back."""
    session = db.session()
    if not session.info.get("writing"):
        raise TransactionError("after_commit() needs an open transaction()")
    session.info["after_commit"].append(callback)


def insert_new(things: Sequence[Base], *, known_by: str, unless_taken: str = "") -> bool:
    """Write new objects of one table in one statement; add them to the session when what belongs to them is written.

    A flush sends SQLite a statement for each row, because the answers do not come in the order of the rows. Here the
    attribute `known_by`, different for each of the objects, tells which answer belongs to whom. What the rows point to
    must have its id already. All objects have the same attributes set; the others get their defaults.

    With `unless_taken`, a unique column: False, and nothing is written, when another row has the same value there.
    """
    table, present = inspect(type(things[0])).local_table, inspect(things[0]).dict
    keys = table.columns.keys()
    columns, missing = [key for key in keys if key in present], [key for key in keys if key not in present]
    statement = _inserting(db.engine.dialect.name, table, (known_by, *missing), unless_taken)
    rows = [{column: getattr(thing, column) for column in columns} for thing in things]
    answers = {answer[0]: answer for answer in db.session.execute(statement, rows)}
    for thing in things if answers else ():
        for column, value in answers[getattr(thing, known_by)]._mapping.items():
            set_committed_value(thing, column, value)
        _count_as_written(thing)
    return bool(answers)


@cache
def _inserting(_dialect: str, table: FromClause, answering: tuple[str, ...], unless_taken: str) -> ReturningInsert[Any]:
    statement = insert_or_conflict(table)
    if unless_taken:
        statement = statement.on_conflict_do_nothing(index_elements=[unless_taken])
    return statement.returning(*(table.columns[key] for key in answering))


def _count_as_written(thing: Base) -> None:
    make_transient_to_detached(thing)
    session, key = db.session(), inspect(thing).key
    if key is not None and (undone := session.identity_map.get(key)):
        session.expunge(undone)  # of a transaction that was rolled back; its id was given out anew


def insert_or_conflict(into: type[Base] | FromClause) -> PostgresqlInsert:
    """An INSERT that may say what to do when the row is there already, in the words that both databases understand."""
    is_sqlite = db.engine.dialect.name == "sqlite"
    return cast(PostgresqlInsert, sqlite.insert(into)) if is_sqlite else postgresql.insert(into)  # type: ignore[arg-type]


def touch(model: type[Base], key: int) -> None:
    """Note that a row was changed by a statement that the session does not see.

    What is derived from the row hears of it before the transaction ends; changed objects are noticed by themselves.
    """
    db.session().info.setdefault("touched", set()).add((model, key))


def violates(error: IntegrityError, constraint: str, *columns: str) -> bool:
    """Whether `error` comes from the unique `constraint` over `columns` ("table.column", the words SQLite uses)."""
    said = str(error.orig)
    return constraint in said or (bool(columns) and ", ".join(columns) in said)


def one_of(column: str, values: Iterable[Any]) -> CheckConstraint:
    """A CHECK that `column` holds one of the string enum's values, or of some of them."""
    allowed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_known")


def set_up_sqlite(engine: Engine) -> None:
    """Make SQLite honour what the shop relies on: WAL, foreign keys, waiting for locks, explicit BEGIN.

    `legacy_alter_table` lets a migration put a copied table in the place of one that triggers of others name.
    """

    @event.listens_for(engine, "connect")
    def _pragmas(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "legacy_alter_table=ON", SAMPLE):
            connection.execute(f"PRAGMA {pragma}")
        connection.create_function("folded", 1, fold, deterministic=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        begin = connection.get_execution_options().get("sqlite_begin")
        if begin is None:
            sqlite: Any = connection.connection.driver_connection
            sqlite.execute("BEGIN")  # every page begins so; it waits for nobody, cannot fail, and takes the short way
        elif begin:
            connection.exec_driver_sql(begin)
