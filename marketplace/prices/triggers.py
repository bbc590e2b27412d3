"""The triggers that write the history of prices: no road goes past them, not even a statement typed at the database.

The shop's own program stamps a row with its clock and with who acts (`catalogue.price_stamps`); the triggers take the
stamp where it is a new one, else the database's clock and nobody. They are made at the end of every upgrade, because
SQLite changes a table by copying it and drops its triggers with the old one.
"""

from typing import Final

from sqlalchemy import Connection, inspect

from marketplace.database_version import PRESENT

FUNCTION: Final = """
    CREATE FUNCTION note_price() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE is_stamped boolean;
    BEGIN
        IF TG_OP = 'INSERT' THEN
            is_stamped := NEW.priced_at IS NOT NULL;
        ELSE
            is_stamped := NEW.priced_at IS DISTINCT FROM OLD.priced_at AND NEW.priced_at IS NOT NULL;
        END IF;
        INSERT INTO price_changes (variant_id, price_vnd, price_breaks, at, by_id) VALUES (
            NEW.id, NEW.price_vnd, NEW.price_breaks,
            CASE WHEN is_stamped THEN NEW.priced_at ELSE clock_timestamp() END,
            CASE WHEN is_stamped THEN NEW.priced_by_id END
        );
        RETURN NULL;
    END $$
"""
"""What the triggers of PostgreSQL call; the migration of the history makes it."""
_SQLITE_NOW: Final = "strftime('%Y-%m-%d %H:%M:%f', 'now') || '000'"
_STAMPS: Final = (("NEW.priced_at", _SQLITE_NOW), ("NEW.priced_by_id", "NULL"))
_ON_POSTGRESQL: Final = {
    "note_price_inserted": "AFTER INSERT ON variants FOR EACH ROW EXECUTE FUNCTION note_price()",
    "note_price_updated": (
        "AFTER UPDATE ON variants FOR EACH ROW"
        " WHEN (OLD.price_vnd <> NEW.price_vnd OR OLD.price_breaks::text <> NEW.price_breaks::text)"
        " EXECUTE FUNCTION note_price()"
    ),
}


def _noted(is_stamped: str) -> str:
    at, who = (f"CASE WHEN {is_stamped} THEN {one} ELSE {other} END" for one, other in _STAMPS)
    row = f"NEW.id, NEW.price_vnd, NEW.price_breaks, {at}, {who}"
    added = "INSERT INTO price_changes (variant_id, price_vnd, price_breaks, at, by_id)"
    return f"BEGIN {added} VALUES ({row}); END"


_ON_SQLITE: Final = {
    "note_price_inserted": f"AFTER INSERT ON variants {_noted('NEW.priced_at IS NOT NULL')}",
    "note_price_updated": (
        "AFTER UPDATE ON variants"
        " WHEN OLD.price_vnd <> NEW.price_vnd OR OLD.price_breaks <> NEW.price_breaks"
        f" {_noted('NEW.priced_at IS NOT OLD.priced_at AND NEW.priced_at IS NOT NULL')}"
    ),
}


def watch(connection: Connection) -> None:
    """Make the triggers that are missing; those that are there are left alone, because making one locks its table."""
    if "price_changes" not in inspect(connection).get_table_names():
        return
    dialect = connection.dialect.name
    present = set(connection.exec_driver_sql(PRESENT[dialect]).scalars())
    for name, trigger in (_ON_POSTGRESQL if dialect == "postgresql" else _ON_SQLITE).items():
        if name not in present:
            connection.exec_driver_sql(f"CREATE TRIGGER {name} {trigger}")


def unwatch(connection: Connection) -> None:
    """Take back what `watch` did, for a migration that goes back, or a test that shows what is lost without it."""
    for name in _ON_POSTGRESQL:
        on = " ON variants" * (connection.dialect.name == "postgresql")
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{on}")
