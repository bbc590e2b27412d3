"""The account that a buyer names for a refund, when they were asked for it, and the transfers that carry refunds."""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0046"
branch_labels = None
depends_on = None

COLUMNS = ("account_bank", "account_end", "account_holder", "account_at", "asked_at", "queued_at", "reminders")
ASKED = "UPDATE refunds SET asked_at = requested_at WHERE route = 'transfer' AND asked_at IS NULL"

STATES = ("planned", "approved", "sent", "paid", "failed", "returned", "cancelled")
LIVE = {f"{dialect}_where": sa.text("released_at IS NULL") for dialect in ("sqlite", "postgresql")}


def upgrade() -> None:
    op.add_column("refunds", sa.Column("account_bank", sa.String(length=6), nullable=False, server_default=""))
    op.add_column("refunds", sa.Column("account_end", sa.String(length=4), nullable=False, server_default=""))
    op.add_column("refunds", sa.Column("account_holder", sa.String(length=80), nullable=False, server_default=""))
    op.add_column("refunds", sa.Column("account_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("refunds", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("refunds", sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("refunds", sa.Column("reminders", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.execute(ASKED)
    create_transfers()


def downgrade() -> None:
    op.drop_table("payout_refunds")
    for column in COLUMNS:
        op.drop_column("refunds", column)


def create_transfers() -> None:
    named = ", ".join(f"'{state}'" for state in STATES)
    op.create_table(
        "payout_refunds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("refund_id", sa.Integer(), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("bank", sa.String(6), nullable=False),
        sa.Column("number_sealed", sa.Text(), nullable=False),
        sa.Column("number_end", sa.String(4), nullable=False),
        sa.Column("holder", sa.String(80), nullable=False),
        sa.Column("bank_ref", sa.String(64), nullable=False),
        sa.Column("failure", sa.String(200), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(f"state IN ({named})", name=op.f("ck_payout_refunds_state_known")),
        sa.CheckConstraint("amount_vnd > 0", name=op.f("ck_payout_refunds_amount_positive")),
        sa.ForeignKeyConstraint(["run_id"], ["payout_runs.id"], name=op.f("fk_payout_refunds_run_id_payout_runs")),
        sa.ForeignKeyConstraint(["refund_id"], ["refunds.id"], name=op.f("fk_payout_refunds_refund_id_refunds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_refunds")),
        sa.UniqueConstraint("ref", name=op.f("uq_payout_refunds_ref")),
    )
    op.create_index(op.f("ix_payout_refunds_run_id"), "payout_refunds", ["run_id"])
    op.create_index("uq_payout_refunds_live", "payout_refunds", ["refund_id"], unique=True, **LIVE)
