"""Cards, attempts to pay, notices of those who move money, and refunds that reserve what they give back."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0033"
branch_labels = None
depends_on = None

METHODS = ("cod", "transfer", "card")
COVERED = "refunded_vnd >= 0 AND refunded_vnd <= paid_vnd"
COVERED_BOTH = "refunded_vnd >= 0 AND refunding_vnd >= 0 AND refunded_vnd + refunding_vnd <= paid_vnd"
GIVEN_BACK = """
    ALTER TABLE orders ADD COLUMN given_back_vnd BIGINT DEFAULT 0 NOT NULL
    CONSTRAINT ck_orders_given_back_covered CHECK (given_back_vnd >= 0 AND given_back_vnd <= total_vnd)
"""
ATTEMPTED = """
    ALTER TABLE payment_events ADD COLUMN attempt_id INTEGER
    CONSTRAINT fk_payment_events_attempt_id_payment_attempts REFERENCES payment_attempts (id)
"""
NOTICED = """
    ALTER TABLE payment_events ADD COLUMN notice_id INTEGER
    CONSTRAINT fk_payment_events_notice_id_payment_notices REFERENCES payment_notices (id)
"""
REFUNDED = """
    ALTER TABLE payment_events ADD COLUMN refund_id INTEGER
    CONSTRAINT fk_payment_events_refund_id_refunds REFERENCES refunds (id)
