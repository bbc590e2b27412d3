"""Fees by rules, the book of what sellers earned with the taxes held back, and documents that are never edited."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0051"
branch_labels = None
depends_on = None

KINDS = "'cooperative', 'coop_union', 'coop_group', 'household_business', 'individual_farmer', 'enterprise'"
DOCUMENTS = "'receipt', 'credit_note', 'fee_statement'"
LINE_COLUMNS = (
    ("fee_parts", sa.JSON()),
    ("tax_class", sa.String(length=12)),
    ("withheld_vat_vnd", sa.BigInteger()),
    ("withheld_pit_vnd", sa.BigInteger()),
)
ONLY_ADDED = ("documents", "earnings", "fee_rule_events", "invoice_requests")
"""Tables whose rows are never changed."""
TERMS = "kind, basis_points, fixed_vnd, least_vnd, most_vnd, category, seller_id, product_id, method, first_day"
"""What a rule says, for good."""
REFUSE = """
CREATE FUNCTION refuse_change_of_a_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME;
END $$
"""


def upgrade() -> None:
    for name, kind in LINE_COLUMNS:
        op.add_column("order_lines", sa.Column(name, kind, nullable=True))
    create_rules()
    create_earnings()
    create_documents()
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    if is_postgresql:
        op.execute(REFUSE)
    for table in ONLY_ADDED:
        refuse(table, "UPDATE", is_postgresql)
        refuse(table, "DELETE", is_postgresql)
    refuse("fee_rules", f"UPDATE OF {TERMS}", is_postgresql)
    refuse("fee_rules", "DELETE", is_postgresql)


def refuse(table: str, change: str, is_postgresql: bool) -> None:
    """Let the database refuse this change of the table's rows."""
    name = f"{table}_stay_{change.partition(' ')[0].lower()}"
    action = "EXECUTE FUNCTION refuse_change_of_a_row()"
    if not is_postgresql:
        action = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
    op.execute(f"CREATE TRIGGER {name} BEFORE {change} ON {table} FOR EACH ROW {action}")


def create_rules() -> None:
    op.create_table(
        "fee_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("basis_points", sa.Integer(), nullable=False),
        sa.Column("fixed_vnd", sa.BigInteger(), nullable=False),
        sa.Column("least_vnd", sa.BigInteger(), nullable=True),
        sa.Column("most_vnd", sa.BigInteger(), nullable=True),
        sa.Column("category", sa.String(length=40), nullable=True),
        sa.Column("seller_id", sa.Integer(), nullable=True),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("method", sa.String(length=24), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.CheckConstraint("kind IN ('commission', 'payment', 'fixed')", name=op.f("ck_fee_rules_kind_known")),
        sa.CheckConstraint("basis_points BETWEEN 0 AND 10000", name=op.f("ck_fee_rules_rate_in_range")),
        sa.CheckConstraint(
            "fixed_vnd >= 0 AND (kind = 'fixed') = (fixed_vnd > 0)", name=op.f("ck_fee_rules_fixed_has_amount")
        ),
        sa.CheckConstraint("kind <> 'fixed' OR basis_points = 0", name=op.f("ck_fee_rules_fixed_has_no_rate")),
        sa.CheckConstraint(
            "least_vnd >= 0 AND most_vnd > 0 AND least_vnd <= most_vnd", name=op.f("ck_fee_rules_least_below_most")
        ),
        sa.CheckConstraint("method IS NULL OR kind = 'payment'", name=op.f("ck_fee_rules_method_of_payment")),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_fee_rules_seller_id_sellers")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_fee_rules_product_id_products")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_rules")),
        sa.UniqueConstraint("ref", name=op.f("uq_fee_rules_ref")),
    )
    op.create_index(op.f("ix_fee_rules_seller_id"), "fee_rules", ["seller_id"])
    op.create_index(op.f("ix_fee_rules_product_id"), "fee_rules", ["product_id"])
    op.create_table(
        "fee_rule_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=8), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("step IN ('added', 'ended')", name=op.f("ck_fee_rule_events_step_known")),
        sa.ForeignKeyConstraint(["rule_id"], ["fee_rules.id"], name=op.f("fk_fee_rule_events_rule_id_fee_rules")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_fee_rule_events_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_rule_events")),
    )
    op.create_index(op.f("ix_fee_rule_events_rule_id"), "fee_rule_events", ["rule_id"])


def create_earnings() -> None:
    amounts = ("goods", "commission", "commission_vat", "withheld_vat", "withheld_pit", "net")
    op.create_table(
        "earnings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("order_line_id", sa.Integer(), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("refund_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        *(sa.Column(f"{amount}_vnd", sa.BigInteger(), nullable=False) for amount in amounts),
        sa.Column("legal_basis", sa.String(length=40), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_earnings_kind_known")),
        sa.CheckConstraint(
            "goods_vnd = commission_vnd + withheld_vat_vnd + withheld_pit_vnd + net_vnd",
            name=op.f("ck_earnings_adds_up"),
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_earnings_order_id_orders")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_earnings_order_line_id_order_lines")
        ),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_earnings_seller_id_sellers")),
        sa.ForeignKeyConstraint(["refund_id"], ["refunds.id"], name=op.f("fk_earnings_refund_id_refunds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earnings")),
    )
    op.create_index("ix_earnings_month", "earnings", ["month", "seller_id"])
    op.create_index("ix_earnings_seller_month", "earnings", ["seller_id", "month"])
    op.create_index("ix_earnings_order_id", "earnings", ["order_id"])
    sale = sa.text("refund_id IS NULL")
    op.create_index(
        "uq_earnings_sale", "earnings", ["order_line_id"], unique=True, sqlite_where=sale, postgresql_where=sale
    )
    op.create_index(op.f("ix_earnings_refund_id"), "earnings", ["refund_id"])


def create_documents() -> None:
    op.create_table(
        "document_counters",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"kind IN ({DOCUMENTS})", name=op.f("ck_document_counters_kind_known")),
        sa.PrimaryKeyConstraint("kind", "year", name=op.f("pk_document_counters")),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("purchase_id", sa.Integer(), nullable=True),
        sa.Column("seller_id", sa.Integer(), nullable=True),
        sa.Column("month", sa.String(length=7), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"kind IN ({DOCUMENTS})", name=op.f("ck_documents_kind_known")),
        sa.CheckConstraint("number >= 1 AND version >= 1", name=op.f("ck_documents_counted_from_one")),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchases.id"], name=op.f("fk_documents_purchase_id_purchases")),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_documents_seller_id_sellers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("ref", name=op.f("uq_documents_ref")),
        sa.UniqueConstraint("kind", "year", "number", "version", name=op.f("uq_documents_kind_year_number_version")),
        sa.UniqueConstraint("kind", "subject", "version", name=op.f("uq_documents_kind_subject_version")),
    )
    op.create_index(op.f("ix_documents_purchase_id"), "documents", ["purchase_id"])
    op.create_index("ix_documents_seller_id", "documents", ["seller_id", "month"])
    op.create_table(
        "invoice_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purchase_id", sa.Integer(), nullable=False),
        sa.Column("details_sealed", sa.Text(), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchases.id"], name=op.f("fk_invoice_requests_purchase_id_purchases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_requests")),
    )
    op.create_index(op.f("ix_invoice_requests_purchase_id"), "invoice_requests", ["purchase_id"])


def downgrade() -> None:
    for table in ("invoice_requests", "documents", "document_counters", "earnings", "fee_rule_events", "fee_rules"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change_of_a_row()")
    for name, _kind in reversed(LINE_COLUMNS):
        op.drop_column("order_lines", name)
