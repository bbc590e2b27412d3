"""What the version that people run today needs of the database, while a newer one is being brought out beside it."""

import re
from collections.abc import Mapping

from marketplace.search.engines import is_index_table

RELEASED = "0011"
"""The last migration of the released version. Bringing out a version moves it to the newest one."""

PARTITION = re.compile(r"stamp_scans_(before|later|\d{4})")
"""Parts of a table of PostgreSQL, which a model describes as one."""
UNUSED: dict[str, str] = {"unwanted_mails": "0140"}
"""Columns ("table.column") and tables that no model describes any more, each with the migration since which that is so.

Servers of the released version still read them, so they go in the version after: once RELEASED has reached that
migration, a new one may drop them. Until then inserts must work without them: nullable, or with a default.
"""


def is_described(name: str | None, kind: str, parents: Mapping[str, str | None]) -> bool:
    """Whether a model has to describe it: not the search index, a partition, or what only an older version still uses."""
    if kind == "table":
        return not (is_index_table(name or "") or name in UNUSED or PARTITION.fullmatch(name or ""))
    return kind != "column" or f"{parents['table_name']}.{name}" not in UNUSED
