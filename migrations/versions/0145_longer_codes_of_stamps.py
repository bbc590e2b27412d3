"""Codes of stamps have fifteen characters; those of eight that are printed already stay."""

import sqlalchemy as sa
from alembic import op

revision = "0145"
down_revision = "0112"
branch_labels = None
depends_on = None


def upgrade() -> None:
    resize(8, 15)


def downgrade() -> None:
    """Stamps with long codes cannot be kept: no shorter code leads to them."""
    resize(15, 8)


def resize(before: int, after: int) -> None:
    with op.batch_alter_table("stamps") as table:
        table.alter_column("code", existing_type=sa.String(before), type_=sa.String(after), existing_nullable=False)
