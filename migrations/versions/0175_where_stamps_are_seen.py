"""In which province people hold a stamp, as they say themselves; trade item numbers of pack sizes."""

import sqlalchemy as sa
from alembic import op

revision = "0175"
down_revision = "0141"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stamp_sightings",
        sa.Column("stamp_id", sa.Integer(), nullable=False),
        sa.Column("province", sa.String(2), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint("times > 0", name=op.f("ck_stamp_sightings_counts_something")),
        sa.ForeignKeyConstraint(["stamp_id"], ["stamps.id"], name=op.f("fk_stamp_sightings_stamp_id_stamps")),
        sa.PrimaryKeyConstraint("stamp_id", "province", "day", name=op.f("pk_stamp_sightings")),
    )
    op.add_column("variants", sa.Column("gtin", sa.String(14)))


def downgrade() -> None:
    op.drop_column("variants", "gtin")
    op.drop_table("stamp_sightings")
