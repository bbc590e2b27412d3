"""Carriers that buyers may choose by their own price: which a seller offers, and which an order was sold with."""

import sqlalchemy as sa
from alembic import op

revision = "0155"
down_revision = "0170"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sellers", sa.Column("carriers", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
    op.add_column("orders", sa.Column("chosen_carrier", sa.String(16)))


def downgrade() -> None:
    op.drop_column("orders", "chosen_carrier")
    op.drop_column("sellers", "carriers")
