"""Which reminders of a certificate's end were written, each once."""

import sqlalchemy as sa
from alembic import op

revision = "0171"
down_revision = "0177"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "certificate_reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(5), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificates.id"], name="fk_certificate_reminders_certificate_id_certificates"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_certificate_reminders"),
        sa.UniqueConstraint(
            "certificate_id", "expires_on", "name", name="uq_certificate_reminders_certificate_id_expires_on_name"
        ),
    )


def downgrade() -> None:
    op.drop_table("certificate_reminders")
