"""Earlier purchases get the payment that their parcels tell of, and earlier lines their commission in dong.

Every statement leaves alone what it has moved already. A purchase without a payment event was opened and no more.
"""

from migrations.batches import in_batches

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

FREEZE_COMMISSION = """
    UPDATE order_lines SET commission_vnd = (total_vnd * commission_bp + 5000) / 10000
    WHERE commission_vnd = 0 AND id > :after AND id <= :until
"""
PAID_AT_THE_DOOR = """
    INSERT INTO payment_events (purchase_id, order_id, state, amount_vnd, at)
    SELECT orders.purchase_id, orders.id,
        CASE WHEN lead(step.id) OVER history IS NULL AND NOT EXISTS (
            SELECT 1 FROM orders AS open
            WHERE open.purchase_id = orders.purchase_id AND open.state NOT IN ('delivered', 'cancelled')
        ) THEN 'paid' ELSE 'due' END,
        orders.total_vnd, step.at
    FROM orders JOIN order_events AS step ON step.order_id = orders.id AND step.state = 'delivered'
    WHERE orders.state = 'delivered' AND orders.purchase_id > :after AND orders.purchase_id <= :until
        AND NOT EXISTS (SELECT 1 FROM payment_events AS known WHERE known.purchase_id = orders.purchase_id)
    WINDOW history AS (PARTITION BY orders.purchase_id ORDER BY step.at, step.id)
    ORDER BY orders.purchase_id, step.at, step.id
"""
CALLED_OFF = """
    INSERT INTO payment_events (purchase_id, state, amount_vnd, at)
    SELECT orders.purchase_id, 'failed', 0, max(step.at)
    FROM orders JOIN order_events AS step ON step.order_id = orders.id
    WHERE orders.purchase_id > :after AND orders.purchase_id <= :until
        AND NOT EXISTS (SELECT 1 FROM payment_events AS known WHERE known.purchase_id = orders.purchase_id)
    GROUP BY orders.purchase_id HAVING max(CASE WHEN orders.state <> 'cancelled' THEN 1 ELSE 0 END) = 0
"""
SUMMED_UP = """
    UPDATE purchases SET
        payment_state = (SELECT state FROM payment_events WHERE purchase_id = purchases.id ORDER BY id DESC LIMIT 1),
        paid_vnd = (SELECT sum(CASE WHEN amount_vnd > 0 THEN amount_vnd ELSE 0 END) FROM payment_events
            WHERE purchase_id = purchases.id)
    WHERE id > :after AND id <= :until
        AND EXISTS (SELECT 1 FROM payment_events WHERE purchase_id = purchases.id)
"""


def upgrade() -> None:
    in_batches(FREEZE_COMMISSION, "order_lines")
    in_batches(PAID_AT_THE_DOOR, "purchases")
    in_batches(CALLED_OFF, "purchases")
    in_batches(SUMMED_UP, "purchases")


def downgrade() -> None:
    """What was moved goes with its columns and tables."""
