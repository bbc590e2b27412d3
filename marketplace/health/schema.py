"""Which version of the shop the database is of, compared with the one that runs here."""

import re
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Final

from alembic.migration import MigrationContext
from sqlalchemy.exc import DBAPIError

from marketplace.database import db

VERSIONS: Final = Path(__file__).parents[2] / "migrations" / "versions"
NAMED: Final = re.compile(r'^(revision|down_revision)\b[^=]*= "([^"]+)"', re.MULTILINE)


class Schema(Enum):
    """What the database is to this version."""

    SAME = "same"
    OLDER = "older"
    NEWER = "newer"


class OtherVersion(RuntimeError):
    """The database is of another version of the shop; the sentence says what to do."""


def compare(revision: str | None) -> Schema:
    """What a database with this last migration is; one that no version here knows was changed by a newer one."""
    newest, known = _chain()
    if revision == newest:
        return Schema.SAME
    return Schema.OLDER if revision is None or revision in known else Schema.NEWER


def refuse_other_version() -> None:
    """Raises OtherVersion. A database that cannot be asked is let pass: it may come back, and readiness looks anew."""
    refuse_newer_version()
    if compare(revision := _standing()) is Schema.OLDER:
        raise OtherVersion(
            f"The database is at migration {revision or 'none'}, and this version of the shop needs {_chain()[0]}. "
            "Bring it up to date first (flask --app wsgi release), then start again."
        )


def refuse_newer_version() -> None:
    """Raises OtherVersion when a newer version of the shop has been at the database."""
    if compare(revision := _standing()) is Schema.NEWER:
        raise OtherVersion(
            f"The database is at migration {revision}, which this version of the shop does not know: a newer one has "
            "been here. Start that version, or restore the backup that was made before it."
        )


def _standing() -> str | None:
    try:
        with db.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except DBAPIError:
        return _chain()[0]


@cache
def _chain() -> tuple[str, frozenset[str]]:
    """The newest migration and all of them, read from the files: to load the modules takes as long as a page."""
    named = [pair for file in VERSIONS.glob("*.py") for pair in NAMED.findall(file.read_text(encoding="utf-8"))]
    known = frozenset(revision for kind, revision in named if kind == "revision")
    (newest,) = known - {revision for kind, revision in named if kind == "down_revision"}
    return newest, known
