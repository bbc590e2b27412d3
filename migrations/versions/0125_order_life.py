"""What becomes of late orders, what buyers ask to have called off, and when they said that a parcel had come."""

import sqlalchemy as sa
from alembic import op

revision = "0125"
down_revision = "0135"
branch_labels = None
depends_on = None

LAPSES = sa.text("lapses_at IS NOT NULL")
OPEN = sa.text("outcome IS NULL")
OUTCOMES = "outcome IN ('agreed', 'refused', 'lapsed', 'withdrawn', 'sent')"
MOMENTS = ("late_told_at", "lapses_at", "received_at")


def upgrade() -> None:
    for name in MOMENTS:
        op.add_column("orders", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_orders_lapses", "orders", ["lapses_at"], sqlite_where=LAPSES, postgresql_where=LAPSES)
    op.create_table(
        "cancel_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("by_id", sa.Integer()),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(10)),
        sa.Column("answer", sa.String(200), nullable=False),
        sa.Column("answered_by_id", sa.Integer()),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(OUTCOMES, name=op.f("ck_cancel_requests_outcome_known")),
        sa.CheckConstraint(
            "(outcome IS NULL) = (settled_at IS NULL)", name=op.f("ck_cancel_requests_settled_with_outcome")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_cancel_requests_order_id_orders")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_cancel_requests_by_id_users")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["users.id"], name=op.f("fk_cancel_requests_answered_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cancel_requests")),
    )
    op.create_index("ix_cancel_requests_order_id", "cancel_requests", ["order_id"])
    op.create_index(
        "uq_cancel_requests_open",
        "cancel_requests",
        ["order_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index(
        "ix_cancel_requests_answer_by", "cancel_requests", ["answer_by"], sqlite_where=OPEN, postgresql_where=OPEN
    )


def downgrade() -> None:
    op.drop_table("cancel_requests")
    op.drop_index("ix_orders_lapses", table_name="orders")
    for name in MOMENTS:
        op.drop_column("orders", name)
