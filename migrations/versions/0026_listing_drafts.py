"""Sellers write their listings as drafts, and say where goods come from, how large they are and in which OCOP set."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

TOLD = {"ocop_set": 24, "origin_vi": 200, "origin_en": 200, "size_vi": 200, "size_en": 200}


def upgrade() -> None:
    op.create_table(
        "listing_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("base", sa.JSON(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("saves", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_listing_drafts_seller_id_sellers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_listing_drafts_product_id_products")),
        sa.ForeignKeyConstraint(["saved_by_id"], ["users.id"], name=op.f("fk_listing_drafts_saved_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_drafts")),
        sa.UniqueConstraint("ref", name=op.f("uq_listing_drafts_ref")),
        sa.UniqueConstraint("product_id", name=op.f("uq_listing_drafts_product_id")),
    )
    op.create_index("ix_listing_drafts_of_seller", "listing_drafts", ["seller_id", "saved_at"])
    for column, length in TOLD.items():
        op.add_column("products", sa.Column(column, sa.String(length=length), nullable=False, server_default=""))
    op.add_column("pictures", sa.Column("draft_ref", sa.String(length=16), nullable=True))
    op.create_index(op.f("ix_pictures_draft_ref"), "pictures", ["draft_ref"])


def downgrade() -> None:
    op.drop_index(op.f("ix_pictures_draft_ref"), table_name="pictures")
    op.drop_column("pictures", "draft_ref")
    for column in TOLD:
        op.drop_column("products", column)
    op.drop_table("listing_drafts")
