"""What the books said of a run when it was counted, so that its page does not add it up again.

Steps of payouts no longer go with their payout: they are only added to, and PostgreSQL refuses to delete them even where
a payout that is counted anew has none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0060"
branch_labels = None
depends_on = None

POINTS = "fk_payout_events_payout_id_payouts"
SUMS = ("goods_vnd", "fees_vnd", "taxes_vnd", "returned_vnd", "other_vnd")
BOOKED = """
    SELECT payouts.run_id, booked.kind, moved.amount_vnd * CASE WHEN moved.destination = own.account THEN 1 ELSE -1 END
        AS amount_vnd, CASE WHEN moved.destination = own.account THEN moved.source ELSE moved.destination END AS other
    FROM payouts JOIN payout_items ON payout_items.payout_id = payouts.id
    JOIN (SELECT id, 'seller:' || id AS account FROM sellers) AS own ON own.id = payouts.seller_id
    JOIN ledger_transactions AS booked ON booked.id = payout_items.transaction_id
    JOIN ledger_postings AS moved ON moved.transaction_id = booked.id
        AND (moved.source = own.account OR moved.destination = own.account)
"""
PART = """
    CASE WHEN kind = 'return' THEN 'returned_vnd' WHEN other LIKE 'buyer:%' THEN 'goods_vnd'
        WHEN other IN ('fees', 'fee_vat') THEN 'fees_vnd' WHEN other LIKE 'tax:%' THEN 'taxes_vnd' ELSE 'other_vnd' END
"""


def upgrade() -> None:
    for name in SUMS:
        op.add_column("payout_runs", sa.Column(name, sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    for name in SUMS:
        summed = f"SELECT coalesce(sum(amount_vnd), 0) FROM ({BOOKED}) AS part WHERE run_id = payout_runs.id"  # noqa: S608
        op.execute(f"UPDATE payout_runs SET {name} = ({summed} AND {PART} = '{name}')")  # noqa: S608
    point_to_payouts(ondelete=None)


def downgrade() -> None:
    point_to_payouts(ondelete="CASCADE")
    for name in SUMS:
        op.drop_column("payout_runs", name)


def point_to_payouts(ondelete: str | None) -> None:
    with op.batch_alter_table("payout_events") as table:
        table.drop_constraint(POINTS, type_="foreignkey")
        table.create_foreign_key(POINTS, "payouts", ["payout_id"], ["id"], ondelete=ondelete)
