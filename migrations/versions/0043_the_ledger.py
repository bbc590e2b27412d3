"""The ledger. Its triggers are made at the end of every upgrade, see `marketplace.guards`."""

import sqlalchemy as sa
from alembic import op

from marketplace.guards import REFUSE_CHANGE, REFUSE_SEALED_MONTH, unwatch

revision = "0043"
down_revision = "0040"
branch_labels = None
depends_on = None

KINDS = ("sale", "payment", "refund", "return", "remittance", "payout", "provider_fee", "adjustment", "reversal")
TABLES = (
    "ledger_closings",
    "ledger_months",
    "ledger_links",
    "ledger_hold_ends",
    "ledger_holds",
    "ledger_postings",
    "ledger_transactions",
)
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_transactions()
    create_holds()
    create_chain()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(REFUSE_CHANGE)
        op.execute(REFUSE_SEALED_MONTH)


def create_transactions() -> None:
    op.create_table(
        "ledger_transactions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reverts_id", sa.Integer(), nullable=True),
        sa.Column("purchase_id", sa.Integer(), nullable=True),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("seller_id", sa.Integer(), nullable=True),
        sa.Column("payout_ref", sa.String(16), nullable=True),
        sa.CheckConstraint(one_of("kind", KINDS), name=op.f("ck_ledger_transactions_kind_known")),
        key("ledger_transactions", "by_id", "users"),
        key("ledger_transactions", "reverts_id", "ledger_transactions"),
        key("ledger_transactions", "purchase_id", "purchases"),
        key("ledger_transactions", "order_id", "orders"),
        key("ledger_transactions", "seller_id", "sellers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_transactions")),
        sa.UniqueConstraint("key", name=op.f("uq_ledger_transactions_key")),
        sa.UniqueConstraint("reverts_id", name=op.f("uq_ledger_transactions_reverts_id")),
    )
    for column in ("month", "order_id", "payout_ref", "purchase_id"):
        op.create_index(op.f(f"ix_ledger_transactions_{column}"), "ledger_transactions", [column])
    op.create_index("ix_ledger_transactions_seller_id_month", "ledger_transactions", ["seller_id", "month"])
    op.create_table(
        "ledger_postings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transaction_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(80), nullable=False),
        sa.Column("destination", sa.String(80), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_vnd > 0", name=op.f("ck_ledger_postings_amount_positive")),
        sa.CheckConstraint("source <> destination", name=op.f("ck_ledger_postings_two_accounts")),
        key("ledger_postings", "transaction_id", "ledger_transactions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_postings")),
    )
    op.create_index(op.f("ix_ledger_postings_transaction_id"), "ledger_postings", ["transaction_id"])
    op.create_index(op.f("ix_ledger_postings_amount_vnd"), "ledger_postings", ["amount_vnd"])
    op.create_index("ix_ledger_postings_source", "ledger_postings", ["source", "id", "amount_vnd"])
    op.create_index("ix_ledger_postings_destination", "ledger_postings", ["destination", "id", "amount_vnd"])


def create_holds() -> None:
    op.create_table(
        "ledger_holds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("source", sa.String(80), nullable=False),
        sa.Column("destination", sa.String(80), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(24), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("expires_at", AT, nullable=True),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("purchase_id", sa.Integer(), nullable=True),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("payout_ref", sa.String(16), nullable=True),
        sa.CheckConstraint("amount_vnd > 0", name=op.f("ck_ledger_holds_amount_positive")),
        sa.CheckConstraint("source <> destination", name=op.f("ck_ledger_holds_two_accounts")),
        key("ledger_holds", "by_id", "users"),
        key("ledger_holds", "purchase_id", "purchases"),
        key("ledger_holds", "order_id", "orders"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_holds")),
        sa.UniqueConstraint("key", name=op.f("uq_ledger_holds_key")),
    )
    for column in ("destination", "order_id", "reason", "source"):
        op.create_index(op.f(f"ix_ledger_holds_{column}"), "ledger_holds", [column])
    op.create_table(
        "ledger_hold_ends",
        sa.Column("hold_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(one_of("outcome", ("posted", "voided")), name=op.f("ck_ledger_hold_ends_outcome_known")),
        sa.CheckConstraint("amount_vnd >= 0", name=op.f("ck_ledger_hold_ends_amount_not_negative")),
        key("ledger_hold_ends", "hold_id", "ledger_holds"),
        key("ledger_hold_ends", "by_id", "users"),
        sa.PrimaryKeyConstraint("hold_id", name=op.f("pk_ledger_hold_ends")),
    )


def create_chain() -> None:
    op.create_table(
        "ledger_links",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("transaction_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        key("ledger_links", "transaction_id", "ledger_transactions"),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_ledger_links")),
        sa.UniqueConstraint("transaction_id", name=op.f("uq_ledger_links_transaction_id")),
    )
    op.create_table(
        "ledger_months",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("sealed_at", AT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        key("ledger_months", "by_id", "users"),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_ledger_months")),
    )
    op.create_table(
        "ledger_closings",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("account", sa.String(80), nullable=False),
        sa.Column("balance_vnd", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["month"], ["ledger_months.month"], name=op.f("fk_ledger_closings_month_ledger_months")
        ),
        sa.PrimaryKeyConstraint("month", "account", name=op.f("pk_ledger_closings")),
    )


def key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def downgrade() -> None:
    unwatch(op.get_bind())
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change")
        op.execute("DROP FUNCTION refuse_sealed_month")
