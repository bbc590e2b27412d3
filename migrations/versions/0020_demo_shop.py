"""A database says itself whether it holds the demo shop; until now a file in the data folder did."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

OF_BEFORE = """
    INSERT INTO demo_shop (filled_at)
    SELECT min(users.created_at) FROM users
    JOIN seller_members ON seller_members.user_id = users.id
    JOIN sellers ON sellers.id = seller_members.seller_id
    WHERE users.phone = '+84900000002' AND sellers.slug = 'htx-green-life'
    HAVING count(*) > 0
"""


def upgrade() -> None:
    op.create_table(
        "demo_shop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("filled_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demo_shop")),
    )
    op.execute(OF_BEFORE)


def downgrade() -> None:
    op.drop_table("demo_shop")
