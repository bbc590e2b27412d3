"""Orders: every history is a path that the state table allows, and every basket becomes one purchase at most."""

from marketplace.audit.models import Invariant
from marketplace.orders.states import MOVES, TIMED, OrderState

ALLOWED = ", ".join(f"'{here} {there}'" for here, moves in MOVES.items() for there in sorted(moves))
FIRST = f"'{OrderState.PLACED}', '{OrderState.AWAITING_PAYMENT}'"
WAITING = ", ".join(f"'{state}'" for state in (*TIMED, OrderState.SHIPPED))
STEPS = """
    SELECT order_id, id, state, at,
        lag(state) OVER history AS earlier_state, lag(at) OVER history AS earlier_at,
        lead(id) OVER history IS NULL AS is_last
    FROM order_events WHERE change IS NULL WINDOW history AS (PARTITION BY order_id ORDER BY id)
"""

HISTORY = (
    Invariant(
        "every order's events are moves that the state table allows, from the first one on",
        f"""
        SELECT orders.number, step.earlier_state, step.state FROM ({STEPS}) AS step
        JOIN orders ON orders.id = step.order_id
        WHERE coalesce(step.earlier_state || ' ' || step.state NOT IN ({ALLOWED}), step.state NOT IN ({FIRST}))
        """,
    ),
    Invariant(
        "every order stands where its last event left it",
        f"""
        SELECT orders.number, orders.state, step.state AS last_event FROM orders
        LEFT JOIN ({STEPS}) AS step ON step.order_id = orders.id AND step.is_last
        WHERE step.state IS NULL OR step.state <> orders.state
        """,
    ),
    Invariant(
        "an order counts as placed exactly since it was",
        """
        SELECT orders.number, orders.placed_at, step.at FROM orders
        LEFT JOIN order_events AS step
            ON step.order_id = orders.id AND step.state = 'placed' AND step.change IS NULL
        WHERE (orders.placed_at IS NULL) <> (step.id IS NULL)
        """,
    ),
    Invariant(
        "no event happened before the one it follows",
        f"""
        SELECT orders.number, step.earlier_at, step.at FROM ({STEPS}) AS step
        JOIN orders ON orders.id = step.order_id WHERE step.at < step.earlier_at
        """,
    ),
    Invariant(
        "an order has a deadline exactly while somebody has to act",
        f"SELECT number, state, due_at FROM orders WHERE (state IN ({WAITING})) <> (due_at IS NOT NULL)",
    ),
    Invariant(
        "an order says why it was not delivered exactly when it was not",
        """
        SELECT number, state, undelivered FROM orders
        WHERE (state IN ('returning', 'returned', 'lost')) <> (undelivered IS NOT NULL)
        """,
    ),
    Invariant(
        "an order changes only while it is packed",
        """
        SELECT orders.number, step.state, step.change FROM order_events AS step
        JOIN orders ON orders.id = step.order_id WHERE step.change IS NOT NULL AND step.state <> 'confirmed'
        """,
    ),
    Invariant(
        "the buyer is asked about goods that are short only while the order is packed",
        """
        SELECT orders.number, orders.state, shortages.plan FROM shortages
        JOIN orders ON orders.id = shortages.order_id
        WHERE shortages.outcome IS NULL AND orders.state <> 'confirmed'
        """,
    ),
    Invariant(
        "a basket became one purchase at most",
        "SELECT checkout_token, count(*) AS purchases FROM purchases GROUP BY checkout_token HAVING count(*) > 1",
    ),
    Invariant(
        "no basket is left after its purchase",
        """
        SELECT carts.id, purchases.code FROM carts
        JOIN purchases ON purchases.checkout_token = carts.checkout_token
        """,
    ),
    Invariant(
        "a review speaks of a delivered order line and of its product",
        """
        SELECT reviews.id, orders.number, orders.state FROM reviews
        JOIN order_lines ON order_lines.id = reviews.order_line_id
        JOIN orders ON orders.id = order_lines.order_id
        WHERE orders.state <> 'delivered' OR order_lines.product_id <> reviews.product_id
        """,
    ),
)
