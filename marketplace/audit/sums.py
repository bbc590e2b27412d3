"""Money and tallies: every total is the sum of its parts, to the dong."""

from marketplace.audit.models import Invariant

SUMS = (
    Invariant(
        "an order's total is its lines and its delivery, less what the market pays of them for vouchers",
        """
        SELECT orders.number, orders.goods_vnd, orders.shipping_vnd, orders.discount_vnd, orders.total_vnd,
            sum(order_lines.total_vnd) AS lines_vnd
        FROM orders LEFT JOIN order_lines ON order_lines.order_id = orders.id
        GROUP BY orders.id, orders.number, orders.goods_vnd, orders.shipping_vnd, orders.total_vnd, orders.discount_vnd,
            orders.seller_discount_vnd, orders.delivery_discount_vnd
        HAVING orders.goods_vnd <> coalesce(sum(order_lines.total_vnd), 0)
            OR orders.seller_discount_vnd <> coalesce(sum(order_lines.seller_discount_vnd), 0)
            OR orders.discount_vnd <> orders.delivery_discount_vnd + coalesce(sum(order_lines.market_discount_vnd), 0)
            OR orders.total_vnd <> orders.goods_vnd + orders.shipping_vnd - orders.discount_vnd
            OR orders.shipping_vnd < 0 OR orders.total_vnd < 0
            OR count(order_lines.id) = 0
        """,
    ),
    Invariant(
        "an order line costs its frozen price times its quantity, unless it was weighed",
        """
        SELECT id, unit_price_vnd, quantity, total_vnd FROM order_lines
        WHERE quantity < 0 OR unit_price_vnd < 1
            OR (actual_grams IS NULL AND total_vnd + seller_discount_vnd <> unit_price_vnd * quantity)
        """,
    ),
    Invariant(
        "an order line of nothing was called off, and none is more than was ordered but what replaces another",
        """
        SELECT id, quantity, ordered_quantity FROM order_lines
        WHERE (quantity = 0 AND ordered_quantity IS NULL)
            OR (ordered_quantity > 0 AND quantity > ordered_quantity)
        """,
    ),
    Invariant(
        "a weighed line costs what the scale showed at the price of the sale, and the agreed ceiling at most",
        """
        SELECT id, kg_price_vnd, actual_grams, total_vnd, seller_discount_vnd, increase_bp FROM (
            SELECT order_lines.*, (kg_price_vnd * actual_grams + 500) / 1000 AS weighed_vnd,
                unit_price_vnd * quantity + (unit_price_vnd * quantity * increase_bp + 5000) / 10000 AS ceiling_vnd
            FROM order_lines WHERE actual_grams IS NOT NULL
        ) AS weighed
        WHERE kg_price_vnd IS NULL OR actual_grams < 1
            OR total_vnd + seller_discount_vnd
                <> CASE WHEN weighed_vnd < ceiling_vnd THEN weighed_vnd ELSE ceiling_vnd END
        """,
    ),
    Invariant(
        "nothing that is paid by weight leaves unweighed",
        """
        SELECT orders.number, orders.state, order_lines.id FROM order_lines
        JOIN orders ON orders.id = order_lines.order_id
        WHERE orders.state IN ('packed', 'shipped', 'delivered', 'returning', 'returned', 'lost')
            AND order_lines.kg_price_vnd IS NOT NULL
            AND order_lines.quantity > 0 AND order_lines.actual_grams IS NULL
        """,
    ),
    Invariant(
        "delivery never becomes dearer than it was agreed to",
        "SELECT number, shipping_vnd, agreed_shipping_vnd FROM orders WHERE shipping_vnd > agreed_shipping_vnd",
    ),
    Invariant(
        "what somebody else pays of a delivery names who, and the buyer then pays nothing of it",
        """
        SELECT number, shipping_vnd, waived_vnd, waived_by FROM orders
        WHERE waived_vnd < 0 OR (waived_vnd > 0 AND (waived_by IS NULL OR shipping_vnd > 0))
        """,
    ),
    Invariant(
        "the commission of an order line is its share of the price, rounded to the dong",
        """
        SELECT id, total_vnd, commission_bp, commission_vnd FROM order_lines
        WHERE fee_parts IS NULL AND commission_vnd <> (total_vnd * commission_bp + 5000) / 10000
        """,
    ),
    Invariant(
        "refunds take back no more of a sale than it brought, of each part",
        """
        SELECT order_line_id, sum(goods_vnd) AS goods_vnd, sum(commission_vnd) AS commission_vnd,
            sum(withheld_vat_vnd) AS withheld_vat_vnd, sum(withheld_pit_vnd) AS withheld_pit_vnd
        FROM earnings GROUP BY order_line_id
        HAVING sum(goods_vnd) < 0 OR sum(commission_vnd) < 0 OR sum(withheld_vat_vnd) < 0 OR sum(withheld_pit_vnd) < 0
            OR (sum(goods_vnd) = 0 AND sum(commission_vnd) + sum(withheld_vat_vnd) + sum(withheld_pit_vnd) <> 0)
        """,
    ),
    Invariant(
        "a sale that is final is earned as its line was sold",
        """
        SELECT earnings.order_line_id, earnings.goods_vnd, order_lines.total_vnd, earnings.commission_vnd
        FROM earnings JOIN order_lines ON order_lines.id = earnings.order_line_id
        WHERE earnings.refund_id IS NULL AND (earnings.goods_vnd <> order_lines.total_vnd
            OR earnings.commission_vnd <> order_lines.commission_vnd
            OR earnings.withheld_vat_vnd <> order_lines.withheld_vat_vnd
            OR earnings.withheld_pit_vnd <> order_lines.withheld_pit_vnd)
        """,
    ),
    Invariant(
        "documents are numbered without gaps",
        """
        SELECT document_counters.kind, document_counters.year, last_number, count(DISTINCT documents.number) AS issued
        FROM document_counters LEFT JOIN documents
            ON documents.kind = document_counters.kind AND documents.year = document_counters.year
        GROUP BY document_counters.kind, document_counters.year, last_number
        HAVING last_number <> count(DISTINCT documents.number) OR last_number <> coalesce(max(documents.number), 0)
        """,
    ),
    Invariant(
        "a purchase costs what its orders cost together",
        """
        SELECT purchases.code, purchases.total_vnd, sum(orders.total_vnd) AS orders_vnd
        FROM purchases LEFT JOIN orders ON orders.purchase_id = purchases.id
        GROUP BY purchases.id, purchases.code, purchases.goods_vnd, purchases.shipping_vnd, purchases.total_vnd,
            purchases.discount_vnd, purchases.seller_discount_vnd
        HAVING purchases.goods_vnd <> coalesce(sum(orders.goods_vnd), 0)
            OR purchases.shipping_vnd <> coalesce(sum(orders.shipping_vnd), 0)
            OR purchases.discount_vnd <> coalesce(sum(orders.discount_vnd), 0)
            OR purchases.seller_discount_vnd <> coalesce(sum(orders.seller_discount_vnd), 0)
            OR purchases.total_vnd <> coalesce(sum(orders.total_vnd), 0) OR count(orders.id) = 0
        """,
    ),
    Invariant(
        "an order holds goods of its own seller only",
        """
        SELECT orders.number, orders.seller_id, order_lines.id, products.seller_id AS sold_by
        FROM order_lines JOIN orders ON orders.id = order_lines.order_id
        JOIN variants ON variants.id = order_lines.variant_id
        JOIN products ON products.id = variants.product_id
        WHERE products.seller_id <> orders.seller_id OR order_lines.product_id <> products.id
        """,
    ),
    Invariant(
        "a product's sold units are those of its delivered orders",
        """
        SELECT products.slug, products.sold_units, coalesce(sum(delivered.quantity), 0) AS counted
        FROM products LEFT JOIN (
            SELECT order_lines.product_id, order_lines.quantity FROM order_lines
            JOIN orders ON orders.id = order_lines.order_id WHERE orders.state = 'delivered'
        ) AS delivered ON delivered.product_id = products.id
        GROUP BY products.slug, products.sold_units
        HAVING products.sold_units <> coalesce(sum(delivered.quantity), 0)
        """,
    ),
    Invariant(
        "a product's shown reviews are counted",
        """
        SELECT products.slug, products.review_count, count(reviews.id) AS counted,
            products.review_points, coalesce(sum(reviews.points), 0) AS points
        FROM products LEFT JOIN reviews ON reviews.product_id = products.id AND reviews.hidden_at IS NULL
        GROUP BY products.slug, products.review_count, products.review_points
        HAVING products.review_count <> count(reviews.id)
            OR products.review_points <> coalesce(sum(reviews.points), 0)
        """,
    ),
    Invariant(
        "a review's helpful votes are counted",
        """
        SELECT reviews.ref, reviews.helpful_count, count(review_votes.reader) AS counted
        FROM reviews LEFT JOIN review_votes ON review_votes.review_id = reviews.id
        GROUP BY reviews.ref, reviews.helpful_count HAVING reviews.helpful_count <> count(review_votes.reader)
        """,
    ),
)
