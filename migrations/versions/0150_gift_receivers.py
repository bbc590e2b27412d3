"""Gifts of one purchase that go to many people: who each parcel is for."""

import sqlalchemy as sa
from alembic import op

revision = "0150"
down_revision = "0171"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gift_receivers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purchase_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(43), nullable=False),
        sa.Column("recipient_name", sa.String(120), nullable=False),
        sa.Column("recipient_folded", sa.String(120), nullable=False),
        sa.Column("phone", sa.String(20), nullable=False),
        sa.Column("province_code", sa.String(2), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("street", sa.String(200), nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column("card_text", sa.String(160), nullable=False),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchases.id"], name="fk_gift_receivers_purchase_id_purchases"),
        sa.PrimaryKeyConstraint("id", name="pk_gift_receivers"),
        sa.UniqueConstraint("token", name="uq_gift_receivers_token"),
    )
    op.create_index("ix_gift_receivers_purchase_id", "gift_receivers", ["purchase_id"])
    op.create_index("ix_gift_receivers_phone", "gift_receivers", ["phone"])
    # Written out, because alembic adds no column with a reference to a table of SQLite without copying all its rows.
    op.execute(
        "ALTER TABLE orders ADD COLUMN receiver_id INTEGER "
        "CONSTRAINT fk_orders_receiver_id_gift_receivers REFERENCES gift_receivers (id)"
    )


def downgrade() -> None:
    op.drop_column("orders", "receiver_id")
    op.drop_table("gift_receivers")
