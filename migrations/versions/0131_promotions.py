"""Promotions: lower prices of pack sizes from one day to another, and what was sold at them."""

import sqlalchemy as sa
from alembic import op

revision = "0131"
down_revision = "0130"
branch_labels = None
depends_on = None

NOTHING = sa.text("0")


def upgrade() -> None:
    op.create_table(
        "promotions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("basis_points", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_by_id", sa.Integer(), nullable=True),
        sa.Column("stop_reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint("basis_points BETWEEN 0 AND 10000", name=op.f("ck_promotions_rate_in_range")),
        sa.CheckConstraint("first_on <= last_on", name=op.f("ck_promotions_ends_after_start")),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_promotions_seller_id_sellers")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_promotions_made_by_id_users")),
        sa.ForeignKeyConstraint(["stopped_by_id"], ["users.id"], name=op.f("fk_promotions_stopped_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotions")),
        sa.UniqueConstraint("ref", name=op.f("uq_promotions_ref")),
    )
    op.create_index("ix_promotions_seller", "promotions", ["seller_id", "first_on"])
    create_packs()
    create_sales()


def create_packs() -> None:
    op.create_table(
        "promotion_packs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("promotion_id", sa.Integer(), nullable=False),
        sa.Column("variant_id", sa.Integer(), nullable=False),
        sa.Column("price_vnd", sa.BigInteger(), nullable=False),
        sa.Column("usual_vnd", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("asked_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("window_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("most_units", sa.Integer(), nullable=True),
        sa.Column("taken", sa.Integer(), server_default=NOTHING, nullable=False),
        sa.CheckConstraint("price_vnd > 0 AND price_vnd < usual_vnd", name=op.f("ck_promotion_packs_lower_price")),
        sa.CheckConstraint("starts_at <= ends_at", name=op.f("ck_promotion_packs_ends_after_start")),
        sa.CheckConstraint(
            "taken >= 0 AND (most_units IS NULL OR taken <= most_units)", name=op.f("ck_promotion_packs_never_oversold")
        ),
        sa.CheckConstraint("most_units > 0", name=op.f("ck_promotion_packs_limit_sensible")),
        sa.ForeignKeyConstraint(
            ["promotion_id"], ["promotions.id"], name=op.f("fk_promotion_packs_promotion_id_promotions")
        ),
        sa.ForeignKeyConstraint(["variant_id"], ["variants.id"], name=op.f("fk_promotion_packs_variant_id_variants")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion_packs")),
        sa.UniqueConstraint("promotion_id", "variant_id", name=op.f("uq_promotion_packs_promotion_id_variant_id")),
    )
    op.create_index("ix_promotion_packs_variant", "promotion_packs", ["variant_id", "ends_at"])


def create_sales() -> None:
    op.create_table(
        "promotion_sales",
        sa.Column("order_line_id", sa.Integer(), nullable=False),
        sa.Column("promotion_pack_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("usual_vnd", sa.BigInteger(), nullable=False),
        sa.Column("given_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_promotion_sales_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_promotion_sales_order_line_id_order_lines")
        ),
        sa.ForeignKeyConstraint(
            ["promotion_pack_id"],
            ["promotion_packs.id"],
            name=op.f("fk_promotion_sales_promotion_pack_id_promotion_packs"),
        ),
        sa.PrimaryKeyConstraint("order_line_id", name=op.f("pk_promotion_sales")),
    )
    op.create_index("ix_promotion_sales_promotion_pack_id", "promotion_sales", ["promotion_pack_id"])


def downgrade() -> None:
    for table in ("promotion_sales", "promotion_packs", "promotions"):
        op.drop_table(table)
