"""Goods: every unit that came or went is written down, and nothing is sold twice."""

from marketplace.audit.models import Invariant

UNITS = (
    Invariant(
        "a lot holds the sum of its movements",
        """
        SELECT lots.id, lots.on_hand, coalesce(sum(stock_movements.quantity), 0) AS moved
        FROM lots LEFT JOIN stock_movements ON stock_movements.lot_id = lots.id
        GROUP BY lots.id, lots.on_hand
        HAVING lots.on_hand <> coalesce(sum(stock_movements.quantity), 0)
        """,
    ),
    Invariant(
        "the stamps of a lot are numbered from one without a gap",
        """
        SELECT lot_id, count(*) AS stamps, max(number) AS last_number FROM stamps
        GROUP BY lot_id HAVING max(number) <> count(*)
        """,
    ),
    Invariant(
        "no lot holds less than nothing",
        "SELECT id, on_hand FROM lots WHERE on_hand < 0",
    ),
    Invariant(
        "an order line took exactly its units from stock",
        """
        SELECT order_lines.id, order_lines.quantity, -coalesce(sum(stock_movements.quantity), 0) AS taken
        FROM order_lines LEFT JOIN stock_movements
            ON stock_movements.order_line_id = order_lines.id AND stock_movements.reason = 'sale'
        GROUP BY order_lines.id, order_lines.quantity
        HAVING order_lines.quantity <> -coalesce(sum(stock_movements.quantity), 0)
        """,
    ),
    Invariant(
        "an order that was cancelled or came back gave every unit to the lot it came from, and no other order any",
        """
        SELECT orders.number, orders.state, stock_movements.order_line_id, stock_movements.lot_id,
            sum(stock_movements.quantity) AS still_out
        FROM stock_movements
        JOIN order_lines ON order_lines.id = stock_movements.order_line_id
        JOIN orders ON orders.id = order_lines.order_id
        GROUP BY orders.number, orders.state, stock_movements.order_line_id, stock_movements.lot_id
        HAVING (orders.state IN ('cancelled', 'returned') AND sum(stock_movements.quantity) <> 0)
            OR (orders.state NOT IN ('cancelled', 'returned') AND (sum(stock_movements.quantity) > 0
                OR sum(CASE WHEN stock_movements.reason = 'returned' THEN stock_movements.quantity ELSE 0 END) <> 0))
        """,
    ),
    Invariant(
        "what is taken of a harvest to come is what open orders hold of it",
        """
        SELECT lots.id, lots.capacity, lots.on_hand, coalesce(ordered.units, 0) AS ordered FROM lots
        LEFT JOIN (
            SELECT stock_movements.lot_id, -sum(stock_movements.quantity) AS units FROM stock_movements
            JOIN order_lines ON order_lines.id = stock_movements.order_line_id
            JOIN orders ON orders.id = order_lines.order_id
            WHERE orders.state IN ('awaiting_payment', 'placed', 'confirmed') GROUP BY stock_movements.lot_id
        ) AS ordered ON ordered.lot_id = lots.id
        WHERE lots.expected_on IS NOT NULL AND (lots.capacity IS NULL OR lots.on_hand < 0
            OR lots.capacity - lots.on_hand <> coalesce(ordered.units, 0))
        """,
    ),
    Invariant(
        "every sale moved units of what its order line names",
        """
        SELECT stock_movements.id, stock_movements.reason, lots.variant_id, order_lines.variant_id AS ordered
        FROM stock_movements JOIN lots ON lots.id = stock_movements.lot_id
        LEFT JOIN order_lines ON order_lines.id = stock_movements.order_line_id
        WHERE stock_movements.reason IN ('sale', 'returned')
            AND (order_lines.id IS NULL OR order_lines.variant_id <> lots.variant_id)
        """,
    ),
    Invariant(
        "what was taken back undoes exactly the row that it names",
        """
        SELECT undoing.id, undoing.quantity, mistake.quantity AS undone
        FROM stock_movements AS undoing JOIN stock_movements AS mistake ON mistake.id = undoing.corrects_id
        WHERE undoing.lot_id <> mistake.lot_id OR undoing.quantity <> -mistake.quantity
        """,
    ),
    Invariant(
        "what a lot was made of left the lots that it names",
        """
        SELECT lots.id, coalesce(named.units, 0) AS named, coalesce(taken.units, 0) AS taken FROM lots
        LEFT JOIN (SELECT source_lot_id, sum(quantity) AS units FROM lot_sources GROUP BY source_lot_id) AS named
            ON named.source_lot_id = lots.id
        LEFT JOIN (
            SELECT lot_id, -sum(quantity) AS units FROM stock_movements WHERE reason = 'converted' GROUP BY lot_id
        ) AS taken ON taken.lot_id = lots.id
        WHERE coalesce(named.units, 0) <> coalesce(taken.units, 0)
        """,
    ),
)
