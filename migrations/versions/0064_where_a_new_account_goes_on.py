"""Where somebody wanted to go who opens an account, so that the link in the mail leads on there."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("wanted_path", sa.String(200), server_default="", nullable=False)
    op.add_column("contact_proofs", column)


def downgrade() -> None:
    with op.batch_alter_table("contact_proofs") as table:
        table.drop_column("wanted_path")
