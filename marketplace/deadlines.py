"""How long anybody waits for the database: a page that cannot be served says so within ten seconds.

PostgreSQL and SQLite keep the limits themselves. PostgreSQL is told them with each BEGIN, for that transaction alone: a
pooler such as PgBouncer gives the next transaction another connection of the server's, and this one to somebody else.
A network that drops packets says nothing at all, so on PostgreSQL each wait ends on this side as well. Once that has
happened nobody else waits: until the database answers again, pages are refused at once, and one at a time finds out
whether it does. So hanging pages never use up all threads for long.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from time import monotonic
from typing import Any, Final

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, event
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection, QueuePool

from config import Limits

LAST_SECONDS: Final = 0.5
"""What a page that is late for another reason, such as a slow photo store, still waits for each answer."""
LOST_AFTER: Final = {
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
"""Seconds and tries after which a peer that is silent below the statements counts as gone: a minute, not two hours.

While something sent is not acknowledged no such tries are made; that ends after so many milliseconds instead.
"""


PLANNING: Final = {"jit": "off", "random_page_cost": "1.1"}
"""PostgreSQL compiles no statement to machine code: that takes longer than any page's statement runs, and is done anew
each time. It takes reading here and there for as cheap as reading on, as it is in memory and on disks without moving
parts.
"""


@dataclass
class Settings:
    """The limits that hold, filled in when the application starts, and whether a pooler stands before PostgreSQL."""

    limits: Limits = field(default_factory=Limits)
    is_pooled: bool = False


settings = Settings()


@dataclass(frozen=True)
class Waits:
    """What the database itself keeps, in milliseconds: for a statement, for a lock, and for SQLite's one writer."""

    statement: int
    lock: int
    busy: int

    @classmethod
    def of_pages(cls) -> "Waits":
        """What a page waits for."""
        limits = settings.limits
        return cls._of(limits.database_statement_seconds, limits.database_lock_seconds, limits.database_busy_seconds)

    @classmethod
    def of_work(cls) -> "Waits":
        """What a worker or a command waits for."""
        limits = settings.limits
        return cls._of(limits.work_statement_seconds, limits.work_lock_seconds, limits.work_busy_seconds)

    @classmethod
    def _of(cls, *seconds: float) -> "Waits":
        return cls(*(round(each * 1_000) for each in seconds))


_page_ends_at: ContextVar[float | None] = ContextVar("page_ends_at", default=None)


@contextmanager
def page() -> Iterator[None]:
    """In this block a page is made: what it asks the database has a deadline for all together."""
    before = _page_ends_at.set(monotonic() + settings.limits.database_page_seconds)
    try:
        yield
    finally:
        _page_ends_at.reset(before)


def is_of_page() -> bool:
    """Whether somebody looks at the page that this work is for."""
    return _page_ends_at.get() is not None


def seconds_left() -> float:
    """How long to wait for the next answer."""
    ends_at = _page_ends_at.get()
    return settings.limits.work_statement_seconds if ends_at is None else max(ends_at - monotonic(), LAST_SECONDS)


def busy_seconds() -> float:
    """How long to wait for the writers before."""
    return _wanted().busy / 1_000


class CircuitBreaker:
    """Whether the database, or another server, is left alone because it gave no answer."""

    def __init__(self) -> None:
        self._closed_again_at = 0.0
        self._lock = Lock()

    @property
    def is_open(self) -> bool:
        """Whether it gave none a moment ago."""
        return monotonic() < self._closed_again_at

    def trip(self) -> None:
        """It gave no answer."""
        self._closed_again_at = monotonic() + settings.limits.database_rest_seconds

    def may_pass(self) -> bool:
        """Whether to try: while nobody knows, one at a time."""
        with self._lock:
            if self.is_open:
                return False
            if self._closed_again_at:
                self.trip()
            return True

    def let_pass(self) -> None:
        """Raises OperationalError for those who may not try."""
        if not self.may_pass():
            raise psycopg.OperationalError("the database gave no answer a moment ago and is left alone")

    def reset(self) -> None:
        """It has answered."""
        self._closed_again_at = 0.0


