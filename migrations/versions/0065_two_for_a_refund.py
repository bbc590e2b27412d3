"""Whether a refund takes two operators is decided when it is asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0062"
branch_labels = None
depends_on = None

DECIDED = "UPDATE refunds SET takes_two = true WHERE requested_by_id IS NOT NULL AND amount_vnd > 2000000"


def upgrade() -> None:
    op.add_column("refunds", sa.Column("takes_two", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(DECIDED)


def downgrade() -> None:
    op.drop_column("refunds", "takes_two")
