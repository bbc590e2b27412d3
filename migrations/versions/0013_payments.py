"""Payments apart from parcels, orders that wait for their money, and the commission frozen in dong."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BEFORE = ("placed", "confirmed", "packed", "shipped", "delivered", "cancelled")
ORDER_STATES = ("awaiting_payment", *BEFORE)
PAYMENT_STATES = ("due", "awaiting", "authorised", "paid", "partly_refunded", "refunded", "failed", "expired")
LESS_THAN_TOTAL = "commission_vnd >= 0 AND commission_vnd <= total_vnd"
COVERED = "refunded_vnd >= 0 AND refunded_vnd <= paid_vnd"

FREEZE_COMMISSION = "UPDATE order_lines SET commission_vnd = (total_vnd * commission_bp + 5000) / 10000"
COLLECTED = """
    UPDATE purchases SET refunded_vnd = 0, paid_vnd = (
        SELECT coalesce(sum(orders.total_vnd), 0) FROM orders
        WHERE orders.purchase_id = purchases.id AND orders.state = 'delivered'
    )
"""
PAYMENT_STATE = """
    UPDATE purchases SET payment_state = (
        SELECT CASE WHEN count(*) = 0 THEN 'failed' WHEN min(orders.state) = 'delivered' AND max(orders.state) = 'delivered'
            THEN 'paid' ELSE 'due' END
        FROM orders WHERE orders.purchase_id = purchases.id AND orders.state <> 'cancelled'
    )
"""
PAID_AT_THE_DOOR = """
    INSERT INTO payment_events (purchase_id, order_id, state, amount_vnd, at)
    SELECT orders.purchase_id, orders.id,
        CASE WHEN purchases.payment_state = 'paid' AND lead(step.id) OVER history IS NULL THEN 'paid' ELSE 'due' END,
        orders.total_vnd, step.at
    FROM orders JOIN purchases ON purchases.id = orders.purchase_id
    JOIN order_events AS step ON step.order_id = orders.id AND step.state = 'delivered'
    WHERE orders.state = 'delivered'
    WINDOW history AS (PARTITION BY orders.purchase_id ORDER BY step.at, step.id)
    ORDER BY orders.purchase_id, step.at, step.id
"""
CALLED_OFF = """
    INSERT INTO payment_events (purchase_id, state, amount_vnd, at)
    SELECT purchases.id, 'failed', 0, max(step.at) FROM purchases
    JOIN orders ON orders.purchase_id = purchases.id JOIN order_events AS step ON step.order_id = orders.id
    WHERE purchases.payment_state = 'failed' GROUP BY purchases.id
"""
COUNT_AS_PLACED = (
    "DELETE FROM order_events WHERE state = 'awaiting_payment'",
    "UPDATE orders SET state = 'placed' WHERE state = 'awaiting_payment'",
    "UPDATE orders SET placed_at = (SELECT placed_at FROM purchases WHERE id = purchase_id) WHERE placed_at IS NULL",
    "UPDATE purchases SET payment_method = 'cod'",
)
"""The way back knows no awaited money."""


def upgrade() -> None:
    widen_order_states()
    with op.batch_alter_table("order_lines") as table:
        table.add_column(sa.Column("commission_vnd", sa.BigInteger(), nullable=True))
    op.execute(FREEZE_COMMISSION)
    with op.batch_alter_table("order_lines") as table:
        table.alter_column("commission_vnd", existing_type=sa.BigInteger(), nullable=False)
        table.create_check_constraint(op.f("ck_order_lines_commission_within_total"), LESS_THAN_TOTAL)
    create_payment_events()
    add_payment_states()


def widen_order_states() -> None:
    for name in ("orders", "order_events"):
        with op.batch_alter_table(name) as table:
            table.drop_constraint(op.f(f"ck_{name}_state_known"), type_="check")
            table.alter_column("state", existing_type=sa.String(10), type_=sa.String(24), existing_nullable=False)
            table.create_check_constraint(op.f(f"ck_{name}_state_known"), one_of("state", ORDER_STATES))
            if name == "orders":
                table.alter_column("placed_at", existing_type=sa.DateTime(timezone=True), nullable=True)


def add_payment_states() -> None:
    with op.batch_alter_table("purchases") as table:
        table.drop_constraint(op.f("ck_purchases_payment_method_known"), type_="check")
        table.alter_column("payment_method", existing_type=sa.String(8), type_=sa.String(24), existing_nullable=False)
        table.create_check_constraint(
            op.f("ck_purchases_payment_method_known"), one_of("payment_method", ("cod", "transfer"))
        )
        table.add_column(sa.Column("payment_state", sa.String(24), nullable=True))
        table.add_column(sa.Column("paid_vnd", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("refunded_vnd", sa.BigInteger(), nullable=True))
    for statement in (COLLECTED, PAYMENT_STATE, PAID_AT_THE_DOOR, CALLED_OFF):
        op.execute(statement)
    with op.batch_alter_table("purchases") as table:
        table.alter_column("payment_state", existing_type=sa.String(24), nullable=False)
        table.alter_column("paid_vnd", existing_type=sa.BigInteger(), nullable=False)
        table.alter_column("refunded_vnd", existing_type=sa.BigInteger(), nullable=False)
        table.create_check_constraint(op.f("ck_purchases_payment_state_known"), one_of("payment_state", PAYMENT_STATES))
        table.create_check_constraint(op.f("ck_purchases_refunds_covered"), COVERED)


def create_payment_events() -> None:
    op.create_table(
        "payment_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purchase_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(one_of("state", PAYMENT_STATES), name=op.f("ck_payment_events_state_known")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_payment_events_order_id_orders")),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchases.id"], name=op.f("fk_payment_events_purchase_id_purchases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_events")),
    )
    with op.batch_alter_table("payment_events") as table:
        table.create_index(op.f("ix_payment_events_purchase_id"), ["purchase_id"], unique=False)


def one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def downgrade() -> None:
    op.drop_table("payment_events")
    for statement in COUNT_AS_PLACED:
        op.execute(statement)
    with op.batch_alter_table("purchases") as table:
        for check in ("refunds_covered", "payment_state_known", "payment_method_known"):
            table.drop_constraint(op.f(f"ck_purchases_{check}"), type_="check")
        for column in ("payment_state", "paid_vnd", "refunded_vnd"):
            table.drop_column(column)
        table.alter_column("payment_method", existing_type=sa.String(24), type_=sa.String(8), existing_nullable=False)
        table.create_check_constraint(op.f("ck_purchases_payment_method_known"), one_of("payment_method", ("cod",)))
    with op.batch_alter_table("order_lines") as table:
        table.drop_constraint(op.f("ck_order_lines_commission_within_total"), type_="check")
        table.drop_column("commission_vnd")
    for name in ("orders", "order_events"):
        with op.batch_alter_table(name) as table:
            table.drop_constraint(op.f(f"ck_{name}_state_known"), type_="check")
            table.alter_column("state", existing_type=sa.String(24), type_=sa.String(10), existing_nullable=False)
            table.create_check_constraint(op.f(f"ck_{name}_state_known"), one_of("state", BEFORE))
            if name == "orders":
                table.alter_column("placed_at", existing_type=sa.DateTime(timezone=True), nullable=False)