class PatientPool(QueuePool):
    """Connections to a server; gives out none while the server gives no answer."""

    _sqla_logger_namespace = "sqlalchemy.pool.PatientPool"  # as talkative as the library's own

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.breaker = CircuitBreaker()

    def connect(self) -> PoolProxiedConnection:
        """A connection that has just answered. Raises OperationalError at once while none would."""
        self.breaker.let_pass()
        connection = super().connect()
        self.breaker.reset()
        return connection


class Impatient(psycopg.Connection[Any]):
    """A connection that gives up when the server, or the network before it, says nothing at all."""

    breaker: CircuitBreaker | None = None
    limits: Waits | None = None
    """What each of its transactions begins with; as a page or as other work when nothing else is said."""

    def open_transaction(self) -> None:
        """Begin a transaction, and tell the server in the same breath how long it may take."""
        limits = _limits_of(self.limits or _wanted(), is_pooled=settings.is_pooled)
        self.execute(b"BEGIN;" * self.autocommit + limits, prepare=False)

    def patience(self) -> float:
        """How many seconds to wait for an answer."""
        return seconds_left()

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait for an answer. Raises OperationalError when there is none in time, and is closed then."""
        try:
            return super().wait(gen, interval, timeout or self.patience())
        except psycopg.OperationalError:
            if self.info.transaction_status is TransactionStatus.ACTIVE:  # it still owes the answer
                self.close()
                if self.breaker:
                    self.breaker.trip()
            raise


def is_left_alone(engine: Engine) -> bool:
    """Whether the database gave no answer a moment ago."""
    return isinstance(engine.pool, PatientPool) and engine.pool.breaker.is_open


def engine_options(url: str) -> dict[str, Any]:
    """What the engine of the database at this address is told: errors are logged, so without the values; connections
    that ended are noticed; and it gives up in time, but on SQLite, which has no network that could hang.
    """
    options: dict[str, Any] = {"pool_pre_ping": True, "hide_parameters": True}
    if not url.startswith("postgresql"):
        return options
    limits = settings.limits
    return options | {
        "poolclass": PatientPool,
        "pool_size": limits.database_pool_connections,
        "max_overflow": limits.database_pool_more,
        "pool_timeout": limits.database_pool_seconds,
    }


def limit(engine: Engine) -> None:
    """Limit every transaction: as a page, or as other work, as whoever begins it needs."""
    if engine.dialect.name == "postgresql":
        event.listen(engine, "do_connect", lambda _dialect, _record, _named, named: _connect(engine, named))
        engine.dialect.do_begin = _begin  # type: ignore[method-assign, assignment]  # no event: its errors are not translated
    else:
        event.listen(engine, "checkout", _limit_sqlite)


def connection_options(**options: str) -> dict[str, Any]:
    """How to connect to PostgreSQL with these of its settings. A pooler passes on none of them, and would give what was
    prepared over one of the server's connections to another, so behind one nothing is prepared.
    """
    if settings.is_pooled:
        return {"prepare_threshold": None}
    return {"options": " ".join(f"-c {name}={value}" for name, value in options.items())}


def _connect(engine: Engine, named: dict[str, Any]) -> Impatient:
    pool = engine.pool
    breaker = pool.breaker if isinstance(pool, PatientPool) else None
    patient = {"connect_timeout": settings.limits.database_connect_seconds, **LOST_AFTER}
    try:
        made = Impatient.connect(**patient | connection_options(**PLANNING) | named, autocommit=True)
    except psycopg.errors.ConnectionTimeout:
        if breaker:
            breaker.trip()
        raise
    made.breaker = breaker
    return made


def _begin(connection: PoolProxiedConnection) -> None:
    driver = connection.driver_connection
    if isinstance(driver, Impatient):
        driver.open_transaction()


def _wanted() -> Waits:
    return Waits.of_work() if _page_ends_at.get() is None else Waits.of_pages()


@cache
def _limits_of(waits: Waits, *, is_pooled: bool) -> bytes:
    """The first words of a transaction."""
    local = {"statement_timeout": waits.statement, "lock_timeout": waits.lock, **(PLANNING if is_pooled else {})}
    return ";".join(f"SET LOCAL {name} = {value}" for name, value in local.items()).encode()


def _limit_sqlite(connection: Any, record: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
    if record.info.get("waits") != (wanted := _wanted()):
        connection.execute(f"PRAGMA busy_timeout = {wanted.busy}")
        record.info["waits"] = wanted
