"""Noting how large the tables are."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import text

from marketplace import jobs
from marketplace.clock import today
from marketplace.database import db, insert_or_conflict
from marketplace.retention import period
from marketplace.table_sizes.models import TableSize

KEPT: Final = period("table_sizes")
OF_POSTGRESQL: Final = text("""
    SELECT coalesce(whole.relname, part.relname) AS name,
           CAST(sum(greatest(part.reltuples, 0)) AS bigint) AS row_count,
           sum(pg_total_relation_size(part.oid)) AS size_bytes
    FROM pg_class part
    LEFT JOIN pg_inherits ON inhrelid = part.oid
    LEFT JOIN pg_class whole ON whole.oid = inhparent
    WHERE part.relkind = 'r' AND part.relnamespace = CAST(current_schema() AS regnamespace)
    GROUP BY 1
""")
"""From the catalogue, without reading a table; the parts of a partitioned one count together."""
CAN_MEASURE: Final = text("SELECT 1 FROM pragma_module_list WHERE name = 'dbstat'")
"""Whether this SQLite was built with what knows the size of tables; without it only their rows are counted."""
OF_SQLITE: Final = text("""
    SELECT tbl_name AS name, sum(pgsize) AS size_bytes
    FROM sqlite_master JOIN dbstat ON dbstat.name = sqlite_master.name AND dbstat.aggregate = TRUE
    GROUP BY 1
""")


def note_sizes() -> int:
    """Note how large each table is today, once more if need be; returns how many."""
    is_sqlite = db.engine.dialect.name == "sqlite"
    rows = list(_of_sqlite() if is_sqlite else _of_postgresql())
    new = insert_or_conflict(TableSize).values([{"day": today(), **row} for row in rows])
    latest = {"row_count": new.excluded.row_count, "size_bytes": new.excluded.size_bytes}
    db.session.execute(new.on_conflict_do_update(index_elements=["name", "day"], set_=latest))
    return len(rows)


def _of_postgresql() -> Iterator[dict[str, Any]]:
    for row in db.session.execute(OF_POSTGRESQL).mappings():
        if row["name"] in db.metadata.tables:
            yield dict(row)


def _of_sqlite() -> Iterator[dict[str, Any]]:
    sizes: dict[str, int] = {}
    if db.session.scalar(CAN_MEASURE):
        sizes = {row.name: row.size_bytes for row in db.session.execute(OF_SQLITE)}
    for name in sorted(db.metadata.tables):
        count = db.session.scalar(text(f"SELECT count(*) FROM {name}"))  # noqa: S608 - the name of a table
        yield {"name": name, "row_count": count, "size_bytes": sizes.get(name, 0)}


def forget_sizes() -> int:
    """Delete some of the sizes of long ago; returns how many, 0 when none is left."""
    return jobs.delete_some(TableSize, TableSize.day < today() - KEPT)
