"""People apply to sell here: what they told so far, their papers, and the accounts that money is to go to."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("sellers", sa.Column("personal_number_sealed", sa.Text(), nullable=True))
    op.create_table(
        "seller_applications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=True),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("photo_id", sa.Integer(), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("personal_number_sealed", sa.Text(), nullable=True),
        sa.Column("account_sealed", sa.Text(), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("phone_confirmed_at", MOMENT, nullable=True),
        sa.Column("phone_code_digest", sa.String(length=64), nullable=True),
        sa.Column("phone_code_ends_at", MOMENT, nullable=True),
        sa.Column("phone_code_tries", sa.Integer(), nullable=False),
        sa.Column("mended", sa.JSON(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_seller_applications_user_id_users")),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_seller_applications_seller_id_sellers")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_seller_applications_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["photo_id"],
            ["pictures.id"],
            name=op.f("fk_seller_applications_photo_id_pictures"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seller_applications")),
        sa.UniqueConstraint("ref", name=op.f("uq_seller_applications_ref")),
        sa.UniqueConstraint("seller_id", name=op.f("uq_seller_applications_seller_id")),
    )
    op.create_index(op.f("ix_seller_applications_user_id"), "seller_applications", ["user_id"])
    op.create_table(
        "application_papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('registration', 'tax', 'identity')", name=op.f("ck_application_papers_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["seller_applications.id"],
            name=op.f("fk_application_papers_application_id_seller_applications"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["pictures.id"], name=op.f("fk_application_papers_picture_id_pictures")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_papers")),
        sa.UniqueConstraint("application_id", "kind", name=op.f("uq_application_papers_application_id_kind")),
    )
    op.create_table(
        "bank_accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("bank", sa.String(length=6), nullable=False),
        sa.Column("number_sealed", sa.Text(), nullable=False),
        sa.Column("number_end", sa.String(length=4), nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.CheckConstraint("length(number_end) <= 4", name=op.f("ck_bank_accounts_end_only")),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_bank_accounts_seller_id_sellers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_bank_accounts_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_accounts")),
        sa.UniqueConstraint("ref", name=op.f("uq_bank_accounts_ref")),
    )
    op.create_index(op.f("ix_bank_accounts_seller_id"), "bank_accounts", ["seller_id"])


def downgrade() -> None:
    op.drop_table("bank_accounts")
    op.drop_table("application_papers")
    op.drop_table("seller_applications")
    op.drop_column("sellers", "personal_number_sealed")
