"""Codes of no stamp that somebody looked for."""

import sqlalchemy as sa
from alembic import op

revision = "0177"
down_revision = "0176"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stamp_tries",
        sa.Column("code", sa.String(15), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint("times > 0", name=op.f("ck_stamp_tries_counts_something")),
        sa.PrimaryKeyConstraint("code", "day", name=op.f("pk_stamp_tries")),
    )


def downgrade() -> None:
    op.drop_table("stamp_tries")
