"""Shop pages in blocks, people quoted with their consent, answers kept ready, and sales read by their day."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sellers", sa.Column("blocks", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
    op.create_table(
        "shop_page_drafts",
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_shop_page_drafts_seller_id_sellers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["saved_by_id"], ["users.id"], name=op.f("fk_shop_page_drafts_saved_by_id_users")),
        sa.PrimaryKeyConstraint("seller_id", name=op.f("pk_shop_page_drafts")),
        sa.UniqueConstraint("ref", name=op.f("uq_shop_page_drafts_ref")),
    )
    op.create_table(
        "shop_quotes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("role_vi", sa.String(length=80), nullable=False),
        sa.Column("role_en", sa.String(length=80), nullable=False),
        sa.Column("words_vi", sa.String(length=600), nullable=False),
        sa.Column("words_en", sa.String(length=600), nullable=False),
        sa.Column("consented_on", sa.Date(), nullable=False),
        sa.Column("consent_way", sa.String(length=10), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "consent_way IN ('spoken', 'phone', 'message', 'signed')", name=op.f("ck_shop_quotes_consent_way_known")
        ),
        sa.CheckConstraint("withdrawn_at IS NULL OR words_vi = ''", name=op.f("ck_shop_quotes_withdrawn_unsaid")),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_shop_quotes_seller_id_sellers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_shop_quotes_recorded_by_id_users")),
        sa.ForeignKeyConstraint(["withdrawn_by_id"], ["users.id"], name=op.f("fk_shop_quotes_withdrawn_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_quotes")),
        sa.UniqueConstraint("ref", name=op.f("uq_shop_quotes_ref")),
    )
    op.create_index(op.f("ix_shop_quotes_seller_id"), "shop_quotes", ["seller_id"])
    op.create_table(
        "ready_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("body", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_ready_answers_seller_id_sellers"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ready_answers")),
        sa.UniqueConstraint("ref", name=op.f("uq_ready_answers_ref")),
    )
    op.create_index(op.f("ix_ready_answers_seller_id"), "ready_answers", ["seller_id"])
    op.create_index("ix_orders_seller_placed", "orders", ["seller_id", "placed_at"])


def downgrade() -> None:
    op.drop_index("ix_orders_seller_placed", table_name="orders")
    op.drop_table("ready_answers")
    op.drop_table("shop_quotes")
    op.drop_table("shop_page_drafts")
    with op.batch_alter_table("sellers") as table:
        table.drop_column("blocks")