"""
"""Column by column and not by copying the tables, which on SQLite would lose what only the database knows of them."""
IS_OPEN = sa.text("state IN ('open', 'authorised')")
IS_RESERVED = sa.text("state IN ('requested', 'approved', 'sent', 'failed')")


def upgrade() -> None:
    widen_purchases()
    op.execute(GIVEN_BACK)
    create_attempts()
    create_notices()
    create_refunds()
    create_refund_lines()
    create_refund_events()
    name_what_moved_money()


def widen_purchases() -> None:
    with op.batch_alter_table("purchases") as table:
        table.drop_constraint(op.f("ck_purchases_payment_method_known"), type_="check")
        table.create_check_constraint(op.f("ck_purchases_payment_method_known"), one_of("payment_method", METHODS))
        table.drop_constraint(op.f("ck_purchases_refunds_covered"), type_="check")
        table.add_column(sa.Column("refunding_vnd", sa.BigInteger(), nullable=False, server_default=sa.text("0")))
        table.create_check_constraint(op.f("ck_purchases_refunds_covered"), COVERED_BOTH)


def create_attempts() -> None:
    op.create_table(
        "payment_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("purchase_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=24), nullable=False),
        sa.Column("provider", sa.String(length=16), nullable=False),
        sa.Column("provider_ref", sa.String(length=255), nullable=True),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("failure", sa.String(length=80), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(one_of("method", METHODS), name=op.f("ck_payment_attempts_method_known")),
        sa.CheckConstraint(
            one_of("state", ("open", "authorised", "succeeded", "failed", "expired", "cancelled")),
            name=op.f("ck_payment_attempts_state_known"),
        ),
        sa.CheckConstraint("amount_vnd > 0", name=op.f("ck_payment_attempts_amount_positive")),
        sa.CheckConstraint(
            "(state IN ('open', 'authorised')) = (ended_at IS NULL)",
            name=op.f("ck_payment_attempts_ended_with_its_state"),
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchases.id"], name=op.f("fk_payment_attempts_purchase_id_purchases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_attempts")),
        sa.UniqueConstraint("ref", name=op.f("uq_payment_attempts_ref")),
        sa.UniqueConstraint("provider", "provider_ref", name=op.f("uq_payment_attempts_provider_provider_ref")),
    )
    op.create_index(op.f("ix_payment_attempts_purchase_id"), "payment_attempts", ["purchase_id"])
    op.create_index(
        "uq_payment_attempts_open",
        "payment_attempts",
        ["purchase_id", "method"],
        unique=True,
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    )


def create_notices() -> None:
    op.create_table(
        "payment_notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(length=16), nullable=False),
        sa.Column("event_id", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=True),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            one_of("outcome", ("applied", "ignored", "unmatched", "mismatched")),
            name=op.f("ck_payment_notices_outcome_known"),
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["payment_attempts.id"], name=op.f("fk_payment_notices_attempt_id_payment_attempts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_notices")),
        sa.UniqueConstraint("provider", "event_id", name=op.f("uq_payment_notices_provider_event_id")),
    )
    for column in ("attempt_id", "received_at"):
        op.create_index(op.f(f"ix_payment_notices_{column}"), "payment_notices", [column])


def create_refunds() -> None:
    op.create_table(
        "refunds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("purchase_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("attempt_id", sa.Integer(), nullable=True),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("goods_vnd", sa.BigInteger(), nullable=False),
        sa.Column("shipping_vnd", sa.BigInteger(), nullable=False),
        sa.Column("goodwill_vnd", sa.BigInteger(), nullable=False),
        sa.Column("surplus_vnd", sa.BigInteger(), nullable=False),
        sa.Column("route", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=12), nullable=False),
        sa.Column("bearer", sa.String(length=8), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("provider_ref", sa.String(length=255), nullable=True),
        sa.Column("failure", sa.String(length=80), nullable=False),
        sa.Column("account_sealed", sa.String(length=1000), nullable=True),
        sa.Column("requested_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        *checks_of_refunds(),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchases.id"], name=op.f("fk_refunds_purchase_id_purchases")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_refunds_order_id_orders")),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["payment_attempts.id"], name=op.f("fk_refunds_attempt_id_payment_attempts")
        ),
        sa.ForeignKeyConstraint(["requested_by_id"], ["users.id"], name=op.f("fk_refunds_requested_by_id_users")),
        sa.ForeignKeyConstraint(["approved_by_id"], ["users.id"], name=op.f("fk_refunds_approved_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refunds")),
        sa.UniqueConstraint("ref", name=op.f("uq_refunds_ref")),
        sa.UniqueConstraint("token", name=op.f("uq_refunds_token")),
        sa.UniqueConstraint("provider_ref", name=op.f("uq_refunds_provider_ref")),
    )
    for column in ("purchase_id", "order_id", "attempt_id"):
        op.create_index(op.f(f"ix_refunds_{column}"), "refunds", [column])
    op.create_index(
        "ix_refunds_open", "refunds", ["state", "id"], sqlite_where=IS_RESERVED, postgresql_where=IS_RESERVED
    )


def checks_of_refunds() -> tuple[sa.CheckConstraint, ...]:
    reasons = ("called_off", "adjusted", "overpaid", "late", "returned", "damaged", "wrong", "missing", "lost")
    parts = ("goods_vnd", "shipping_vnd", "goodwill_vnd", "surplus_vnd")
    conditions = {
        "route_known": one_of("route", ("provider", "transfer")),
        "reason_known": one_of("reason", (*reasons, "goodwill")),
        "bearer_known": one_of("bearer", ("seller", "shop", "carrier")),
        "state_known": one_of("state", ("requested", "approved", "sent", "confirmed", "failed", "cancelled")),
        "amount_positive": "amount_vnd > 0",
        "parts_not_negative": " AND ".join(f"{part} >= 0" for part in parts),
        "adds_up": f"amount_vnd = {' + '.join(parts)}",
        "of_an_order": "surplus_vnd = amount_vnd OR order_id IS NOT NULL",
        "provider_known": "route <> 'provider' OR attempt_id IS NOT NULL",
    }
    return tuple(
        sa.CheckConstraint(condition, name=op.f(f"ck_refunds_{name}")) for name, condition in conditions.items()
    )


def create_refund_lines() -> None:
    op.create_table(
        "refund_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("refund_id", sa.Integer(), nullable=False),
        sa.Column("order_line_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_refund_lines_quantity_positive")),
        sa.CheckConstraint("amount_vnd >= 0", name=op.f("ck_refund_lines_amount_not_negative")),
        sa.ForeignKeyConstraint(["refund_id"], ["refunds.id"], name=op.f("fk_refund_lines_refund_id_refunds")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_refund_lines_order_line_id_order_lines")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund_lines")),
        sa.UniqueConstraint("refund_id", "order_line_id", name=op.f("uq_refund_lines_refund_id_order_line_id")),
    )
    op.create_index(op.f("ix_refund_lines_order_line_id"), "refund_lines", ["order_line_id"])


def create_refund_events() -> None:
    op.create_table(
        "refund_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("refund_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            one_of("state", ("requested", "approved", "sent", "confirmed", "failed", "cancelled")),
            name=op.f("ck_refund_events_state_known"),
        ),
        sa.ForeignKeyConstraint(["refund_id"], ["refunds.id"], name=op.f("fk_refund_events_refund_id_refunds")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_refund_events_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund_events")),
    )
    op.create_index(op.f("ix_refund_events_refund_id"), "refund_events", ["refund_id"])


def name_what_moved_money() -> None:
    op.execute(ATTEMPTED)
    op.execute(NOTICED)
    op.execute(REFUNDED)
    for column in ("attempt_id", "refund_id"):
        op.create_index(f"ix_payment_events_{column}", "payment_events", [column])
    op.create_index(
        "uq_payment_events_notice_id_purchase_id", "payment_events", ["notice_id", "purchase_id"], unique=True
    )


def one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def downgrade() -> None:
    """Refunds are forgotten, and what they gave back stays given back."""
    op.drop_index("uq_payment_events_notice_id_purchase_id", "payment_events")
    for column in ("attempt_id", "refund_id"):
        op.drop_index(f"ix_payment_events_{column}", "payment_events")
    with op.batch_alter_table("payment_events") as table:
        for column in ("attempt_id", "notice_id", "refund_id"):
            table.drop_column(column)
    for name in ("refund_events", "refund_lines", "refunds", "payment_notices", "payment_attempts"):
        op.drop_table(name)
    with op.batch_alter_table("orders") as table:
        table.drop_constraint(op.f("ck_orders_given_back_covered"), type_="check")
        table.drop_column("given_back_vnd")
    op.execute("UPDATE purchases SET payment_method = 'transfer' WHERE payment_method = 'card'")
    with op.batch_alter_table("purchases") as table:
        table.drop_constraint(op.f("ck_purchases_payment_method_known"), type_="check")
        table.create_check_constraint(
            op.f("ck_purchases_payment_method_known"), one_of("payment_method", ("cod", "transfer"))
        )
        table.drop_constraint(op.f("ck_purchases_refunds_covered"), type_="check")
        table.drop_column("refunding_vnd")
        table.create_check_constraint(op.f("ck_purchases_refunds_covered"), COVERED)
