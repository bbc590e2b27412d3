"""Attempts to pay and refunds: every sum that moved names what moved it, and nothing goes back twice."""

from marketplace.audit.models import Invariant
from marketplace.payments.states import REFUND_MOVES, RESERVED

ALLOWED = ", ".join(f"'{here} {there}'" for here, moves in REFUND_MOVES.items() for there in sorted(moves))
KEPT_FOR = ", ".join(f"'{state}'" for state in RESERVED)
STEPS = """
    SELECT refund_id, id, state, lag(state) OVER history AS earlier_state, lead(id) OVER history IS NULL AS is_last
    FROM refund_events WINDOW history AS (PARTITION BY refund_id ORDER BY id)
"""

REFUNDS = (
    Invariant(
        "a card brought money exactly once where it succeeded, and never where it did not",
        """
        SELECT payment_attempts.ref, payment_attempts.state, count(payment_events.id) AS times
        FROM payment_attempts LEFT JOIN payment_events ON payment_events.attempt_id = payment_attempts.id
        WHERE payment_attempts.method = 'card'
        GROUP BY payment_attempts.ref, payment_attempts.state
        HAVING count(payment_events.id) <> CASE WHEN payment_attempts.state = 'succeeded' THEN 1 ELSE 0 END
        """,
    ),
    Invariant(
        "what an attempt brought was paid for its own purchase",
        """
        SELECT payment_attempts.ref, payment_events.id FROM payment_events
        JOIN payment_attempts ON payment_attempts.id = payment_events.attempt_id
        WHERE payment_attempts.purchase_id <> payment_events.purchase_id OR payment_events.amount_vnd <= 0
        """,
    ),
    Invariant(
        "a purchase has one open attempt of each method at most",
        """
        SELECT purchase_id, method, count(*) AS attempts FROM payment_attempts
        WHERE state IN ('open', 'authorised') GROUP BY purchase_id, method HAVING count(*) > 1
        """,
    ),
    Invariant(
        "every refund's events are moves that its table allows, from its request on",
        f"""
        SELECT refunds.ref, step.earlier_state, step.state FROM ({STEPS}) AS step
        JOIN refunds ON refunds.id = step.refund_id
        WHERE coalesce(step.earlier_state || ' ' || step.state NOT IN ({ALLOWED}), step.state <> 'requested')
        """,
    ),
    Invariant(
        "every refund stands where its last event left it",
        f"""
        SELECT refunds.ref, refunds.state, step.state AS last_event FROM refunds
        LEFT JOIN ({STEPS}) AS step ON step.refund_id = refunds.id AND step.is_last
        WHERE step.state IS NULL OR step.state <> refunds.state
        """,
    ),
    Invariant(
        "a confirmed refund took its sum once, and no other one took any",
        """
        SELECT refunds.ref, refunds.state, refunds.amount_vnd, sum(payment_events.amount_vnd) AS moved_vnd
        FROM refunds LEFT JOIN payment_events ON payment_events.refund_id = refunds.id
        GROUP BY refunds.ref, refunds.state, refunds.amount_vnd
        HAVING coalesce(sum(payment_events.amount_vnd), 0)
            <> CASE WHEN refunds.state = 'confirmed' THEN -refunds.amount_vnd ELSE 0 END
        """,
    ),
    Invariant(
        "what is reserved of a purchase is what its open refunds give back",
        f"""
        SELECT purchases.code, purchases.refunding_vnd, coalesce(sum(refunds.amount_vnd), 0) AS asked_vnd
        FROM purchases LEFT JOIN refunds ON refunds.purchase_id = purchases.id AND refunds.state IN ({KEPT_FOR})
        GROUP BY purchases.code, purchases.refunding_vnd
        HAVING purchases.refunding_vnd <> coalesce(sum(refunds.amount_vnd), 0)
        """,
    ),
    Invariant(
        "nothing goes back that did not come in",
        """
        SELECT code, paid_vnd, refunded_vnd, refunding_vnd FROM purchases
        WHERE refunded_vnd < 0 OR refunding_vnd < 0 OR refunded_vnd + refunding_vnd > paid_vnd
        """,
    ),
    Invariant(
        "what was given back of an order is what its refunds say, and no more than it cost",
        """
        SELECT orders.number, orders.total_vnd, orders.given_back_vnd,
            coalesce(sum(refunds.amount_vnd - refunds.surplus_vnd), 0) AS asked_vnd
        FROM orders LEFT JOIN refunds ON refunds.order_id = orders.id AND refunds.state <> 'cancelled'
        GROUP BY orders.number, orders.total_vnd, orders.given_back_vnd
        HAVING orders.given_back_vnd <> coalesce(sum(refunds.amount_vnd - refunds.surplus_vnd), 0)
            OR orders.given_back_vnd > orders.total_vnd
        """,
    ),
    Invariant(
        "a refund's goods are its lines",
        """
        SELECT refunds.ref, refunds.goods_vnd, coalesce(sum(refund_lines.amount_vnd), 0) AS lines_vnd
        FROM refunds LEFT JOIN refund_lines ON refund_lines.refund_id = refunds.id
        GROUP BY refunds.ref, refunds.goods_vnd
        HAVING refunds.goods_vnd <> coalesce(sum(refund_lines.amount_vnd), 0)
        """,
    ),
    Invariant(
        "no more units of a line go back than were sent, nor for more than they cost",
        """
        SELECT order_lines.id, order_lines.quantity, sum(refund_lines.quantity) AS units
        FROM refund_lines JOIN refunds ON refunds.id = refund_lines.refund_id AND refunds.state <> 'cancelled'
        JOIN order_lines ON order_lines.id = refund_lines.order_line_id
        GROUP BY order_lines.id, order_lines.quantity, order_lines.total_vnd, order_lines.order_id
        HAVING sum(refund_lines.quantity) > order_lines.quantity
            OR sum(refund_lines.amount_vnd + refund_lines.market_vnd) > order_lines.total_vnd
            OR max(refunds.order_id) <> order_lines.order_id OR min(refunds.order_id) <> order_lines.order_id
        """,
    ),
)
