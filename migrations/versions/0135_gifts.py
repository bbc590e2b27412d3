"""Orders that go to somebody else as a gift, and the box that a shop puts them into."""

import sqlalchemy as sa
from alembic import op

revision = "0135"
down_revision = "0140"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("purchases", sa.Column("is_gift", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("sellers", sa.Column("offers_gift_box", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("products", sa.Column("is_gift_box", sa.Boolean(), nullable=False, server_default=sa.false()))
    is_box = sa.text("is_gift_box")
    op.create_index(
        "uq_products_gift_box", "products", ["seller_id"], unique=True, sqlite_where=is_box, postgresql_where=is_box
    )
    op.create_table(
        "gifts",
        sa.Column("purchase_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(43), nullable=False),
        sa.Column("phone", sa.String(20), nullable=False),
        sa.Column("sender_name", sa.String(80), nullable=False),
        sa.Column("card_text", sa.String(160), nullable=False),
        sa.Column("hides_prices", sa.Boolean(), nullable=False),
        sa.Column("wished_on", sa.Date()),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchases.id"], name="fk_gifts_purchase_id_purchases"),
        sa.PrimaryKeyConstraint("purchase_id", name="pk_gifts"),
        sa.UniqueConstraint("token", name="uq_gifts_token"),
    )
    op.create_index("ix_gifts_phone", "gifts", ["phone"])


def downgrade() -> None:
    op.drop_table("gifts")
    op.drop_index("uq_products_gift_box", "products")
    op.drop_column("products", "is_gift_box")
    op.drop_column("sellers", "offers_gift_box")
    op.drop_column("purchases", "is_gift")
