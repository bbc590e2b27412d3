"""Cash that was taken at the door before anybody kept books of it counts as sent."""

from migrations.batches import in_batches

revision = "0051"
down_revision = "0045"
branch_labels = None
depends_on = None

EARLIER = """
    INSERT INTO cash_custodies (order_id, collector, carrier, amount_vnd, open_vnd, since)
    SELECT orders.id, CASE WHEN orders.carrier LIKE 'Nhà xe%' THEN 'seller' ELSE 'carrier' END, orders.carrier,
        orders.total_vnd, 0, max(step.at)
    FROM orders JOIN purchases ON purchases.id = orders.purchase_id
    JOIN order_events AS step ON step.order_id = orders.id AND step.state = 'delivered'
    WHERE purchases.payment_method = 'cod' AND orders.state = 'delivered' AND orders.id > :after AND orders.id <= :until
        AND NOT EXISTS (SELECT 1 FROM cash_custodies AS known WHERE known.order_id = orders.id)
    GROUP BY orders.id, orders.carrier, orders.total_vnd
"""
"""Of cash that was taken before anybody kept books of it, nothing is known to be missing."""
EARLIER_MOVES = """
    INSERT INTO cash_moves (custody_id, order_id, carrier, kind, amount_vnd, is_decision, note, at)
    SELECT custody.id, custody.order_id, custody.carrier, moved.kind, custody.amount_vnd, false, '', custody.since
    FROM cash_custodies AS custody CROSS JOIN (SELECT 'collected' AS kind UNION ALL SELECT 'remitted') AS moved
    WHERE custody.id > :after AND custody.id <= :until AND custody.open_vnd = 0
        AND NOT EXISTS (SELECT 1 FROM cash_moves AS known WHERE known.custody_id = custody.id)
"""


def upgrade() -> None:
    in_batches(EARLIER, "orders")
    in_batches(EARLIER_MOVES, "cash_custodies")


def downgrade() -> None:
    """What was moved goes with its tables."""
