"""Notices, up to where they are read, and of what people want no mail."""

import sqlalchemy as sa
from alembic import op

revision = "0106"
down_revision = "0085"
branch_labels = None
depends_on = None

KINDS = "kind IN ('orders', 'money', 'messages', 'questions', 'goods', 'wishes', 'account')"


def reader(table: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [f"{name}_id"], [f"{name}s.id"], name=op.f(f"fk_{table}_{name}_id_{name}s"), ondelete="CASCADE"
        )
        for name in ("user", "seller")
    ]


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer()),
        sa.Column("seller_id", sa.Integer()),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("text_vi", sa.String(200), nullable=False),
        sa.Column("text_en", sa.String(200), nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_notices_kind")),
        sa.CheckConstraint("user_id IS NULL OR seller_id IS NULL", name=op.f("ck_notices_of_one_reader")),
        *reader("notices"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index("ix_notices_of_user", "notices", ["user_id", "id"])
    op.create_index("ix_notices_of_seller", "notices", ["seller_id", "id"])
    op.create_index("ix_notices_at", "notices", ["at"])
    op.create_table(
        "notices_seen",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(20), nullable=False),
        sa.Column("seen_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_notices_seen_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "place", name=op.f("pk_notices_seen")),
    )
    op.create_table(
        "unwanted_mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer()),
        sa.Column("seller_id", sa.Integer()),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_unwanted_mails_kind")),
        sa.CheckConstraint("(user_id IS NULL) <> (seller_id IS NULL)", name=op.f("ck_unwanted_mails_of_one_reader")),
        *reader("unwanted_mails"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unwanted_mails")),
        sa.UniqueConstraint("user_id", "kind", name=op.f("uq_unwanted_mails_user_id_kind")),
        sa.UniqueConstraint("seller_id", "kind", name=op.f("uq_unwanted_mails_seller_id_kind")),
    )


def downgrade() -> None:
    for table in ("unwanted_mails", "notices_seen", "notices"):
        op.drop_table(table)
