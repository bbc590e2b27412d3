"""Which goods of an order are in which of its boxes."""

import sqlalchemy as sa
from alembic import op

revision = "0121"
down_revision = "0126"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("orders", sa.Column("box_contents", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("orders", "box_contents")
