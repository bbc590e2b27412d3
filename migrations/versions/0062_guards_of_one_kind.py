"""What guards documents, earnings and fee rules is made at the end of every upgrade, see `marketplace.guards`."""

from alembic import op

revision = "0062"
down_revision = "0064"
branch_labels = None
depends_on = None

TERMS = "kind, basis_points, fixed_vnd, least_vnd, most_vnd, category, seller_id, product_id, method, first_day"
TRIGGERS = {
    "documents_stay_update": ("documents", "UPDATE"),
    "documents_stay_delete": ("documents", "DELETE"),
    "earnings_stay_update": ("earnings", "UPDATE"),
    "earnings_stay_delete": ("earnings", "DELETE"),
    "fee_rule_events_stay_update": ("fee_rule_events", "UPDATE"),
    "fee_rule_events_stay_delete": ("fee_rule_events", "DELETE"),
    "fee_rules_stay_update": ("fee_rules", f"UPDATE OF {TERMS}"),
    "fee_rules_stay_delete": ("fee_rules", "DELETE"),
    "invoice_requests_stay_update": ("invoice_requests", "UPDATE"),
    "invoice_requests_stay_delete": ("invoice_requests", "DELETE"),
}
"""What an earlier migration made, with the table and the change that each refuses."""
BY_STATEMENT = (
    "cash_moves_append_only",
    "ledger_closings_append_only",
    "ledger_hold_ends_append_only",
    "ledger_holds_append_only",
    "ledger_links_append_only",
    "ledger_months_append_only",
    "ledger_postings_append_only",
    "ledger_transactions_append_only",
    "order_calls_append_only",
    "payout_events_append_only",
)
"""What PostgreSQL had for whole statements, which refused to remove no row as well."""
REFUSE = """
CREATE FUNCTION refuse_change_of_a_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME;
END $$
"""


def upgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for name, (table, _change) in TRIGGERS.items():
        op.execute(f"DROP TRIGGER IF EXISTS {name}" + f" ON {table}" * is_postgresql)
    if is_postgresql:
        op.execute("DROP FUNCTION refuse_change_of_a_row()")
        for name in BY_STATEMENT:
            op.execute(f"DROP TRIGGER IF EXISTS {name} ON {name.removesuffix('_append_only')}")


def downgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    if is_postgresql:
        op.execute(REFUSE)
    for name, (table, change) in TRIGGERS.items():
        action = "EXECUTE FUNCTION refuse_change_of_a_row()"
        if not is_postgresql:
            action = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
        op.execute(f"CREATE TRIGGER {name} BEFORE {change} ON {table} FOR EACH ROW {action}")
