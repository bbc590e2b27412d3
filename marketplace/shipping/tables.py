"""Which table of fees counts. All of them are kept in memory, so that a page asks nothing of the database for them.

A table begins on the day after it was written at the earliest and ends with a day that is not over, and what is kept is
read anew on each day: so no parcel misses one.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select

from marketplace.clock import now, to_local
from marketplace.database import db
from marketplace.shipping.models import Tariff
from marketplace.shipping.rates import FIRST_TABLE, RateTable

KEPT_FOR: Final = timedelta(minutes=10)
_kept: WeakKeyDictionary[Engine, tuple[datetime, tuple[RateTable, ...]]] = WeakKeyDictionary()


def table_on(day: date, *, trying: Sequence[RateTable] = ()) -> RateTable:
    """The table of that day: of those that hold, the one that begins last. The first one also for the days before it.

    `trying` are tables that nobody has written yet.
    """
    holding = [table for table in (*_tables(), *trying) if table.valid_from <= day <= table.valid_until]
    return max(holding, key=lambda table: table.valid_from, default=FIRST_TABLE)


def table_of(ref: str) -> RateTable:
    """The table that an order was sold by; "" is the first one."""
    return next((table for table in _tables() if table.ref == ref), FIRST_TABLE)


def forget_tables() -> None:
    """Read the tables afresh next time: somebody changed them."""
    _kept.pop(db.engine, None)


def _tables() -> tuple[RateTable, ...]:
    read_at, tables = _kept.get(db.engine, (None, ()))
    instant = now()
    if read_at is None or abs(instant - read_at) > KEPT_FOR or to_local(read_at).date() != to_local(instant).date():
        written = db.session.scalars(select(Tariff).order_by(Tariff.id))
        tables = (FIRST_TABLE, *(tariff.table for tariff in written))
        _kept[db.engine] = instant, tables
    return tables
