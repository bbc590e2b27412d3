"""Payments: what came in and went back is written down, and no payment is further than its money."""

from marketplace.audit.models import Invariant
from marketplace.orders.states import CALLED_OFF, PaymentMethod
from marketplace.payments.states import MOVES

ALLOWED = ", ".join(f"'{here} {there}'" for here, moves in MOVES.items() for there in sorted(moves))
OPENING = " ".join(f"WHEN '{method}' THEN '{method.opening_state}'" for method in PaymentMethod)
STEPS = f"""
    SELECT payment_events.id, payment_events.purchase_id, payment_events.state, purchases.code,
        lag(payment_events.state, 1, CASE purchases.payment_method {OPENING} END) OVER history AS earlier_state,
        lead(payment_events.id) OVER history IS NULL AS is_last
    FROM payment_events JOIN purchases ON purchases.id = payment_events.purchase_id
    WINDOW history AS (PARTITION BY payment_events.purchase_id ORDER BY payment_events.id)
"""
OFF = ", ".join(f"'{state}'" for state in sorted(CALLED_OFF))
PARCELS = f"""
    SELECT purchase_id, sum(CASE WHEN state = 'delivered' THEN total_vnd ELSE 0 END) AS delivered_vnd,
        sum(CASE WHEN state NOT IN ({OFF}) THEN total_vnd ELSE 0 END) AS payable_vnd,
        sum(CASE WHEN state NOT IN ({OFF}) THEN given_back_vnd ELSE 0 END) AS given_back_vnd,
        sum(CASE WHEN state = 'awaiting_payment' THEN 1 ELSE 0 END) AS awaiting,
        sum(CASE WHEN state NOT IN ('awaiting_payment', {OFF}) THEN 1 ELSE 0 END) AS placed
    FROM orders GROUP BY purchase_id
"""

PAYMENTS = (
    Invariant(
        "every payment's events are moves that its table allows, from its opening on",
        f"""
        SELECT code, earlier_state, state FROM ({STEPS}) AS step
        WHERE earlier_state || ' ' || state NOT IN ({ALLOWED})
        """,
    ),
    Invariant(
        "every payment stands where its last event left it, or where it was opened",
        f"""
        SELECT purchases.code, purchases.payment_state, step.state AS last_event FROM purchases
        LEFT JOIN ({STEPS}) AS step ON step.purchase_id = purchases.id AND step.is_last
        WHERE purchases.payment_state <> coalesce(step.state, CASE purchases.payment_method {OPENING} END)
        """,
    ),
    Invariant(
        "what was paid and given back is the sum of the payment's events",
        """
        SELECT purchases.code, purchases.paid_vnd, purchases.refunded_vnd, sum(payment_events.amount_vnd) AS moved_vnd
        FROM purchases LEFT JOIN payment_events ON payment_events.purchase_id = purchases.id
        GROUP BY purchases.id, purchases.code, purchases.paid_vnd, purchases.refunded_vnd
        HAVING purchases.paid_vnd <> coalesce(sum(CASE WHEN refund_id IS NULL THEN amount_vnd END), 0)
            OR purchases.refunded_vnd <> -coalesce(sum(CASE WHEN refund_id IS NOT NULL THEN amount_vnd END), 0)
        """,
    ),
    Invariant(
        "cash came in for every parcel delivered against it, and for no other",
        f"""
        SELECT purchases.code, coalesce(cash.came_vnd, 0) AS came_vnd, parcels.delivered_vnd FROM purchases
        JOIN ({PARCELS}) AS parcels ON parcels.purchase_id = purchases.id
        LEFT JOIN (
            SELECT purchase_id, sum(amount_vnd) AS came_vnd FROM payment_events
            WHERE order_id IS NOT NULL AND refund_id IS NULL GROUP BY purchase_id
        ) AS cash ON cash.purchase_id = purchases.id
        WHERE coalesce(cash.came_vnd, 0) <> CASE WHEN purchases.payment_method = '{PaymentMethod.COD}'
            THEN parcels.delivered_vnd ELSE 0 END
        """,
    ),
    Invariant(
        "a payment is over exactly when nothing is left to be paid, and failed or expired only without money",
        f"""
        SELECT purchases.code, purchases.payment_state, purchases.paid_vnd, parcels.payable_vnd FROM purchases
        JOIN ({PARCELS}) AS parcels ON parcels.purchase_id = purchases.id
        WHERE (purchases.payment_state IN ('due', 'awaiting', 'authorised'))
                <> (paid_vnd - refunded_vnd - refunding_vnd < payable_vnd - given_back_vnd)
            OR (purchases.payment_state IN ('failed', 'expired')) <> (paid_vnd = 0 AND payable_vnd = 0)
        """,
    ),
    Invariant(
        "a payment that is over says how much of it went back",
        """
        SELECT code, payment_state, paid_vnd, refunded_vnd FROM purchases
        WHERE payment_state IN ('paid', 'partly_refunded', 'refunded')
            AND payment_state <> CASE WHEN refunded_vnd = 0 THEN 'paid'
                WHEN refunded_vnd = paid_vnd THEN 'refunded' ELSE 'partly_refunded' END
        """,
    ),
    Invariant(
        "an order waits for its money exactly while its purchase does",
        f"""
        SELECT purchases.code, purchases.payment_state, parcels.awaiting, parcels.placed FROM purchases
        JOIN ({PARCELS}) AS parcels ON parcels.purchase_id = purchases.id
        WHERE (purchases.payment_state = 'awaiting' AND parcels.placed > 0)
            OR (purchases.payment_state <> 'awaiting' AND parcels.awaiting > 0)
        """,
    ),
)
