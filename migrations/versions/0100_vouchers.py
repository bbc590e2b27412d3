"""Vouchers, what of them counts for a purchase, and where the sums of an order say so."""

import sqlalchemy as sa
from alembic import op

revision = "0100"
down_revision = "0081"
branch_labels = None
depends_on = None

NOTHING = sa.text("0")
LINE_SUM = "actual_grams IS NOT NULL OR total_vnd = unit_price_vnd * quantity"
ORDER_SUM = "total_vnd = goods_vnd + shipping_vnd"
NEW_SUMS = {
    "orders": (
        "discount_vnd",
        "seller_discount_vnd",
        "delivery_discount_vnd",
    ),
    "purchases": ("discount_vnd", "seller_discount_vnd"),
    "order_lines": ("seller_discount_vnd", "market_discount_vnd"),
}
AGREED = {
    "orders": ("agreed_delivery_discount_vnd",),
    "purchases": (),
    "order_lines": ("ordered_seller_discount_vnd", "ordered_market_discount_vnd"),
}
ORDER_COVERED = (
    "delivery_discount_vnd >= 0 AND delivery_discount_vnd <= shipping_vnd AND seller_discount_vnd >= 0"
    " AND discount_vnd >= delivery_discount_vnd AND total_vnd >= 0"
)
CHECKS = {
    "orders": (
        ("total_adds_up", ORDER_SUM, f"{ORDER_SUM} - discount_vnd"),
        (
            "discounts_covered",
            None,
            ORDER_COVERED,
        ),
    ),
    "purchases": (
        ("total_adds_up", ORDER_SUM, f"{ORDER_SUM} - discount_vnd"),
        ("discounts_covered", None, "discount_vnd >= 0 AND seller_discount_vnd >= 0 AND total_vnd >= 0"),
    ),
    "order_lines": (
        ("total_adds_up", LINE_SUM, f"{LINE_SUM} - seller_discount_vnd"),
        (
            "discounts_covered",
            None,
            "seller_discount_vnd >= 0 AND market_discount_vnd >= 0 AND market_discount_vnd <= total_vnd",
        ),
    ),
}
FREEZE_COMMISSION = """
    CREATE TRIGGER freeze_commission AFTER INSERT ON order_lines WHEN NEW.commission_vnd = 0 BEGIN
        UPDATE order_lines SET commission_vnd = (total_vnd * commission_bp + 5000) / 10000 WHERE id = NEW.id;
    END
"""
"""SQLite loses it when the table is copied."""


def upgrade() -> None:
    create_vouchers()
    create_events()
    create_uses()
    for table in CHECKS:
        widen(table)
    create_discounts()
    for table in ("refunds", "refund_lines"):
        op.add_column(table, sa.Column("market_vnd", sa.BigInteger(), server_default=NOTHING, nullable=False))


def downgrade() -> None:
    """Orders that were cheaper by a voucher do not fit the rules of before, and cannot go back."""
    for table in ("refunds", "refund_lines"):
        op.drop_column(table, "market_vnd")
    op.drop_table("order_discounts")
    for table in CHECKS:
        narrow(table)
    for table in ("voucher_uses", "voucher_events", "vouchers"):
        op.drop_table(table)


def widen(name: str) -> None:
    with op.batch_alter_table(name) as table:
        for column in NEW_SUMS[name]:
            table.add_column(sa.Column(column, sa.BigInteger(), server_default=NOTHING, nullable=False))
        for column in AGREED[name]:
            table.add_column(sa.Column(column, sa.BigInteger(), nullable=True))
        for check, before, after in CHECKS[name]:
            if before:
                table.drop_constraint(op.f(f"ck_{name}_{check}"), type_="check")
            table.create_check_constraint(op.f(f"ck_{name}_{check}"), after)
    keep_trigger(name)


def narrow(name: str) -> None:
    with op.batch_alter_table(name) as table:
        for check, before, _after in CHECKS[name]:
            table.drop_constraint(op.f(f"ck_{name}_{check}"), type_="check")
            if before:
                table.create_check_constraint(op.f(f"ck_{name}_{check}"), before)
        for column in (*NEW_SUMS[name], *AGREED[name]):
            table.drop_column(column)
    keep_trigger(name)


def keep_trigger(name: str) -> None:
    if name == "order_lines" and op.get_bind().dialect.name == "sqlite":
        op.execute(FREEZE_COMMISSION)


