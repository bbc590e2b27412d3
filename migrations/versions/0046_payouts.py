"""Payouts to sellers: runs, transfers, the bookings that they pay, and money that is kept back."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0047"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)
RUN_STATES = ("draft", "closed", "approved", "sent", "done", "cancelled")
REASONS = ("inspection", "cash", "complaint", "unverified", "no_account", "new_account", "too_little", "by_hand")
STATES = ("planned", "approved", "sent", "paid", "failed", "returned", "cancelled")
TABLES = ("payout_run_kept", "payout_holds", "payout_events", "payout_items", "payouts", "payout_runs")
LIVE = {f"{dialect}_where": sa.text("released_at IS NULL") for dialect in ("sqlite", "postgresql")}


def upgrade() -> None:
    create_runs()
    create_payouts()
    create_items()
    create_events()
    create_holds()
    create_kept()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def create_runs() -> None:
    op.create_table(
        "payout_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("made_at", AT, nullable=False),
        sa.Column("counted_at", AT, nullable=False),
        sa.Column("closed_at", AT, nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", AT, nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", AT, nullable=True),
        known("payout_runs", RUN_STATES),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> closed_by_id", name=op.f("ck_payout_runs_two_people")
        ),
        *keys("payout_runs", closed_by_id="users", approved_by_id="users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_runs")),
        sa.UniqueConstraint("code", name=op.f("uq_payout_runs_code")),
    )


def create_payouts() -> None:
    op.create_table(
        "payouts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("bank", sa.String(6), nullable=False),
        sa.Column("number_sealed", sa.Text(), nullable=False),
        sa.Column("number_end", sa.String(4), nullable=False),
        sa.Column("holder", sa.String(80), nullable=False),
        sa.Column("bank_ref", sa.String(64), nullable=False),
        sa.Column("failure", sa.String(200), nullable=False),
        known("payouts", STATES),
        sa.CheckConstraint("amount_vnd > 0", name=op.f("ck_payouts_amount_positive")),
        *keys("payouts", run_id="payout_runs", seller_id="sellers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payouts")),
        sa.UniqueConstraint("ref", name=op.f("uq_payouts_ref")),
    )
    op.create_index("ix_payouts_run_id", "payouts", ["run_id"])
    op.create_index("ix_payouts_seller_id_id", "payouts", ["seller_id", "id"])


def create_items() -> None:
    op.create_table(
        "payout_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("payout_id", sa.Integer(), nullable=False),
        sa.Column("transaction_id", sa.Integer(), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("released_at", AT, nullable=True),
        of_payout("payout_items"),
        *keys("payout_items", transaction_id="ledger_transactions", seller_id="sellers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_items")),
    )
    op.create_index("ix_payout_items_payout_id", "payout_items", ["payout_id"])
    op.create_index("uq_payout_items_live", "payout_items", ["transaction_id", "seller_id"], unique=True, **LIVE)


def create_events() -> None:
    op.create_table(
        "payout_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("payout_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column("at", AT, nullable=False),
        known("payout_events", STATES),
        of_payout("payout_events"),
        *keys("payout_events", by_id="users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_events")),
    )
    op.create_index("ix_payout_events_payout_id", "payout_events", ["payout_id"])


def create_holds() -> None:
    op.create_table(
        "payout_holds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("released_by_id", sa.Integer(), nullable=True),
        sa.Column("released_at", AT, nullable=True),
        *keys("payout_holds", seller_id="sellers", order_id="orders", by_id="users", released_by_id="users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_holds")),
        sa.UniqueConstraint("ref", name=op.f("uq_payout_holds_ref")),
    )
    op.create_index("ix_payout_holds_live", "payout_holds", ["seller_id"], **LIVE)
    op.create_index("ix_payout_holds_order_id", "payout_holds", ["order_id"])


def create_kept() -> None:
    op.create_table(
        "payout_run_kept",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        known("payout_run_kept", REASONS, "reason"),
        sa.ForeignKeyConstraint(
            ["run_id"], ["payout_runs.id"], name=op.f("fk_payout_run_kept_run_id_payout_runs"), ondelete="CASCADE"
        ),
        *keys("payout_run_kept", seller_id="sellers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_run_kept")),
    )
    op.create_index("ix_payout_run_kept_run_id", "payout_run_kept", ["run_id"])


def known(table: str, states: tuple[str, ...], column: str = "state") -> sa.CheckConstraint:
    allowed = ", ".join(f"'{state}'" for state in states)
    return sa.CheckConstraint(f"{column} IN ({allowed})", name=op.f(f"ck_{table}_{column}_known"))


def keys(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{there}.id"], name=op.f(f"fk_{table}_{column}_{there}"))
        for column, there in columns.items()
    ]


def of_payout(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_payout_id_payouts")
    return sa.ForeignKeyConstraint(["payout_id"], ["payouts.id"], name=name, ondelete="CASCADE")
