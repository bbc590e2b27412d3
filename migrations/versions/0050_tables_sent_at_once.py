"""All goods of a table can be sent to be looked at in one go, and be looked through in one go.

What a seller's pages count of the orders stands in one index, so that no order is read for it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

STATES = ("reading", "refused", "mapping", "checking", "checked", "writing", "written", "undoing", "undone")
MORE = ("sending",)
IN_BATCH = sa.text("state = 'waiting' AND batch <> ''")


def upgrade() -> None:
    op.add_column("approvals", sa.Column("batch", sa.String(length=16), server_default="", nullable=False))
    op.create_index(
        "ix_approvals_batch", "approvals", ["batch", "id"], sqlite_where=IN_BATCH, postgresql_where=IN_BATCH
    )
    allow((*STATES, *MORE))
    op.create_index("ix_orders_of_seller", "orders", ["seller_id", "state", "due_at", "placed_at", "arrives_to_on"])
    op.drop_index("ix_orders_seller_state", table_name="orders")
    op.create_index("ix_order_events_of_order", "order_events", ["order_id", "state", "at"])
    op.drop_index("ix_order_events_order_id", table_name="order_events")


def downgrade() -> None:
    op.create_index("ix_order_events_order_id", "order_events", ["order_id"])
    op.drop_index("ix_order_events_of_order", table_name="order_events")
    op.create_index("ix_orders_seller_state", "orders", ["seller_id", "state", "id"])
    op.drop_index("ix_orders_of_seller", table_name="orders")
    op.execute("UPDATE imports SET state = 'written' WHERE state = 'sending'")
    allow(STATES)
    op.drop_index("ix_approvals_batch", table_name="approvals")
    op.drop_column("approvals", "batch")


def allow(states: tuple[str, ...]) -> None:
    allowed = ", ".join(f"'{state}'" for state in states)
    with op.batch_alter_table("imports") as table:
        table.drop_constraint(op.f("ck_imports_state_known"), type_="check")
        table.create_check_constraint(op.f("ck_imports_state_known"), f"state IN ({allowed})")
