"""Addresses that shops and collections had before; to which mail address a one-time link was sent.

A job writes out the addresses that lack letters, and the letters in lists of facts and photos (see 0018).
"""

import sqlalchemy as sa
from alembic import op

from migrations.jobs import ask_for

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "former_slugs",
        sa.Column("of", sa.String(length=20), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("present", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("of", "slug", name=op.f("pk_former_slugs")),
    )
    op.add_column("one_time_links", sa.Column("mailed_to", sa.String(length=254), nullable=True))
    ask_for("letters", where_any="sellers")


def downgrade() -> None:
    with op.batch_alter_table("one_time_links") as table:
        table.drop_column("mailed_to")
    op.drop_table("former_slugs")
