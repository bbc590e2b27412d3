"""What a shop has asked for is found by the shop: its list of goods says what waits and what was sent back."""

from alembic import op

revision = "0069"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_approvals_of_seller", "approvals", ["seller_id", "state"])


def downgrade() -> None:
    op.drop_index("ix_approvals_of_seller", "approvals")
