"""What is counted in a database, to be found again in its copy."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from marketplace.database import db

Ask = Callable[[str], Sequence[Any] | None]
"""Asks for the first row of a statement."""
HEAD_OF_CHAIN = "SELECT position, hash FROM ledger_links ORDER BY position DESC LIMIT 1"
VERSION = "SELECT version_num FROM alembic_version"


class Facts(NamedTuple):
    """The version of the schema, how many rows each table has, and where the chain of the ledger ends."""

    version: str
    counts: dict[str, int]
    chain_position: int
    chain_hash: str


def facts(ask: Ask, tables: Iterable[str] = ()) -> Facts:
    """Count everything, or these tables, as `ask` sees it; that has to be one moment for all of it."""
    version = ask(VERSION)
    counted = sorted(tables or db.metadata.tables)
    counts = {table: (ask(f"SELECT count(*) FROM {table}") or (0,))[0] for table in counted}  # noqa: S608 - names of tables
    position, digest = ask(HEAD_OF_CHAIN) or (0, "")
    return Facts(version[0] if version else "", counts, position, digest)
