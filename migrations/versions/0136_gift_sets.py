"""Gift sets: packs of one shop that are given together."""

import sqlalchemy as sa
from alembic import op

revision = "0136"
down_revision = "0120"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gift_sets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(120), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("name_vi", sa.String(120), nullable=False),
        sa.Column("name_en", sa.String(120), nullable=False),
        sa.Column("note_vi", sa.String(300), nullable=False),
        sa.Column("note_en", sa.String(300), nullable=False),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name="fk_gift_sets_seller_id_sellers"),
        sa.PrimaryKeyConstraint("id", name="pk_gift_sets"),
        sa.UniqueConstraint("slug", name="uq_gift_sets_slug"),
    )
    op.create_index("ix_gift_sets_seller_id", "gift_sets", ["seller_id"])
    op.create_table(
        "gift_set_parts",
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("variant_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity BETWEEN 1 AND 20", name="ck_gift_set_parts_quantity_in_range"),
        sa.ForeignKeyConstraint(
            ["set_id"], ["gift_sets.id"], name="fk_gift_set_parts_set_id_gift_sets", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["variants.id"], name="fk_gift_set_parts_variant_id_variants", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("set_id", "variant_id", name="pk_gift_set_parts"),
    )
    op.create_index("ix_gift_set_parts_variant_id", "gift_set_parts", ["variant_id"])


def downgrade() -> None:
    op.drop_table("gift_set_parts")
    op.drop_table("gift_sets")
