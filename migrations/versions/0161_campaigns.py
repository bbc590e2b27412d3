"""Campaigns: promotions for the whole market, and which promotions of shops joined them."""

import sqlalchemy as sa
from alembic import op

revision = "0161"
down_revision = "0155"
branch_labels = None
depends_on = None


def to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "campaigns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("bearer", sa.String(8), nullable=False),
        sa.Column("basis_points", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("families", sa.JSON(), nullable=False),
        sa.Column("product_ids", sa.JSON(), nullable=False),
        sa.Column("voucher_id", sa.Integer()),
        moment("made_at"),
        sa.Column("made_by_id", sa.Integer()),
        moment("stopped_at", nullable=True),
        sa.Column("stopped_by_id", sa.Integer()),
        sa.Column("stop_reason", sa.String(300), nullable=False),
        sa.CheckConstraint("bearer IN ('market', 'seller')", name=op.f("ck_campaigns_bearer_known")),
        sa.CheckConstraint("basis_points > 0 AND basis_points <= 10000", name=op.f("ck_campaigns_rate_in_range")),
        sa.CheckConstraint("first_on <= last_on", name=op.f("ck_campaigns_ends_after_start")),
        sa.CheckConstraint(
            "(bearer = 'market') = (voucher_id IS NOT NULL)", name=op.f("ck_campaigns_market_pays_by_voucher")
        ),
        to("campaigns", "voucher_id", "vouchers"),
        to("campaigns", "made_by_id", "users"),
        to("campaigns", "stopped_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint("ref", name=op.f("uq_campaigns_ref")),
    )
    op.create_index("ix_campaigns_last_on", "campaigns", ["last_on"])
    op.create_table(
        "campaign_entries",
        sa.Column("promotion_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer()),
        moment("at"),
        to("campaign_entries", "promotion_id", "promotions"),
        to("campaign_entries", "campaign_id", "campaigns"),
        to("campaign_entries", "by_id", "users"),
        sa.PrimaryKeyConstraint("promotion_id", name=op.f("pk_campaign_entries")),
    )
    op.create_index("ix_campaign_entries_campaign_id", "campaign_entries", ["campaign_id"])


def downgrade() -> None:
    op.drop_table("campaign_entries")
    op.drop_table("campaigns")
