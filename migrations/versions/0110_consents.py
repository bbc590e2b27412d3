"""What people said to each version of a policy."""

import sqlalchemy as sa
from alembic import op

revision = "0110"
down_revision = "0100"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "policy_consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("policy", sa.String(16), nullable=False),
        sa.Column("version", sa.String(16), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("locale", sa.String(2), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("policy IN ('privacy')", name="ck_policy_consents_policy_known"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_policy_consents_user_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_policy_consents"),
    )
    op.create_index("ix_policy_consents_person", "policy_consents", ["user_id", "policy", "version"])


def downgrade() -> None:
    op.drop_table("policy_consents")
