"""A parcel is packed job by job: who has done which, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "packing_ticks",
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("job", sa.String(length=16), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_packing_ticks_order_id_orders")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_packing_ticks_by_id_users")),
        sa.PrimaryKeyConstraint("order_id", "job", name=op.f("pk_packing_ticks")),
    )


def downgrade() -> None:
    op.drop_table("packing_ticks")
