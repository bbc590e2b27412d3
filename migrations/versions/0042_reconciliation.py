"""Money on the shop's bank accounts: told by statements and notices, matched to purchases."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0050"
branch_labels = None
depends_on = None

STATES = ("waiting", "matched", "ignored", "returning", "returned")
FINDINGS = (
    "exact",
    "short",
    "over",
    "late",
    "double",
    "at_door",
    "several",
    "unsure",
    "cut",
    "no_purchase",
    "unknown",
)


def known(column, values):
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def upgrade() -> None:
    create_accounts()
    create_statements()
    create_transfers()
    create_records()
    create_shares()
    create_events()


def downgrade() -> None:
    for table in (
        "transfer_events",
        "transfer_shares",
        "bank_records",
        "bank_transfers",
        "bank_statements",
        "receiving_accounts",
    ):
        op.drop_table(table)


def create_accounts() -> None:
    op.create_table(
        "receiving_accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("told_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receiving_accounts")),
        sa.UniqueConstraint("number", name=op.f("uq_receiving_accounts_number")),
    )


def create_statements() -> None:
    op.create_table(
        "bank_statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("filename", sa.String(length=120), nullable=False),
        sa.Column("shape", sa.String(length=40), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("others", sa.Integer(), nullable=False),
        sa.Column("errors", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(known("state", ("reading", "read")), name=op.f("ck_bank_statements_state_known")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_bank_statements_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_statements")),
        sa.UniqueConstraint("ref", name=op.f("uq_bank_statements_ref")),
    )


def create_transfers() -> None:
    op.create_table(
        "bank_transfers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("has_time", sa.Boolean(), nullable=False),
        sa.Column("bank_ref", sa.String(length=60), nullable=False),
        sa.Column("ref_key", sa.String(length=60), nullable=False),
        sa.Column("memo", sa.String(length=500), nullable=False),
        sa.Column("memo_key", sa.String(length=500), nullable=False),
        sa.Column("counterparty", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("finding", sa.String(length=12), nullable=True),
        sa.Column("gap_vnd", sa.BigInteger(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_by_hand", sa.Boolean(), nullable=False),
        sa.CheckConstraint(known("state", STATES), name=op.f("ck_bank_transfers_state_known")),
        sa.CheckConstraint(known("finding", FINDINGS), name=op.f("ck_bank_transfers_finding_known")),
        sa.CheckConstraint("amount_vnd > 0", name=op.f("ck_bank_transfers_came_in")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["receiving_accounts.id"], name=op.f("fk_bank_transfers_account_id_receiving_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_transfers")),
        sa.UniqueConstraint("ref", name=op.f("uq_bank_transfers_ref")),
    )
    op.create_index("ix_bank_transfers_amount", "bank_transfers", ["amount_vnd", "booked_on"])
    op.create_index("ix_bank_transfers_state", "bank_transfers", ["state", "booked_at", "id"])


def create_records() -> None:
    op.create_table(
        "bank_records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transfer_id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            known("source", ("statement", "sepay", "casso", "payos")), name=op.f("ck_bank_records_source_known")
        ),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["bank_transfers.id"], name=op.f("fk_bank_records_transfer_id_bank_transfers")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["payment_notices.id"], name=op.f("fk_bank_records_notice_id_payment_notices")
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["bank_statements.id"], name=op.f("fk_bank_records_statement_id_bank_statements")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_records")),
        sa.UniqueConstraint("transfer_id", "source", name=op.f("uq_bank_records_transfer_id_source")),
        sa.UniqueConstraint("notice_id", name=op.f("uq_bank_records_notice_id")),
    )
    op.create_index(op.f("ix_bank_records_statement_id"), "bank_records", ["statement_id"])


def create_shares() -> None:
    op.create_table(
        "transfer_shares",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transfer_id", sa.Integer(), nullable=False),
        sa.Column("purchase_id", sa.Integer(), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount_vnd > 0", name=op.f("ck_transfer_shares_amount_positive")),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["bank_transfers.id"], name=op.f("fk_transfer_shares_transfer_id_bank_transfers")
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchases.id"], name=op.f("fk_transfer_shares_purchase_id_purchases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_shares")),
    )
    op.create_index(op.f("ix_transfer_shares_transfer_id"), "transfer_shares", ["transfer_id"])
    op.create_index(op.f("ix_transfer_shares_purchase_id"), "transfer_shares", ["purchase_id"])


def create_events() -> None:
    op.create_table(
        "transfer_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transfer_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(known("state", STATES), name=op.f("ck_transfer_events_state_known")),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["bank_transfers.id"], name=op.f("fk_transfer_events_transfer_id_bank_transfers")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_transfer_events_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_events")),
    )
    op.create_index(op.f("ix_transfer_events_transfer_id"), "transfer_events", ["transfer_id"])
