"""Goods are archived, bought up to a limit and sent in boxes; several are changed at once, and that can be undone."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0035"
branch_labels = None
depends_on = None

OF_VARIANTS = {"approved_price_vnd": sa.BigInteger(), "most_per_buyer": sa.Integer(), "box_cm": sa.JSON()}


def upgrade() -> None:
    op.add_column("products", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
    for column, kind in OF_VARIANTS.items():
        op.add_column("variants", sa.Column(column, kind, nullable=True))
    op.create_table(
        "bulk_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=13), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("step_vnd", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('price_percent', 'price_amount', 'list', 'delist', 'archive', 'restore')",
            name=op.f("ck_bulk_changes_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_bulk_changes_seller_id_sellers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_bulk_changes_by_id_users")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["users.id"], name=op.f("fk_bulk_changes_undone_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_changes")),
        sa.UniqueConstraint("ref", name=op.f("uq_bulk_changes_ref")),
    )
    op.create_index("ix_bulk_changes_of_seller", "bulk_changes", ["seller_id", "made_at"])
    op.create_table(
        "bulk_change_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bulk_change_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("variant_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(length=7), nullable=False),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("undo_outcome", sa.String(length=7), nullable=True),
        sa.Column("undo_reason", sa.JSON(), nullable=False),
        sa.CheckConstraint("outcome IN ('done', 'asked', 'refused')", name=op.f("ck_bulk_change_lines_outcome_known")),
        sa.CheckConstraint(
            "undo_outcome IN ('done', 'asked', 'refused')", name=op.f("ck_bulk_change_lines_undo_outcome_known")
        ),
        sa.ForeignKeyConstraint(
            ["bulk_change_id"],
            ["bulk_changes.id"],
            name=op.f("fk_bulk_change_lines_bulk_change_id_bulk_changes"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_bulk_change_lines_product_id_products")),
        sa.ForeignKeyConstraint(["variant_id"], ["variants.id"], name=op.f("fk_bulk_change_lines_variant_id_variants")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_change_lines")),
    )
    op.create_index(op.f("ix_bulk_change_lines_bulk_change_id"), "bulk_change_lines", ["bulk_change_id"])


def downgrade() -> None:
    op.drop_table("bulk_change_lines")
    op.drop_table("bulk_changes")
    for column in reversed(OF_VARIANTS):
        op.drop_column("variants", column)
    op.drop_column("products", "archived_at")
