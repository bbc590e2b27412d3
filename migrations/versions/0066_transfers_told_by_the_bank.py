"""A statement says which transfers of payout runs left with it."""

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0071"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("bank_statements", sa.Column("sent", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("bank_statements", sa.Column("doubts", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))


def downgrade() -> None:
    op.drop_column("bank_statements", "doubts")
    op.drop_column("bank_statements", "sent")
