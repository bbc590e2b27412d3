"""A unit is kept for a day for whoever waited for it; people are reminded by phone, too."""

import sqlalchemy as sa
from alembic import op

revision = "0141"
down_revision = "0132"
branch_labels = None
depends_on = None

UNUSED = sa.text("used_at IS NULL")
PROMISED = sa.text("promised_until IS NOT NULL")
WAITING = sa.text("sent_at IS NULL")


def moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "stock_rights",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("variant_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer()),
        sa.Column("token", sa.String(43), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        moment("until", nullable=False),
        moment("used_at"),
        moment("given_at", nullable=False),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_stock_rights_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["variants.id"], name=op.f("fk_stock_rights_variant_id_variants"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_stock_rights_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_rights")),
        sa.UniqueConstraint("token", name=op.f("uq_stock_rights_token")),
    )
    op.create_index("ix_stock_rights_user_id", "stock_rights", ["user_id"])
    op.create_index(
        "ix_stock_rights_open", "stock_rights", ["variant_id", "until"], sqlite_where=UNUSED, postgresql_where=UNUSED
    )
    op.add_column("lots", moment("promised_until"))
    op.create_index("ix_lots_promised", "lots", ["promised_until"], sqlite_where=PROMISED, postgresql_where=PROMISED)
    op.drop_index("uq_reminders_waiting", "reminders")
    with op.batch_alter_table("reminders") as reminders:
        reminders.add_column(sa.Column("phone", sa.String(20)))
        reminders.alter_column("email", existing_type=sa.String(254), nullable=True)
    op.create_index(
        "uq_reminders_waiting",
        "reminders",
        ["product_id", "email"],
        unique=True,
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )


def downgrade() -> None:
    op.drop_column("reminders", "phone")
    op.drop_index("ix_lots_promised", "lots")
    op.drop_column("lots", "promised_until")
    op.drop_table("stock_rights")
