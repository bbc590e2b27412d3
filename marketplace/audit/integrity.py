"""The database itself: nothing points at a missing row, the file is sound, and the schema is the code's."""

from functools import cache

from alembic.script import ScriptDirectory
from sqlalchemy import ForeignKey

import config
from marketplace.audit.models import Invariant
from marketplace.database import Base


def integrity(dialect: str) -> list[Invariant]:
    """References and schema version everywhere, and the soundness of the file on SQLite."""
    found = [_no_orphans(), _schema_version()]
    if dialect == "sqlite":
        unsound = "SELECT integrity_check AS fault FROM pragma_integrity_check WHERE integrity_check <> 'ok'"
        found.append(Invariant("the database file is sound", unsound))
    return found


def _no_orphans() -> Invariant:
    """Every foreign key asked again: a database can be told to stop minding them."""
    keys = sorted((key for table in Base.metadata.sorted_tables for key in table.foreign_keys), key=_name)
    return Invariant("no row points at one that is gone", " UNION ALL ".join(map(_orphans, keys)))


def _orphans(key: ForeignKey) -> str:
    child, parent = key.parent, key.column
    return f"""
        SELECT '{_name(key)}' AS reference, CAST(child.{child.name} AS text) AS missing, count(*) AS orphans
        FROM {child.table.name} AS child
        LEFT JOIN {parent.table.name} AS parent ON parent.{parent.name} = child.{child.name}
        WHERE child.{child.name} IS NOT NULL AND parent.{parent.name} IS NULL GROUP BY child.{child.name}
    """


def _name(key: ForeignKey) -> str:
    return f"{key.parent.table.name}.{key.parent.name}"


def _schema_version() -> Invariant:
    other = f"SELECT version_num FROM alembic_version WHERE version_num <> '{newest_version()}'"
    return Invariant("the schema is the one that this code expects", other)


@cache
def newest_version() -> str:
    """The newest migration that the code brings."""
    return str(ScriptDirectory(str(config.ROOT / "migrations")).get_current_head())
