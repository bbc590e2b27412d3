"""Messages between buyers and shops, with their photos and what is reported of them."""

import sqlalchemy as sa
from alembic import op

revision = "0105"
down_revision = "0066"
branch_labels = None
depends_on = None

WAITING = sa.text("waits_since IS NOT NULL")
OPEN = sa.text("outcome IS NULL")
SIDES = "IN ('buyer', 'seller', 'market')"


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "message_threads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer()),
        sa.Column("product_id", sa.Integer()),
        sa.Column("user_id", sa.Integer()),
        sa.Column("buyer_name", sa.String(120), nullable=False),
        sa.Column("buyer_unread", sa.Integer(), nullable=False),
        sa.Column("seller_unread", sa.Integer(), nullable=False),
        moment("waits_since", nullable=True),
        moment("last_at"),
        sa.Column("last_side", sa.String(6), nullable=False),
        sa.Column("last_words", sa.String(120), nullable=False),
        moment("started_at"),
        moment("joined_at", nullable=True),
        sa.CheckConstraint(f"last_side {SIDES}", name=op.f("ck_message_threads_last_side")),
        sa.CheckConstraint(
            "(order_id IS NULL) <> (product_id IS NULL)", name=op.f("ck_message_threads_about_one_thing")
        ),
        sa.CheckConstraint("product_id IS NULL OR user_id IS NOT NULL", name=op.f("ck_message_threads_of_somebody")),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_message_threads_seller_id_sellers")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_message_threads_order_id_orders")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_message_threads_product_id_products")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_message_threads_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_threads")),
        sa.UniqueConstraint("ref", name=op.f("uq_message_threads_ref")),
        sa.UniqueConstraint("order_id", name=op.f("uq_message_threads_order_id")),
        sa.UniqueConstraint("product_id", "user_id", name=op.f("uq_message_threads_product_id_user_id")),
    )
    op.create_index("ix_message_threads_of_seller", "message_threads", ["seller_id", "last_at"])
    op.create_index("ix_message_threads_of_buyer", "message_threads", ["user_id", "last_at"])
    op.create_index(
        "ix_message_threads_waiting",
        "message_threads",
        ["seller_id"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(6), nullable=False),
        sa.Column("kind", sa.String(6), nullable=False),
        sa.Column("author_id", sa.Integer()),
        sa.Column("body", sa.String(1000), nullable=False),
        sa.Column("was_masked", sa.Boolean(), nullable=False),
        sa.Column("answered_after", sa.Integer()),
        moment("at"),
        moment("hidden_at", nullable=True),
        sa.Column("hidden_by_id", sa.Integer()),
        sa.CheckConstraint(f"side {SIDES}", name=op.f("ck_messages_side")),
        sa.CheckConstraint("kind IN ('said', 'joined')", name=op.f("ck_messages_kind")),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["message_threads.id"],
            name=op.f("fk_messages_thread_id_message_threads"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_messages_author_id_users")),
        sa.ForeignKeyConstraint(["hidden_by_id"], ["users.id"], name=op.f("fk_messages_hidden_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("ref", name=op.f("uq_messages_ref")),
    )
    op.create_index("ix_messages_of_thread", "messages", ["thread_id", "id"])
    op.create_index("ix_messages_of_author", "messages", ["author_id", "at"])
    op.create_table(
        "message_photos",
        sa.Column("picture_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["pictures.id"], name=op.f("fk_message_photos_picture_id_pictures"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_message_photos_message_id_messages"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("picture_id", name=op.f("pk_message_photos")),
    )
    op.create_index("ix_message_photos_message_id", "message_photos", ["message_id"])
    op.create_table(
        "message_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(6), nullable=False),
        sa.Column("reason", sa.String(8), nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        moment("reported_at"),
        sa.Column("outcome", sa.String(8)),
        moment("decided_at", nullable=True),
        sa.Column("decided_by_id", sa.Integer()),
        sa.CheckConstraint(f"side {SIDES}", name=op.f("ck_message_reports_side")),
        sa.CheckConstraint("reason IN ('spam', 'insult', 'private', 'other')", name=op.f("ck_message_reports_reason")),
        sa.CheckConstraint("outcome IN ('kept', 'hidden')", name=op.f("ck_message_reports_outcome")),
        sa.CheckConstraint(
            "(outcome IS NULL) = (decided_at IS NULL)", name=op.f("ck_message_reports_decided_with_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["message_threads.id"],
            name=op.f("fk_message_reports_thread_id_message_threads"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_message_reports_decided_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_reports")),
        sa.UniqueConstraint("ref", name=op.f("uq_message_reports_ref")),
    )
    op.create_index("ix_message_reports_thread_id", "message_reports", ["thread_id"])
    op.create_index("ix_message_reports_waiting", "message_reports", ["outcome", "reported_at", "id"])
    op.create_index(
        "uq_message_reports_open",
        "message_reports",
        ["thread_id", "side"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    for table in ("message_reports", "message_photos", "messages", "message_threads"):
        op.drop_table(table)
