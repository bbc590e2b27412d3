"""A look at everything that a page needs; each answer is one word that tells strangers nothing."""

from datetime import timedelta
from typing import Final, NamedTuple

from marketplace.database import db
from marketplace.database_version import DatabaseVersion
from marketplace.gateways import files
from marketplace.health.schema import Schema, compare

REVISION: Final = "SELECT version_num FROM alembic_version"
BUCKET_SECONDS: Final = 1.0
GOOD: Final = frozenset({"ok", "newer"})
"""A newer schema only has more than this version knows (docs/decisions/0072-health.md): what runs already goes on."""


class Report(NamedTuple):
    """How the parts are, by name."""

    parts: dict[str, str]

    @property
    def is_ready(self) -> bool:
        """Whether all of them are well."""
        return GOOD.issuperset(self.parts.values())


class Checks:
    """Asks over connections of its own, which wait neither for pages nor for what they wait for."""

    def __init__(self) -> None:
        self._versions = DatabaseVersion(db.engine)

    def look(self) -> Report:
        """How database, schema and bucket are. Takes a second or two where one is silent."""
        answer = self._versions.ask(REVISION)
        return Report(
            {
                "database": "ok" if answer else "no answer",
                "schema": _schema(answer[0]) if answer else "unknown",
                "bucket": _bucket(),
            }
        )


def _schema(revision: str) -> str:
    found = compare(revision)
    return "ok" if found is Schema.SAME else found.value


def _bucket() -> str:
    try:
        files.probe(timedelta(seconds=BUCKET_SECONDS))
    except files.FilesAway:
        return "no answer"
    return "ok"