def create_vouchers() -> None:
    op.create_table(
        "vouchers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("bearer", sa.String(length=8), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=True),
        sa.Column("basis_points", sa.Integer(), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("most_vnd", sa.BigInteger(), nullable=True),
        sa.Column("least_vnd", sa.BigInteger(), nullable=False),
        sa.Column("per_person", sa.Integer(), nullable=True),
        sa.Column("most_uses", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), server_default=NOTHING, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("product_ids", sa.JSON(), nullable=False),
        sa.Column("families", sa.JSON(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.CheckConstraint("kind IN ('percent', 'amount', 'delivery')", name=op.f("ck_vouchers_kind_known")),
        sa.CheckConstraint("bearer IN ('market', 'seller')", name=op.f("ck_vouchers_bearer_known")),
        sa.CheckConstraint("state IN ('active', 'paused', 'ended')", name=op.f("ck_vouchers_state_known")),
        sa.CheckConstraint("bearer = 'market' OR seller_id IS NOT NULL", name=op.f("ck_vouchers_bearer_named")),
        sa.CheckConstraint("basis_points BETWEEN 0 AND 10000", name=op.f("ck_vouchers_rate_in_range")),
        sa.CheckConstraint("(kind = 'percent') = (basis_points > 0)", name=op.f("ck_vouchers_percent_has_rate")),
        sa.CheckConstraint(
            "amount_vnd >= 0 AND (kind = 'amount') = (amount_vnd > 0)", name=op.f("ck_vouchers_amount_has_sum")
        ),
        sa.CheckConstraint("most_vnd > 0 AND least_vnd >= 0", name=op.f("ck_vouchers_sums_sensible")),
        sa.CheckConstraint("per_person > 0 AND most_uses > 0", name=op.f("ck_vouchers_limits_sensible")),
        sa.CheckConstraint(
            "used >= 0 AND (most_uses IS NULL OR used <= most_uses)", name=op.f("ck_vouchers_never_overused")
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_vouchers_ends_after_start")),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_vouchers_seller_id_sellers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vouchers")),
        sa.UniqueConstraint("code", name=op.f("uq_vouchers_code")),
        sa.UniqueConstraint("ref", name=op.f("uq_vouchers_ref")),
    )
    op.create_index("ix_vouchers_seller", "vouchers", ["seller_id", "id"])
    op.create_index("ix_vouchers_running", "vouchers", ["state", "is_public", "ends_at"])


def create_events() -> None:
    op.create_table(
        "voucher_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("voucher_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=8), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("step IN ('made', 'paused', 'resumed', 'ended')", name=op.f("ck_voucher_events_step_known")),
        sa.ForeignKeyConstraint(["voucher_id"], ["vouchers.id"], name=op.f("fk_voucher_events_voucher_id_vouchers")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_voucher_events_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher_events")),
    )
    op.create_index("ix_voucher_events_voucher_id", "voucher_events", ["voucher_id"])


def create_uses() -> None:
    op.create_table(
        "voucher_uses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("voucher_id", sa.Integer(), nullable=False),
        sa.Column("purchase_id", sa.Integer(), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount_vnd > 0", name=op.f("ck_voucher_uses_amount_positive")),
        sa.ForeignKeyConstraint(["voucher_id"], ["vouchers.id"], name=op.f("fk_voucher_uses_voucher_id_vouchers")),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchases.id"], name=op.f("fk_voucher_uses_purchase_id_purchases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher_uses")),
        sa.UniqueConstraint("voucher_id", "purchase_id", name=op.f("uq_voucher_uses_voucher_id_purchase_id")),
    )
    op.create_index("ix_voucher_uses_purchase_id", "voucher_uses", ["purchase_id"])


def create_discounts() -> None:
    op.create_table(
        "order_discounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("order_line_id", sa.Integer(), nullable=True),
        sa.Column("voucher_id", sa.Integer(), nullable=False),
        sa.Column("bearer", sa.String(length=8), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("bearer IN ('market', 'seller')", name=op.f("ck_order_discounts_bearer_known")),
        sa.CheckConstraint("amount_vnd > 0", name=op.f("ck_order_discounts_amount_positive")),
        sa.CheckConstraint(
            "order_line_id IS NOT NULL OR bearer = 'market'", name=op.f("ck_order_discounts_delivery_by_market")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_discounts_order_id_orders")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_order_discounts_order_line_id_order_lines")
        ),
        sa.ForeignKeyConstraint(["voucher_id"], ["vouchers.id"], name=op.f("fk_order_discounts_voucher_id_vouchers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_discounts")),
    )
    op.create_index("ix_order_discounts_order_id", "order_discounts", ["order_id"])
    op.create_index("ix_order_discounts_voucher_id", "order_discounts", ["voucher_id"])
