"""Sellers bring goods themselves or keep them for who fetches them; orders keep what was chosen."""

import sqlalchemy as sa
from alembic import op

revision = "0120"
down_revision = "0125"
branch_labels = None
depends_on = None

KINDS = "delivery_kind IN ('house', 'local', 'pickup')"
BEFORE = "undelivered IN ('refused', 'unreachable', 'wrong_address', 'damaged', 'lost')"
AFTER = "undelivered IN ('refused', 'unreachable', 'wrong_address', 'damaged', 'lost', 'not_collected')"
IS_FETCHED = sa.text("pickup_code IS NOT NULL")


def upgrade() -> None:
    op.add_column("sellers", sa.Column("deliveries", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
    house = sa.text("'house'")
    with op.batch_alter_table("orders") as table:
        table.add_column(sa.Column("delivery_kind", sa.String(length=8), nullable=False, server_default=house))
        table.add_column(sa.Column("delivery_terms", sa.JSON(), nullable=True))
        table.add_column(sa.Column("pickup_code", sa.String(length=6), nullable=True))
        table.create_check_constraint(op.f("ck_orders_delivery_kind_known"), KINDS)
    replace_reasons(AFTER)
    op.create_index(
        "ix_orders_pickup_code",
        "orders",
        ["seller_id", "pickup_code"],
        sqlite_where=IS_FETCHED,
        postgresql_where=IS_FETCHED,
    )


def downgrade() -> None:
    """What nobody fetched does not fit the rules of before."""
    op.drop_index("ix_orders_pickup_code", "orders")
    replace_reasons(BEFORE)
    with op.batch_alter_table("orders") as table:
        table.drop_constraint(op.f("ck_orders_delivery_kind_known"), type_="check")
        for column in ("pickup_code", "delivery_terms", "delivery_kind"):
            table.drop_column(column)
    with op.batch_alter_table("sellers") as table:
        table.drop_column("deliveries")


def replace_reasons(allowed: str) -> None:
    with op.batch_alter_table("orders") as table:
        table.drop_constraint(op.f("ck_orders_undelivered_known"), type_="check")
        table.create_check_constraint(op.f("ck_orders_undelivered_known"), allowed)
