"""What the database itself refuses, whoever asks: to change what is only added to, and to book into a sealed month.

The triggers are made at the end of every upgrade. SQLite changes a table by copying it and drops its triggers with the
old one; no migration has to think of that, and none can lose them.
"""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, inspect

from marketplace.database_version import PRESENT

APPEND_ONLY: Final = (
    "campaign_entries",
    "cash_moves",
    "certificate_events",
    "documents",
    "earnings",
    "fee_rule_events",
    "invoice_requests",
    "ledger_closings",
    "ledger_hold_ends",
    "ledger_holds",
    "ledger_links",
    "ledger_months",
    "ledger_postings",
    "ledger_transactions",
    "order_calls",
    "order_discounts",
    "payment_events",
    "payout_events",
    "policy_consents",
    "price_changes",
    "refund_events",
    "shipment_events",
    "tariff_events",
    "voucher_events",
)
"""Rows of these tables are added and never changed or removed."""
KEPT: Final = {
    "claim_events": ("claim_id", "step", "state", "role", "by_id", "amount_vnd", "bearer", "refund_id", "at"),
    "fee_rules": (
        "kind",
        "basis_points",
        "fixed_vnd",
        "least_vnd",
        "most_vnd",
        "category",
        "seller_id",
        "product_id",
        "method",
        "first_day",
    ),
    "tariffs": (
        "ref",
        "first_day",
        "first_grams",
        "further_grams",
        "cm3_per_kg",
        "province_first_vnd",
        "province_further_vnd",
        "region_first_vnd",
        "region_further_vnd",
        "nation_first_vnd",
        "nation_further_vnd",
        "remote_vnd",
        "remote_communes",
        "cash_free_to_vnd",
        "cash_bp",
        "cash_least_vnd",
        "insurance_free_to_vnd",
        "insurance_bp",
        "free_from_vnd",
        "free_paid_by",
    ),
    "campaigns": ("name", "bearer", "basis_points", "first_on", "last_on", "voucher_id", "made_at", "made_by_id"),
    "promotion_packs": (
        "promotion_id",
        "variant_id",
        "price_vnd",
        "usual_vnd",
        "starts_at",
        "asked_since",
        "window_since",
    ),
    "promotions": ("seller_id", "basis_points", "first_on", "last_on", "made_at", "made_by_id"),
    "vouchers": (
        "code",
        "kind",
        "bearer",
        "seller_id",
        "basis_points",
        "amount_vnd",
        "most_vnd",
        "least_vnd",
        "per_person",
        "most_uses",
        "product_ids",
        "families",
    ),
}
"""Columns that stay as they were written, by table. The rest of a row may change; none is removed."""
BOOKED: Final = "ledger_transactions"
MONTHS: Final = "ledger_months"
SAYS: Final = "rows are only added here"
SEALED: Final = "the month is sealed"
REFUSE_CHANGE: Final = f"""
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION '%: {SAYS}', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$
"""
REFUSE_SEALED_MONTH: Final = f"""
    CREATE FUNCTION refuse_sealed_month() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF EXISTS (SELECT 1 FROM {MONTHS} WHERE month >= NEW.month) THEN
            RAISE EXCEPTION '{SEALED}: %', NEW.month USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
"""  # noqa: S608 - names of this module
"""What the triggers of PostgreSQL call; the migration of the ledger makes them."""


def watch(connection: Connection) -> None:
    """Make the triggers that are missing; those that are there are left alone, because making one locks its table."""
    dialect, tables = connection.dialect.name, set(inspect(connection).get_table_names())
    present = set(connection.exec_driver_sql(PRESENT[dialect]).scalars())
    for name, table, trigger in _triggers(dialect):
        if {table, MONTHS} <= tables and name not in present:
            connection.exec_driver_sql(f"CREATE TRIGGER {name} {trigger}")


def unwatch(connection: Connection) -> None:
    """Take back what `watch` did, for a migration that goes back, or a test that shows what is lost without it."""
    for name, table, _trigger in _triggers(connection.dialect.name):
        on = f" ON {table}" * (connection.dialect.name == "postgresql")
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{on}")


def _triggers(dialect: str) -> Iterable[tuple[str, str, str]]:
    """Name, table and definition of each trigger."""
    for table in APPEND_ONLY:
        yield from _append_only(dialect, table)
    for table, columns in KEPT.items():
        yield from _kept(dialect, table, columns)
    before = f"BEFORE INSERT ON {BOOKED} FOR EACH ROW"
    if dialect == "postgresql":
        yield f"{BOOKED}_sealed", BOOKED, f"{before} EXECUTE FUNCTION refuse_sealed_month()"
        return
    is_sealed = f"WHEN EXISTS (SELECT 1 FROM {MONTHS} WHERE month >= NEW.month)"  # noqa: S608 - names of this module
    yield f"{BOOKED}_sealed", BOOKED, f"{before} {is_sealed} BEGIN SELECT RAISE(ABORT, '{SEALED}'); END"


def _append_only(dialect: str, table: str) -> Iterable[tuple[str, str, str]]:
    if dialect == "postgresql":
        # By row: a parent that is removed with its children asks for their removal also where there are none.
        changed = f"BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        yield f"{table}_only_added_to", table, changed
        yield f"{table}_never_emptied", table, f"BEFORE TRUNCATE ON {table} EXECUTE FUNCTION refuse_change()"
        return
    for change in ("UPDATE", "DELETE"):
        yield f"{table}_append_only_{change.lower()}", table, f"BEFORE {change} ON {table} {_refused(table)}"


def _kept(dialect: str, table: str, columns: Iterable[str]) -> Iterable[tuple[str, str, str]]:
    update = f"UPDATE OF {', '.join(columns)}"
    if dialect == "postgresql":
        changes = f"BEFORE {update} OR DELETE OR TRUNCATE"
        yield f"{table}_kept", table, f"{changes} ON {table} EXECUTE FUNCTION refuse_change()"
        return
    for change in (update, "DELETE"):
        name = f"{table}_kept_{change.partition(' ')[0].lower()}"
        yield name, table, f"BEFORE {change} ON {table} {_refused(table)}"


def _refused(table: str) -> str:
    """What a trigger of SQLite does; it has no functions to call."""
    return f"BEGIN SELECT RAISE(ABORT, '{table}: {SAYS}'); END"
