"""Somebody who sells, or wants to, practises in a shop that is no shop."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "practice_shops",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("commission_bp", sa.Integer(), nullable=False),
        sa.Column("parcels", sa.JSON(), nullable=False),
        sa.Column("label_printed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("money_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('cooperative', 'coop_union', 'coop_group', 'household_business', 'individual_farmer', 'enterprise')",
            name=op.f("ck_practice_shops_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_practice_shops_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_practice_shops")),
    )
    op.create_index(op.f("ix_practice_shops_changed_at"), "practice_shops", ["changed_at"])


def downgrade() -> None:
    op.drop_table("practice_shops")
