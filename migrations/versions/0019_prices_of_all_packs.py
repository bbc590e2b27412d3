"""Shelves tell the prices of all pack sizes that can be bought; `flask release` fills them in."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ADDED = ("highest_price_vnd", "highest_unit_price_vnd")


def upgrade() -> None:
    for name in ADDED:
        op.add_column("shelf_entries", sa.Column(name, sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("shelf_entries") as table:
        for name in ADDED:
            table.drop_column(name)
