"""What lies in a basket may be saved for later, and knows the price that its shopper was told."""

import sqlalchemy as sa
from alembic import op

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cart_lines", sa.Column("is_saved", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("cart_lines", sa.Column("seen_vnd", sa.BigInteger()))


def downgrade() -> None:
    op.drop_column("cart_lines", "seen_vnd")
    op.drop_column("cart_lines", "is_saved")
