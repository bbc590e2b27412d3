"""Parcels in the hands of carriers, what they told of them, and what they ask for a route."""

import sqlalchemy as sa
from alembic import op

revision = "0090"
down_revision = "0105"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('asked', 'booked', 'in_transit', 'out_for_delivery', 'failed', 'returning')")
LIVE = sa.text("state NOT IN ('refused', 'cancelled')")
UNDECIDED = sa.text("settled_at IS NULL AND result IN ('unknown_status', 'unknown_parcel', 'contradicts')")
TRACKED = sa.text("tracking <> ''")
CARRIERS = "carrier IN ('ghn', 'ghtk', 'viettel_post')"
STATES = (
    "state IN ('asked', 'refused', 'booked', 'in_transit', 'out_for_delivery', 'failed', 'delivered', 'returning', "
    "'returned', 'lost', 'cancelled')"
)
TABLES = ("shipment_events", "carrier_notices", "shipments", "pickup_addresses", "carrier_rates")


def upgrade() -> None:
    op.create_table(
        "carrier_rates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("carrier", sa.String(length=16), nullable=False),
        sa.Column("origin_commune", sa.String(length=5), nullable=False),
        sa.Column("destination_commune", sa.String(length=5), nullable=False),
        sa.Column("step_grams", sa.Integer(), nullable=False),
        sa.Column("fee_vnd", sa.BigInteger(), nullable=True),
        sa.Column("refusal", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(CARRIERS, name="ck_carrier_rates_carrier_known"),
        sa.PrimaryKeyConstraint("id", name="pk_carrier_rates"),
        sa.UniqueConstraint(
            "carrier", "origin_commune", "destination_commune", "step_grams", name="uq_carrier_rates_route"
        ),
    )
    op.create_table(
        "pickup_addresses",
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("street", sa.String(length=200), nullable=False),
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("commune_code", sa.String(length=5), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name="fk_pickup_addresses_seller_id_sellers", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("seller_id", name="pk_pickup_addresses"),
    )
    op.create_table(
        "shipments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("parcel", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("carrier", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("cash_state", sa.String(length=12), nullable=False),
        sa.Column("grams", sa.Integer(), nullable=False),
        sa.Column("goods_vnd", sa.BigInteger(), nullable=False),
        sa.Column("cod_vnd", sa.BigInteger(), nullable=False),
        sa.Column("fee_vnd", sa.BigInteger(), nullable=True),
        sa.Column("tracking", sa.String(length=60), nullable=False),
        sa.Column("raw_status", sa.String(length=40), nullable=False),
        sa.Column("refusal", sa.String(length=200), nullable=False),
        sa.Column("undelivered", sa.String(length=16), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(CARRIERS, name="ck_shipments_carrier_known"),
        sa.CheckConstraint(
            "cash_state IN ('none', 'due', 'collected', 'reconciled', 'paid_out', 'not_taken')",
            name="ck_shipments_cash_state_known",
        ),
        sa.CheckConstraint(STATES, name="ck_shipments_state_known"),
        sa.CheckConstraint(
            "undelivered IN ('refused', 'unreachable', 'wrong_address', 'damaged', 'lost')",
            name="ck_shipments_undelivered_known",
        ),
        sa.CheckConstraint("cod_vnd >= 0 AND goods_vnd >= 0", name="ck_shipments_amounts_not_negative"),
        sa.CheckConstraint("parcel > 0 AND attempt > 0 AND grams > 0", name="ck_shipments_counts_from_one"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_shipments_order_id_orders"),
        sa.PrimaryKeyConstraint("id", name="pk_shipments"),
        sa.UniqueConstraint("code", name="uq_shipments_code"),
        sa.UniqueConstraint("order_id", "parcel", "attempt", name="uq_shipments_order_id_parcel_attempt"),
        sa.UniqueConstraint("ref", name="uq_shipments_ref"),
    )
    op.create_index("ix_shipments_open", "shipments", ["due_at"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("ix_shipments_tracking", "shipments", ["tracking"], sqlite_where=TRACKED, postgresql_where=TRACKED)
    op.create_index(
        "uq_shipments_one_live",
        "shipments",
        ["order_id", "parcel"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )
    op.create_table(
        "carrier_notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("carrier", sa.String(length=16), nullable=False),
        sa.Column("tracking", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("raw_status", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("result", sa.String(length=16), nullable=False),
        sa.Column("shipment_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(CARRIERS, name="ck_carrier_notices_carrier_known"),
        sa.CheckConstraint(
            "result IN ('applied', 'noted', 'late', 'unknown_status', 'unknown_parcel', 'contradicts')",
            name="ck_carrier_notices_result_known",
        ),
        sa.CheckConstraint(
            "source IN ('shop', 'notice', 'question', 'person')", name="ck_carrier_notices_source_known"
        ),
        sa.ForeignKeyConstraint(["settled_by_id"], ["users.id"], name="fk_carrier_notices_settled_by_id_users"),
        sa.ForeignKeyConstraint(["shipment_id"], ["shipments.id"], name="fk_carrier_notices_shipment_id_shipments"),
        sa.PrimaryKeyConstraint("id", name="pk_carrier_notices"),
        sa.UniqueConstraint("key", name="uq_carrier_notices_key"),
        sa.UniqueConstraint("ref", name="uq_carrier_notices_ref"),
    )
    op.create_index("ix_carrier_notices_shipment_id", "carrier_notices", ["shipment_id"])
    op.create_index(
        "ix_carrier_notices_undecided", "carrier_notices", ["id"], sqlite_where=UNDECIDED, postgresql_where=UNDECIDED
    )
    op.create_table(
        "shipment_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shipment_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("raw_status", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "source IN ('shop', 'notice', 'question', 'person')", name="ck_shipment_events_source_known"
        ),
        sa.CheckConstraint(STATES, name="ck_shipment_events_state_known"),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name="fk_shipment_events_by_id_users"),
        sa.ForeignKeyConstraint(["shipment_id"], ["shipments.id"], name="fk_shipment_events_shipment_id_shipments"),
        sa.PrimaryKeyConstraint("id", name="pk_shipment_events"),
    )
    op.create_index("ix_shipment_events_shipment_id", "shipment_events", ["shipment_id"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
