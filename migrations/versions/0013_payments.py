"""Payments apart from parcels, orders that wait for their money, and the commission frozen in dong.

What was there before is moved by 0016.
"""

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

AWAITING = sa.text("payment_state = 'awaiting'")

FREEZE_COMMISSION = """
    CREATE FUNCTION freeze_commission() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        NEW.commission_vnd := (NEW.total_vnd * NEW.commission_bp + 5000) / 10000;
        RETURN NEW;
    END $$
"""
BEFORE_EACH_LINE = """
    CREATE TRIGGER freeze_commission BEFORE INSERT ON order_lines FOR EACH ROW WHEN (NEW.commission_vnd = 0)
    EXECUTE FUNCTION freeze_commission()
"""
FREEZE_COMMISSION_SQLITE = """
    CREATE TRIGGER freeze_commission AFTER INSERT ON order_lines WHEN NEW.commission_vnd = 0 BEGIN
        UPDATE order_lines SET commission_vnd = (total_vnd * commission_bp + 5000) / 10000 WHERE id = NEW.id;
    END
"""
"""For the lines that servers of the version before write; goes once no such server runs any more."""
COUNT_AS_PLACED = (
    "DELETE FROM order_events WHERE state = 'awaiting_payment'",
    "UPDATE orders SET state = 'placed' WHERE state = 'awaiting_payment'",
    "UPDATE orders SET placed_at = (SELECT placed_at FROM purchases WHERE id = purchase_id) WHERE placed_at IS NULL",
    "UPDATE purchases SET payment_method = 'cod'",
)
"""The way back knows no awaited money."""


def upgrade() -> None:
    widen_order_states()
    add_commission()
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


def add_commission() -> None:
    with op.batch_alter_table("order_lines") as table:
        table.add_column(sa.Column("commission_vnd", sa.BigInteger(), nullable=False, server_default="0"))
        table.create_check_constraint(op.f("ck_order_lines_commission_within_total"), LESS_THAN_TOTAL)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(FREEZE_COMMISSION)
        op.execute(BEFORE_EACH_LINE)
    else:
        op.execute(FREEZE_COMMISSION_SQLITE)


def add_payment_states() -> None:
    with op.batch_alter_table("purchases") as table:
        table.drop_constraint(op.f("ck_purchases_payment_method_known"), type_="check")
        table.alter_column("payment_method", existing_type=sa.String(8), type_=sa.String(24), existing_nullable=False)
        table.create_check_constraint(
            op.f("ck_purchases_payment_method_known"), one_of("payment_method", ("cod", "transfer"))
        )
        table.add_column(sa.Column("payment_state", sa.String(24), nullable=False, server_default="due"))
        table.add_column(sa.Column("paid_vnd", sa.BigInteger(), nullable=False, server_default="0"))
        table.add_column(sa.Column("refunded_vnd", sa.BigInteger(), nullable=False, server_default="0"))
        table.create_check_constraint(op.f("ck_purchases_payment_state_known"), one_of("payment_state", PAYMENT_STATES))
        table.create_check_constraint(op.f("ck_purchases_refunds_covered"), COVERED)
    awaiting = {"sqlite_where": AWAITING, "postgresql_where": AWAITING}
    op.create_index("ix_purchases_awaiting", "purchases", ["placed_at"], **awaiting)


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
    drop_trigger()
    for statement in COUNT_AS_PLACED:
        op.execute(statement)
    op.drop_index("ix_purchases_awaiting", "purchases")
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


def drop_trigger() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER freeze_commission ON order_lines")
        op.execute("DROP FUNCTION freeze_commission")
    else:
        op.execute("DROP TRIGGER freeze_commission")
