"""Vouchers: none is used too often, and what each took off is on record, in the orders and in the books."""

from marketplace.audit.models import Invariant

VOUCHERS = (
    Invariant(
        "a voucher's counter is the purchases that use it, and no more than may",
        """
        SELECT vouchers.code, vouchers.used, vouchers.most_uses, count(voucher_uses.id) AS counted FROM vouchers
        LEFT JOIN voucher_uses ON voucher_uses.voucher_id = vouchers.id AND voucher_uses.given_back_at IS NULL
        GROUP BY vouchers.id, vouchers.code, vouchers.used, vouchers.most_uses
        HAVING vouchers.used <> count(voucher_uses.id) OR vouchers.used > vouchers.most_uses
        """,
    ),
    Invariant(
        "nobody uses a voucher more often than one person may",
        """
        SELECT vouchers.code, vouchers.per_person, min(purchases.code) AS first_purchase, count(*) AS times
        FROM voucher_uses JOIN vouchers ON vouchers.id = voucher_uses.voucher_id
        JOIN purchases ON purchases.id = voucher_uses.purchase_id AND purchases.forgotten_at IS NULL
        WHERE voucher_uses.given_back_at IS NULL
        GROUP BY vouchers.id, vouchers.code, vouchers.per_person, purchases.phone
        HAVING count(*) > vouchers.per_person
        """,
    ),
    Invariant(
        "a purchase uses a voucher until all its orders with it are called off before they are sent",
        """
        SELECT voucher_uses.id, min(orders.number) AS order_number, voucher_uses.given_back_at FROM voucher_uses
        JOIN order_discounts ON order_discounts.voucher_id = voucher_uses.voucher_id
        JOIN orders ON orders.id = order_discounts.order_id AND orders.purchase_id = voucher_uses.purchase_id
        GROUP BY voucher_uses.id, voucher_uses.given_back_at
        HAVING (voucher_uses.given_back_at IS NULL)
            <> (sum(CASE WHEN orders.state <> 'cancelled' THEN 1 ELSE 0 END) > 0)
        """,
    ),
    Invariant(
        "what a voucher gave a purchase is what it took off its orders, borne by whom it says",
        """
        SELECT voucher_uses.id, voucher_uses.amount_vnd, coalesce(sum(part.amount_vnd), 0) AS taken_off_vnd
        FROM voucher_uses JOIN vouchers ON vouchers.id = voucher_uses.voucher_id
        LEFT JOIN (
            SELECT order_discounts.voucher_id, order_discounts.bearer, orders.purchase_id, order_discounts.amount_vnd
            FROM order_discounts JOIN orders ON orders.id = order_discounts.order_id
        ) AS part ON part.voucher_id = voucher_uses.voucher_id AND part.purchase_id = voucher_uses.purchase_id
            AND part.bearer = vouchers.bearer
        GROUP BY voucher_uses.id, voucher_uses.amount_vnd
        HAVING voucher_uses.amount_vnd <> coalesce(sum(part.amount_vnd), 0)
        """,
    ),
    Invariant(
        "an order line was sold with the discounts that are frozen, and none has grown since",
        """
        SELECT order_lines.id, order_lines.seller_discount_vnd, order_lines.market_discount_vnd,
            coalesce(frozen.seller_vnd, 0) AS seller_vnd, coalesce(frozen.market_vnd, 0) AS market_vnd
        FROM order_lines LEFT JOIN (
            SELECT order_line_id, sum(CASE WHEN bearer = 'seller' THEN amount_vnd ELSE 0 END) AS seller_vnd,
                sum(CASE WHEN bearer = 'market' THEN amount_vnd ELSE 0 END) AS market_vnd
            FROM order_discounts WHERE order_line_id IS NOT NULL GROUP BY order_line_id
        ) AS frozen ON frozen.order_line_id = order_lines.id
        WHERE coalesce(order_lines.ordered_quantity, 1) > 0 AND (
            coalesce(ordered_seller_discount_vnd, seller_discount_vnd) <> coalesce(frozen.seller_vnd, 0)
            OR coalesce(ordered_market_discount_vnd, market_discount_vnd) <> coalesce(frozen.market_vnd, 0)
            OR seller_discount_vnd > coalesce(ordered_seller_discount_vnd, seller_discount_vnd)
            OR market_discount_vnd > coalesce(ordered_market_discount_vnd, market_discount_vnd))
        """,
    ),
    Invariant(
        "the market paid for its vouchers what they took off the orders that were delivered",
        """
        SELECT orders.number, orders.discount_vnd, coalesce(sum(ledger_postings.amount_vnd), 0) AS booked_vnd
        FROM orders JOIN ledger_transactions ON ledger_transactions.order_id = orders.id
            AND ledger_transactions.kind = 'sale'
        LEFT JOIN ledger_postings ON ledger_postings.transaction_id = ledger_transactions.id
            AND ledger_postings.source = 'vouchers:market'
        GROUP BY orders.id, orders.number, orders.discount_vnd
        HAVING orders.discount_vnd <> coalesce(sum(ledger_postings.amount_vnd), 0)
        """,
    ),
    Invariant(
        "what the market gets back of its vouchers is what the lines of the refund say",
        """
        SELECT refunds.ref, refunds.market_vnd, coalesce(sum(refund_lines.market_vnd), 0) AS lines_vnd
        FROM refunds LEFT JOIN refund_lines ON refund_lines.refund_id = refunds.id
        GROUP BY refunds.id, refunds.ref, refunds.market_vnd, refunds.bearer
        HAVING refunds.market_vnd <> coalesce(sum(refund_lines.market_vnd), 0)
            OR (refunds.market_vnd > 0 AND refunds.bearer <> 'seller')
        """,
    ),
)
