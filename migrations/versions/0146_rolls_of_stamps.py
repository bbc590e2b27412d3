"""Rolls of stamps: ranges of a lot that are printed together."""

import sqlalchemy as sa
from alembic import op

revision = "0146"
down_revision = "0136"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stamp_rolls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("first_number", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("stuck_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "first_number > 0 AND last_number >= first_number", name=op.f("ck_stamp_rolls_range_goes_up")
        ),
        sa.CheckConstraint(
            "made >= 0 AND made <= last_number - first_number + 1", name=op.f("ck_stamp_rolls_made_within_range")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name="fk_stamp_rolls_lot_id_lots"),
        sa.ForeignKeyConstraint(["asked_by_id"], ["users.id"], name="fk_stamp_rolls_asked_by_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_stamp_rolls"),
        sa.UniqueConstraint("ref", name="uq_stamp_rolls_ref"),
        sa.UniqueConstraint("lot_id", "first_number", name="uq_stamp_rolls_lot_id_first_number"),
    )


def downgrade() -> None:
    op.drop_table("stamp_rolls")
