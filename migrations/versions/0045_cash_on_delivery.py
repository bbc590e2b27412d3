"""Parcels that nobody takes have an end, and the cash of the others has a holder."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0042"
branch_labels = None
depends_on = None

BEFORE = ("awaiting_payment", "placed", "confirmed", "packed", "shipped", "delivered", "cancelled")
STATES = (*BEFORE, "returning", "returned", "lost")
VERDICTS = ("exact", "fee", "short", "over", "twice", "not_delivered", "unknown")
OUTCOMES = ("accepted", "claimed", "on_seller", "corrected", "paid_later")
KINDS = ("collected", "remitted", "fee", "given_up", "on_seller", "surplus")
REASONS = {
    "undelivered": ("refused", "unreachable", "wrong_address", "damaged", "lost"),
    "call_reason": ("first_time", "refusals"),
    "called": ("agreed", "unreached"),
}


HELD = sa.text("open_vnd > 0")
UNDECIDED = sa.text("difference_vnd <> 0 AND (outcome IS NULL OR outcome = 'claimed')")
TRACKED = sa.text("tracking_number <> ''")


def upgrade() -> None:
    give_parcels_an_end()
    create_calls()
    create_custodies()
    create_remittances()
    create_moves()


def give_parcels_an_end() -> None:
    for name in ("orders", "order_events"):
        with op.batch_alter_table(name) as table:
            table.drop_constraint(op.f(f"ck_{name}_state_known"), type_="check")
            table.create_check_constraint(op.f(f"ck_{name}_state_known"), one_of("state", STATES))
            if name == "orders":
                table.add_column(sa.Column("undelivered", sa.String(16), nullable=True))
                table.add_column(sa.Column("call_reason", sa.String(12), nullable=True))
                table.add_column(sa.Column("called", sa.String(12), nullable=True))
                for column, values in REASONS.items():
                    table.create_check_constraint(op.f(f"ck_orders_{column}_known"), one_of(column, values))
    op.create_index("ix_orders_tracking", "orders", ["tracking_number"], sqlite_where=TRACKED, postgresql_where=TRACKED)


def create_calls() -> None:
    op.create_table(
        "order_calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(12), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(one_of("result", REASONS["called"]), name=op.f("ck_order_calls_result_known")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_calls_order_id_orders")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_order_calls_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_calls")),
    )
    op.create_index(op.f("ix_order_calls_order_id"), "order_calls", ["order_id"])


def create_custodies() -> None:
    op.create_table(
        "cash_custodies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("collector", sa.String(12), nullable=False),
        sa.Column("carrier", sa.String(60), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("open_vnd", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            one_of("collector", ("carrier", "seller", "shop")), name=op.f("ck_cash_custodies_collector_known")
        ),
        sa.CheckConstraint(
            "open_vnd >= 0 AND open_vnd <= amount_vnd", name=op.f("ck_cash_custodies_open_within_amount")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_cash_custodies_order_id_orders")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_custodies")),
        sa.UniqueConstraint("order_id", name=op.f("uq_cash_custodies_order_id")),
    )
    op.create_index(
        "ix_cash_custodies_held", "cash_custodies", ["carrier", "due_on"], sqlite_where=HELD, postgresql_where=HELD
    )


def create_remittances() -> None:
    op.create_table(
        "remittances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("carrier", sa.String(60), nullable=False),
        sa.Column("layout", sa.String(60), nullable=False),
        sa.Column("filename", sa.String(120), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("paid_vnd", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_remittances_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remittances")),
        sa.UniqueConstraint("digest", name=op.f("uq_remittances_digest")),
        sa.UniqueConstraint("ref", name=op.f("uq_remittances_ref")),
    )
    op.create_table(
        "remittance_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("remittance_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("tracking", sa.String(60), nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("cod_vnd", sa.BigInteger(), nullable=False),
        sa.Column("fee_vnd", sa.BigInteger(), nullable=False),
        sa.Column("paid_vnd", sa.BigInteger(), nullable=False),
        sa.Column("custody_id", sa.Integer(), nullable=True),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("difference_vnd", sa.BigInteger(), nullable=False),
        sa.Column("matched_by_hand", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=True),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(one_of("verdict", VERDICTS), name=op.f("ck_remittance_lines_verdict_known")),
        sa.CheckConstraint(one_of("outcome", OUTCOMES), name=op.f("ck_remittance_lines_outcome_known")),
        sa.CheckConstraint(
            "(outcome IS NULL) = (decided_at IS NULL)", name=op.f("ck_remittance_lines_decided_with_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["remittance_id"], ["remittances.id"], name=op.f("fk_remittance_lines_remittance_id_remittances")
        ),
        sa.ForeignKeyConstraint(
            ["custody_id"], ["cash_custodies.id"], name=op.f("fk_remittance_lines_custody_id_cash_custodies")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_remittance_lines_order_id_orders")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_remittance_lines_decided_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remittance_lines")),
        sa.UniqueConstraint("ref", name=op.f("uq_remittance_lines_ref")),
    )
    op.create_index(
        "ix_remittance_lines_queue", "remittance_lines", ["id"], sqlite_where=UNDECIDED, postgresql_where=UNDECIDED
    )
    op.create_index("ix_remittance_lines_custody", "remittance_lines", ["custody_id"])
    op.create_index("ix_remittance_lines_remittance", "remittance_lines", ["remittance_id"])


def create_moves() -> None:
    op.create_table(
        "cash_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("custody_id", sa.Integer(), nullable=True),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("carrier", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger(), nullable=False),
        sa.Column("is_decision", sa.Boolean(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(one_of("kind", KINDS), name=op.f("ck_cash_moves_kind_known")),
        sa.CheckConstraint("amount_vnd <> 0", name=op.f("ck_cash_moves_moves_something")),
        sa.CheckConstraint("(amount_vnd < 0) = (undoes_id IS NOT NULL)", name=op.f("ck_cash_moves_negative_undoes")),
        sa.ForeignKeyConstraint(
            ["custody_id"], ["cash_custodies.id"], name=op.f("fk_cash_moves_custody_id_cash_custodies")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_cash_moves_order_id_orders")),
        sa.ForeignKeyConstraint(
            ["line_id"], ["remittance_lines.id"], name=op.f("fk_cash_moves_line_id_remittance_lines")
        ),
        sa.ForeignKeyConstraint(["undoes_id"], ["cash_moves.id"], name=op.f("fk_cash_moves_undoes_id_cash_moves")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_cash_moves_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_moves")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_cash_moves_undoes_id")),
    )
    for column in ("custody_id", "order_id", "line_id"):
        op.create_index(op.f(f"ix_cash_moves_{column}"), "cash_moves", [column])


def one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def downgrade() -> None:
    """Orders that came back or were lost count as called off again; those on their way back as sent."""
    for name in ("cash_moves", "remittance_lines", "remittances", "cash_custodies", "order_calls"):
        op.drop_table(name)
    op.drop_index("ix_orders_tracking", "orders")
    for name in ("orders", "order_events"):
        op.execute(f"UPDATE {name} SET state = 'cancelled' WHERE state IN ('returned', 'lost')")  # noqa: S608
        op.execute(f"UPDATE {name} SET state = 'shipped' WHERE state = 'returning'")  # noqa: S608
        with op.batch_alter_table(name) as table:
            table.drop_constraint(op.f(f"ck_{name}_state_known"), type_="check")
            table.create_check_constraint(op.f(f"ck_{name}_state_known"), one_of("state", BEFORE))
            if name == "orders":
                for column in REASONS:
                    table.drop_constraint(op.f(f"ck_orders_{column}_known"), type_="check")
                    table.drop_column(column)
