"""Until when an order keeps its goods for money that is awaited."""

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0095"
branch_labels = None
depends_on = None

WAITS = sa.text("state = 'awaiting_payment'")
KEPT = """
    UPDATE orders SET kept_until = (
        SELECT max(payment_attempts.ends_at) FROM payment_attempts
        WHERE payment_attempts.purchase_id = orders.purchase_id
    )
    WHERE state = 'awaiting_payment'
"""
"""The few that wait at this moment; those without an attempt have a day from their purchase, as before."""


def upgrade() -> None:
    op.add_column("orders", sa.Column("kept_until", sa.DateTime(timezone=True)))
    op.create_index("ix_orders_kept", "orders", ["kept_until"], sqlite_where=WAITS, postgresql_where=WAITS)
    op.execute(KEPT)


def downgrade() -> None:
    op.drop_index("ix_orders_kept", "orders")
    op.drop_column("orders", "kept_until")
