"""What pack sizes cost and when, written by triggers."""

import sqlalchemy as sa
from alembic import op

from marketplace.prices import triggers

revision = "0130"
down_revision = "0121"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("variants", sa.Column("priced_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("variants", sa.Column("priced_by_id", sa.Integer(), nullable=True))
    op.create_table(
        "price_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("variant_id", sa.Integer(), nullable=False),
        sa.Column("price_vnd", sa.BigInteger(), nullable=False),
        sa.Column("price_breaks", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["variant_id"], ["variants.id"], name=op.f("fk_price_changes_variant_id_variants")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_price_changes_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_changes")),
    )
    op.create_index("ix_price_changes_variant_at", "price_changes", ["variant_id", "at"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(triggers.FUNCTION)


def downgrade() -> None:
    triggers.unwatch(op.get_bind())
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS note_price()")
    op.drop_table("price_changes")
    with op.batch_alter_table("variants") as table:
        table.drop_column("priced_by_id")
        table.drop_column("priced_at")
