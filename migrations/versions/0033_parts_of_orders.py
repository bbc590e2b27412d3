"""Packing changes an order: units are called off, the buyer is asked, and what is paid by weight is weighed."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0037"
branch_labels = None
depends_on = None

CHANGES = ("weighed", "asked", "agreed", "declined", "lapsed", "withdrawn", "sold_out")
ADDS_UP = "total_vnd = unit_price_vnd * quantity"
LINE_COLUMNS = (
    ("ordered_quantity", sa.Integer),
    ("ordered_vnd", sa.BigInteger),
    ("kg_price_vnd", sa.BigInteger),
    ("lightest_grams", sa.Integer),
    ("heaviest_grams", sa.Integer),
    ("piece_grams", sa.JSON),
    ("actual_grams", sa.Integer),
)
AS_ORDERED = """
    UPDATE order_lines SET quantity = coalesce(ordered_quantity, quantity),
        total_vnd = unit_price_vnd * coalesce(ordered_quantity, quantity)
    WHERE ordered_quantity IS NOT NULL OR actual_grams IS NOT NULL
"""
FREEZE_COMMISSION = """
    CREATE TRIGGER freeze_commission AFTER INSERT ON order_lines WHEN NEW.commission_vnd = 0 BEGIN
        UPDATE order_lines SET commission_vnd = (total_vnd * commission_bp + 5000) / 10000 WHERE id = NEW.id;
    END
"""
"""SQLite loses it when the table is copied."""


def upgrade() -> None:
    op.add_column("variants", sa.Column("weighing", sa.JSON(), nullable=True))
    op.add_column("orders", sa.Column("agreed_shipping_vnd", sa.BigInteger(), nullable=True))
    widen_lines()
    widen_events()
    create_shortages()


def downgrade() -> None:
    """Lines that were shortened or weighed do not fit the rules of before: they are as they were ordered again."""
    op.drop_table("shortages")
    op.execute("DELETE FROM order_events WHERE change IS NOT NULL")
    with op.batch_alter_table("order_events") as table:
        table.drop_constraint(op.f("ck_order_events_change_known"), type_="check")
        table.drop_column("facts")
        table.drop_column("change")
    with op.batch_alter_table("order_lines") as table:
        table.drop_constraint(op.f("ck_order_lines_quantity_not_negative"), type_="check")
        table.drop_constraint(op.f("ck_order_lines_total_adds_up"), type_="check")
    op.execute(AS_ORDERED)
    with op.batch_alter_table("order_lines") as table:
        for column, _kind in LINE_COLUMNS:
            table.drop_column(column)
        table.drop_column("increase_bp")
        table.create_check_constraint(op.f("ck_order_lines_quantity_positive"), "quantity >= 1")
        table.create_check_constraint(op.f("ck_order_lines_total_adds_up"), ADDS_UP)
    keep_trigger()
    with op.batch_alter_table("orders") as table:
        table.drop_column("agreed_shipping_vnd")
    with op.batch_alter_table("variants") as table:
        table.drop_column("weighing")


def widen_lines() -> None:
    with op.batch_alter_table("order_lines") as table:
        table.drop_constraint(op.f("ck_order_lines_quantity_positive"), type_="check")
        table.drop_constraint(op.f("ck_order_lines_total_adds_up"), type_="check")
        for column, kind in LINE_COLUMNS:
            table.add_column(sa.Column(column, kind(), nullable=True))
        table.add_column(sa.Column("increase_bp", sa.Integer(), nullable=False, server_default=sa.text("0")))
        table.create_check_constraint(op.f("ck_order_lines_quantity_not_negative"), "quantity >= 0")
        table.create_check_constraint(op.f("ck_order_lines_total_adds_up"), f"actual_grams IS NOT NULL OR {ADDS_UP}")
    keep_trigger()


def keep_trigger() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(FREEZE_COMMISSION)


def widen_events() -> None:
    known = ", ".join(f"'{change}'" for change in CHANGES)
    with op.batch_alter_table("order_events") as table:
        table.add_column(sa.Column("change", sa.String(length=12), nullable=True))
        table.add_column(sa.Column("facts", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
        table.create_check_constraint(op.f("ck_order_events_change_known"), f"change IN ({known})")


def create_shortages() -> None:
    op.create_table(
        "shortages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=12), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("there", sa.Integer(), nullable=False),
        sa.Column("variant_id", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price_vnd", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("plan IN ('part', 'replace', 'drop')", name=op.f("ck_shortages_plan_known")),
        sa.CheckConstraint(
            "outcome IN ('agreed', 'declined', 'lapsed', 'withdrawn', 'sold_out')",
            name=op.f("ck_shortages_outcome_known"),
        ),
        sa.CheckConstraint("(outcome IS NULL) = (settled_at IS NULL)", name=op.f("ck_shortages_settled_with_outcome")),
        sa.CheckConstraint(
            "there >= 0 AND there < wanted AND quantity >= 0", name=op.f("ck_shortages_counts_sensible")
        ),
        sa.CheckConstraint(
            "(plan = 'replace') = (variant_id IS NOT NULL)", name=op.f("ck_shortages_replaced_by_a_pack")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_shortages_order_id_orders")),
        sa.ForeignKeyConstraint(["line_id"], ["order_lines.id"], name=op.f("fk_shortages_line_id_order_lines")),
        sa.ForeignKeyConstraint(["variant_id"], ["variants.id"], name=op.f("fk_shortages_variant_id_variants")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_shortages_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortages")),
        sa.UniqueConstraint("token", name=op.f("uq_shortages_token")),
    )
    is_open = sa.text("outcome IS NULL")
    op.create_index(
        "uq_shortages_open", "shortages", ["order_id"], unique=True, sqlite_where=is_open, postgresql_where=is_open
    )
    op.create_index(
        "ix_shortages_answer_by", "shortages", ["answer_by"], sqlite_where=is_open, postgresql_where=is_open
    )
    op.create_index(op.f("ix_shortages_order_id"), "shortages", ["order_id"])
