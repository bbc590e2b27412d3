"""What an attempt to pay by card knows of its provider's page: where it is, how often it was asked for, what it charged."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("payment_attempts", sa.Column("tries", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.add_column("payment_attempts", sa.Column("charge_ref", sa.String(length=255), nullable=True))
    op.add_column("payment_attempts", sa.Column("page_url", sa.String(length=2000), nullable=False, server_default=""))
    op.create_index(op.f("ix_payment_attempts_charge_ref"), "payment_attempts", ["charge_ref"])


def downgrade() -> None:
    op.drop_index(op.f("ix_payment_attempts_charge_ref"), "payment_attempts")
    for column in ("page_url", "charge_ref", "tries"):
        op.drop_column("payment_attempts", column)
