"""What was sent to whom and when, a gateway's tokens, and what people do not want by which channel."""

import sqlalchemy as sa
from alembic import op

revision = "0140"
down_revision = "0145"
branch_labels = None
depends_on = None

UNCLEAR = sa.text("state = 'unknown' AND looked_at IS NULL")
KINDS = "kind IN ('orders', 'money', 'messages', 'questions', 'goods', 'wishes', 'account')"
CHANNELS = "channel IN ('mail', 'text', 'zalo', 'notice')"
PARTIES = "party IN ('buyer', 'shop', 'person', 'operators')"
STATES = "state IN ('sending', 'trying', 'sent', 'unreachable', 'refused', 'late', 'failed', 'unknown')"


def moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def referring(table: str, column: str, to: str, **options: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), **options)


def upgrade() -> None:
    dispatches = "notice_dispatches"
    op.create_table(
        dispatches,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("channel", sa.String(6), nullable=False),
        sa.Column("party", sa.String(10), nullable=False),
        sa.Column("reached", sa.String(80), nullable=False),
        sa.Column("purchase_id", sa.Integer()),
        sa.Column("order_id", sa.Integer()),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reason", sa.String(120), nullable=False),
        sa.Column("message_id", sa.String(60), nullable=False),
        moment("at", nullable=False),
        moment("looked_at"),
        sa.Column("looked_by_id", sa.Integer()),
        sa.Column("arrived", sa.Boolean()),
        sa.CheckConstraint(KINDS, name=op.f("ck_notice_dispatches_kind")),
        sa.CheckConstraint(CHANNELS, name=op.f("ck_notice_dispatches_channel")),
        sa.CheckConstraint(PARTIES, name=op.f("ck_notice_dispatches_party")),
        sa.CheckConstraint(STATES, name=op.f("ck_notice_dispatches_state")),
        referring(dispatches, "purchase_id", "purchases", ondelete="CASCADE"),
        referring(dispatches, "order_id", "orders", ondelete="CASCADE"),
        referring(dispatches, "looked_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_dispatches")),
        sa.UniqueConstraint("ref", name=op.f("uq_notice_dispatches_ref")),
        sa.UniqueConstraint("key", name=op.f("uq_notice_dispatches_key")),
    )
    for column in ("purchase_id", "order_id", "at"):
        op.create_index(f"ix_notice_dispatches_{column}", dispatches, [column])
    op.create_index("ix_notice_dispatches_unclear", dispatches, ["id"], sqlite_where=UNCLEAR, postgresql_where=UNCLEAR)
    op.create_table(
        "gateway_tokens",
        sa.Column("gateway", sa.String(20), nullable=False),
        sa.Column("first_mark", sa.String(64), nullable=False),
        sa.Column("refresh_sealed", sa.Text(), nullable=False),
        sa.Column("access_sealed", sa.Text(), nullable=False),
        moment("expires_at"),
        moment("renewing_until"),
        moment("broken_at"),
        sa.PrimaryKeyConstraint("gateway", name=op.f("pk_gateway_tokens")),
    )
    _unwanted("unwanted_notices")


def _unwanted(table: str) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer()),
        sa.Column("seller_id", sa.Integer()),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("channel", sa.String(6), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f(f"ck_{table}_kind")),
        sa.CheckConstraint(CHANNELS, name=op.f(f"ck_{table}_channel")),
        sa.CheckConstraint("(user_id IS NULL) <> (seller_id IS NULL)", name=op.f(f"ck_{table}_of_one_reader")),
        referring(table, "user_id", "users", ondelete="CASCADE"),
        referring(table, "seller_id", "sellers", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("user_id", "kind", "channel", name=op.f(f"uq_{table}_user_id_kind_channel")),
        sa.UniqueConstraint("seller_id", "kind", "channel", name=op.f(f"uq_{table}_seller_id_kind_channel")),
    )
    op.execute(
        f"INSERT INTO {table} (user_id, seller_id, kind, channel)"  # noqa: S608 - names of our own
        " SELECT user_id, seller_id, kind, 'mail' FROM unwanted_mails"
    )


def downgrade() -> None:
    for table in ("unwanted_notices", "gateway_tokens", "notice_dispatches"):
        op.drop_table(table)
