"""The history of decisions is read by its newest entries."""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_approvals_decided", "approvals", ["decided_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_approvals_decided", table_name="approvals")
