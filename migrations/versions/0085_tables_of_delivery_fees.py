"""Tables of delivery fees that operators write, and what an order keeps of the one that it was sold by."""

import sqlalchemy as sa
from alembic import op

revision = "0085"
down_revision = "0090"
branch_labels = None
depends_on = None

AMOUNTS = (
    "province_first_vnd",
    "province_further_vnd",
    "region_first_vnd",
    "region_further_vnd",
    "nation_first_vnd",
    "nation_further_vnd",
    "remote_vnd",
    "cash_free_to_vnd",
    "cash_least_vnd",
    "insurance_free_to_vnd",
)
PRICES = (
    "province_first_vnd >= 0 AND province_further_vnd >= 0 AND region_first_vnd >= 0 AND region_further_vnd >= 0"
    " AND nation_first_vnd >= 0 AND nation_further_vnd >= 0 AND remote_vnd >= 0"
)


def upgrade() -> None:
    create_tariffs()
    create_events()
    op.add_column("orders", sa.Column("waived_vnd", sa.BigInteger(), nullable=False, server_default=sa.text("0")))
    op.add_column("orders", sa.Column("waived_by", sa.String(length=8), nullable=True))
    op.add_column("orders", sa.Column("tariff", sa.String(length=16), nullable=False, server_default=sa.text("''")))


def downgrade() -> None:
    for name in ("tariff", "waived_by", "waived_vnd"):
        op.drop_column("orders", name)
    op.drop_table("tariff_events")
    op.drop_table("tariffs")


def create_tariffs() -> None:
    op.create_table(
        "tariffs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("first_grams", sa.Integer(), nullable=False),
        sa.Column("further_grams", sa.Integer(), nullable=False),
        sa.Column("cm3_per_kg", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in AMOUNTS),
        sa.Column("remote_communes", sa.JSON(), nullable=False),
        sa.Column("cash_bp", sa.Integer(), nullable=False),
        sa.Column("insurance_bp", sa.Integer(), nullable=False),
        sa.Column("free_from_vnd", sa.BigInteger(), nullable=True),
        sa.Column("free_paid_by", sa.String(length=8), nullable=False),
        sa.CheckConstraint("free_paid_by IN ('seller', 'platform')", name=op.f("ck_tariffs_free_paid_by_known")),
        sa.CheckConstraint(PRICES, name=op.f("ck_tariffs_prices_not_negative")),
        sa.CheckConstraint(
            "first_grams > 0 AND further_grams > 0 AND cm3_per_kg > 0", name=op.f("ck_tariffs_steps_positive")
        ),
        sa.CheckConstraint(
            "cash_bp BETWEEN 0 AND 10000 AND insurance_bp BETWEEN 0 AND 10000", name=op.f("ck_tariffs_rates_in_range")
        ),
        sa.CheckConstraint(
            "cash_free_to_vnd >= 0 AND cash_least_vnd >= 0 AND insurance_free_to_vnd >= 0",
            name=op.f("ck_tariffs_limits_not_negative"),
        ),
        sa.CheckConstraint("free_from_vnd > 0", name=op.f("ck_tariffs_free_from_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tariffs")),
        sa.UniqueConstraint("ref", name=op.f("uq_tariffs_ref")),
    )


def create_events() -> None:
    op.create_table(
        "tariff_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tariff_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=8), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("step IN ('added', 'ended')", name=op.f("ck_tariff_events_step_known")),
        sa.ForeignKeyConstraint(["tariff_id"], ["tariffs.id"], name=op.f("fk_tariff_events_tariff_id_tariffs")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_tariff_events_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tariff_events")),
    )
    op.create_index(op.f("ix_tariff_events_tariff_id"), "tariff_events", ["tariff_id"])
