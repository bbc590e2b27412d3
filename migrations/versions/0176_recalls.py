"""Recalls of lots, and which orders they concern."""

import sqlalchemy as sa
from alembic import op

revision = "0176"
down_revision = "0161"
branch_labels = None
depends_on = None

UNTOLD = sa.text("told_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "recalls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(10), nullable=False),
        sa.Column("remedy", sa.String(10), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("ground IN ('harmful', 'quality', 'label')", name=op.f("ck_recalls_ground_known")),
        sa.CheckConstraint("remedy IN ('discard', 'send_back')", name=op.f("ck_recalls_remedy_known")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_recalls_lot_id_lots")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_recalls_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recalls")),
        sa.UniqueConstraint("ref", name=op.f("uq_recalls_ref")),
        sa.UniqueConstraint("lot_id", name=op.f("uq_recalls_lot_id")),
    )
    op.create_table(
        "recall_notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recall_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True)),
        sa.Column("read_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("units > 0", name=op.f("ck_recall_notices_holds_something")),
        sa.ForeignKeyConstraint(["recall_id"], ["recalls.id"], name=op.f("fk_recall_notices_recall_id_recalls")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_recall_notices_order_id_orders")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recall_notices")),
        sa.UniqueConstraint("recall_id", "order_id", name=op.f("uq_recall_notices_recall_id_order_id")),
    )
    op.create_index("ix_recall_notices_order_id", "recall_notices", ["order_id"])
    op.create_index(
        "ix_recall_notices_untold",
        "recall_notices",
        ["recall_id", "id"],
        sqlite_where=UNTOLD,
        postgresql_where=UNTOLD,
    )


def downgrade() -> None:
    op.drop_table("recall_notices")
    op.drop_table("recalls")
