"""Harvests can be ordered before they are there: lots that are expected, what comes in every day, what orders await."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0030"
branch_labels = None
depends_on = None

KINDS = "kind IN ('harvest_moved', 'harvest_short')"


def upgrade() -> None:
    for name in ("expected_on", "orders_until"):
        op.add_column("lots", sa.Column(name, sa.Date(), nullable=True))
    op.add_column("lots", sa.Column("capacity", sa.Integer(), nullable=True))
    op.add_column("lots", sa.Column("shortfall_rule", sa.String(length=12), nullable=True))
    op.add_column("lots", sa.Column("is_daily", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in ("harvest_on", "ships_from_on"):
        op.add_column("orders", sa.Column(name, sa.Date(), nullable=True))
    op.add_column("orders", sa.Column("shortfall_rule", sa.String(length=12), nullable=True))
    create_daily()
    create_changes()


def downgrade() -> None:
    """What was still to be harvested stays a lot; the released version knows no other."""
    op.drop_index(op.f("ix_order_changes_order_id"), "order_changes")
    op.drop_table("order_changes")
    op.drop_table("daily_capacities")
    for table, names in {
        "orders": ("shortfall_rule", "ships_from_on", "harvest_on"),
        "lots": ("is_daily", "shortfall_rule", "capacity", "orders_until", "expected_on"),
    }.items():
        for name in names:
            op.drop_column(table, name)


def create_daily() -> None:
    op.create_table(
        "daily_capacities",
        sa.Column("variant_id", sa.Integer(), nullable=False),
        sa.Column("per_day", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("per_day >= 1", name=op.f("ck_daily_capacities_per_day_positive")),
        sa.ForeignKeyConstraint(["variant_id"], ["variants.id"], name=op.f("fk_daily_capacities_variant_id_variants")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_daily_capacities_by_id_users")),
        sa.PrimaryKeyConstraint("variant_id", name=op.f("pk_daily_capacities")),
    )


def create_changes() -> None:
    op.create_table(
        "order_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("before", sa.String(length=40), nullable=False),
        sa.Column("after", sa.String(length=40), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_order_changes_kind_known")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_changes_order_id_orders")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_order_changes_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_changes")),
    )
    op.create_index(op.f("ix_order_changes_order_id"), "order_changes", ["order_id"])
