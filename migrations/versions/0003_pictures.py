"""Pictures that sellers and buyers send."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pictures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("alt_vi", sa.String(length=200), nullable=False),
        sa.Column("alt_en", sa.String(length=200), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("blur", sa.String(length=400), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("product_id IS NULL OR review_id IS NULL", name=op.f("ck_pictures_one_subject")),
        sa.CheckConstraint("state IN ('uploaded', 'ready', 'refused')", name=op.f("ck_pictures_state_known")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_pictures_by_id_users")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_pictures_product_id_products")),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_pictures_review_id_reviews")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pictures")),
        sa.UniqueConstraint("ref", name=op.f("uq_pictures_ref")),
    )
    with op.batch_alter_table("pictures", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_pictures_product_id"), ["product_id"], unique=False)
        batch_op.create_index(op.f("ix_pictures_removed_at"), ["removed_at"], unique=False)
        batch_op.create_index(op.f("ix_pictures_review_id"), ["review_id"], unique=False)
        batch_op.create_index("ix_pictures_waiting", ["state", "due_at"], unique=False)

    with op.batch_alter_table("products", schema=None) as batch_op:
        batch_op.add_column(sa.Column("photos", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("products", schema=None) as batch_op:
        batch_op.drop_column("photos")
    op.drop_table("pictures")
