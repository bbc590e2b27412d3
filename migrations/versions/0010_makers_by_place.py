"""Counting the open makers of each province and kind from an index alone."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_sellers_state_province_code_kind", "sellers", ["state", "province_code", "kind"])
    op.drop_index("ix_sellers_state", "sellers")


def downgrade() -> None:
    op.create_index("ix_sellers_state", "sellers", ["state"])
    op.drop_index("ix_sellers_state_province_code_kind", "sellers")
