"""The books: every sum has two sides, every delivery and every payment stands in them once, and the chain is whole."""

from marketplace.audit.models import Invariant

COLUMNS = "id, transaction_id, amount_vnd"
ENTRIES = f"""
    SELECT {COLUMNS}, destination AS account FROM ledger_postings
    UNION ALL SELECT id, transaction_id, -amount_vnd, source FROM ledger_postings
"""
TO_SELLER = "destination LIKE 'seller:%'"
SALES = """
    SELECT ledger_transactions.order_id, ledger_postings.source, ledger_postings.destination,
        ledger_postings.amount_vnd, ledger_transactions.id
    FROM ledger_transactions JOIN ledger_postings ON ledger_postings.transaction_id = ledger_transactions.id
    WHERE ledger_transactions.kind = 'sale'
"""

LEDGER = (
    Invariant(
        "every posting moves money from one account to another, and every transaction moves some",
        """
        SELECT ledger_transactions.id, ledger_transactions.key, ledger_postings.id AS posting
        FROM ledger_transactions
        LEFT JOIN ledger_postings ON ledger_postings.transaction_id = ledger_transactions.id
        WHERE ledger_postings.id IS NULL OR ledger_postings.amount_vnd <= 0
            OR ledger_postings.source = ledger_postings.destination
        """,
    ),
    Invariant(
        "every delivered order is booked as one sale, and no other order is",
        """
        SELECT orders.number, orders.state, count(ledger_transactions.id) AS sales FROM orders
        LEFT JOIN ledger_transactions ON ledger_transactions.order_id = orders.id
            AND ledger_transactions.kind = 'sale'
        GROUP BY orders.id, orders.number, orders.state
        HAVING count(ledger_transactions.id) <> CASE WHEN orders.state = 'delivered' THEN 1 ELSE 0 END
        """,
    ),
    Invariant(
        "a sale is booked with the goods and the delivery fee of its order, and the commission of its lines",
        f"""
        SELECT orders.number, orders.goods_vnd, orders.shipping_vnd, orders.waived_vnd, booked.goods, booked.shipping,
            booked.brought, booked.fees, lines.commission_vnd
        FROM orders
        JOIN (
            SELECT order_id,
                sum(CASE WHEN {TO_SELLER} AND source <> 'delivery' THEN amount_vnd ELSE 0 END) AS goods,
                sum(CASE WHEN {TO_SELLER} AND source = 'delivery' THEN amount_vnd ELSE 0 END) AS brought,
                sum(CASE WHEN destination = 'delivery' THEN amount_vnd ELSE 0 END) AS shipping,
                sum(CASE WHEN destination IN ('fees', 'fee_vat') THEN amount_vnd ELSE 0 END) AS fees
            FROM ({SALES}) AS sale GROUP BY order_id
        ) AS booked ON booked.order_id = orders.id
        JOIN (
            SELECT order_id, sum(commission_vnd) AS commission_vnd FROM order_lines GROUP BY order_id
        ) AS lines ON lines.order_id = orders.id
        WHERE booked.goods <> orders.goods_vnd OR booked.shipping <> orders.shipping_vnd + orders.waived_vnd
            OR booked.fees <> lines.commission_vnd OR booked.brought <> CASE
                WHEN orders.delivery_kind = 'house' THEN 0 ELSE orders.shipping_vnd + orders.waived_vnd END
        """,
    ),
    Invariant(
        "a delivery that is free to its buyer is paid by whom it was agreed with at the sale",
        f"""
        SELECT orders.number, orders.waived_by, orders.waived_vnd, coalesce(sum(borne.amount_vnd), 0) AS booked
        FROM orders LEFT JOIN ({SALES}) AS borne ON borne.order_id = orders.id AND borne.destination = 'delivery'
            AND borne.source = CASE WHEN orders.waived_by = 'seller' THEN 'seller:' || orders.seller_id
                ELSE 'costs:free delivery' END
        WHERE orders.state = 'delivered'
        GROUP BY orders.id, orders.number, orders.waived_by, orders.waived_vnd
        HAVING coalesce(sum(borne.amount_vnd), 0) <> orders.waived_vnd
        """,
    ),
    Invariant(
        "cash was booked for every parcel that was paid at the door, and for no other",
        f"""
        SELECT orders.number, orders.total_vnd, coalesce(sum(cash.amount_vnd), 0) AS booked_vnd FROM orders
        JOIN purchases ON purchases.id = orders.purchase_id
        LEFT JOIN ({SALES}) AS cash ON cash.order_id = orders.id AND cash.source LIKE 'cash:%'
        WHERE orders.state = 'delivered'
        GROUP BY orders.id, orders.number, orders.total_vnd, purchases.payment_method
        HAVING coalesce(sum(cash.amount_vnd), 0)
            <> CASE WHEN purchases.payment_method = 'cod' THEN orders.total_vnd ELSE 0 END
        """,
    ),
    Invariant(
        "what came in for a purchase and went back is booked to the dong",
        """
        SELECT purchases.code, purchases.paid_vnd, purchases.refunded_vnd, coalesce(sum(moved.amount_vnd), 0) AS booked
        FROM purchases LEFT JOIN (
            SELECT ledger_transactions.purchase_id,
                CASE WHEN destination LIKE 'buyer:%' THEN amount_vnd ELSE -amount_vnd END AS amount_vnd
            FROM ledger_transactions JOIN ledger_postings ON ledger_postings.transaction_id = ledger_transactions.id
            WHERE (destination LIKE 'buyer:%' AND (source IN ('bank', 'stripe') OR source LIKE 'cash:%'))
                OR (source LIKE 'buyer:%' AND destination IN ('bank', 'stripe'))
        ) AS moved ON moved.purchase_id = purchases.id
        GROUP BY purchases.id, purchases.code, purchases.paid_vnd, purchases.refunded_vnd
        HAVING purchases.paid_vnd - purchases.refunded_vnd <> coalesce(sum(moved.amount_vnd), 0)
        """,
    ),
    Invariant(
        "a seller's account moves in transactions of that seller only",
        """
        SELECT ledger_transactions.id, ledger_transactions.seller_id, source, destination FROM ledger_postings
        JOIN ledger_transactions ON ledger_transactions.id = ledger_postings.transaction_id
        WHERE (source LIKE 'seller:%' AND source <> 'seller:' || coalesce(ledger_transactions.seller_id, 0))
            OR (destination LIKE 'seller:%' AND destination <> 'seller:' || coalesce(ledger_transactions.seller_id, 0))
        """,
    ),
    Invariant(
        "what takes a transaction back is its exact opposite",
        f"""
        SELECT taken.id, taken.reverts_id, entry.account, sum(entry.amount_vnd) AS left_over
        FROM ledger_transactions AS taken
        JOIN ({ENTRIES}) AS entry ON entry.transaction_id = taken.id OR entry.transaction_id = taken.reverts_id
        WHERE taken.kind = 'reversal' GROUP BY taken.id, taken.reverts_id, entry.account
        HAVING sum(entry.amount_vnd) <> 0
        """,
    ),
    Invariant(
        "no hold gave out more than it held, and none did before it was there",
        """
        SELECT ledger_holds.id, ledger_holds.amount_vnd, ledger_hold_ends.amount_vnd AS posted_vnd
        FROM ledger_hold_ends JOIN ledger_holds ON ledger_holds.id = ledger_hold_ends.hold_id
        WHERE ledger_hold_ends.amount_vnd > ledger_holds.amount_vnd OR ledger_hold_ends.at < ledger_holds.at
            OR (ledger_hold_ends.outcome = 'voided' AND ledger_hold_ends.amount_vnd <> 0)
        """,
    ),
    Invariant(
        "the chain of the books has no gap, and everything up to its end is in it",
        """
        SELECT link.position, link.transaction_id FROM (
            SELECT position, transaction_id, lag(position, 1, 0) OVER (ORDER BY position) AS before FROM ledger_links
        ) AS link WHERE link.position <> link.before + 1
        """,
    ),
    Invariant(
        "what accounts came to at the end of a sealed month adds up to nothing",
        "SELECT month, sum(balance_vnd) AS left_over FROM ledger_closings GROUP BY month HAVING sum(balance_vnd) <> 0",
    ),
    Invariant(
        "nothing was booked into a month that was sealed before it was written",
        """
        SELECT ledger_transactions.id, ledger_transactions.month FROM ledger_transactions
        JOIN ledger_links ON ledger_links.transaction_id = ledger_transactions.id
        JOIN ledger_months ON ledger_months.month >= ledger_transactions.month
            AND ledger_links.position > ledger_months.position
        """,
    ),
)
