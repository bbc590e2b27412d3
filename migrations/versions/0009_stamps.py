"""Stamps on packs with their scans and reports of false goods; recalled lots; addresses and ends of certificates."""

import sqlalchemy as sa
from alembic import op

from migrations.refs import new_ref

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in recall():
        op.add_column("lots", column)
    for column in revocation():
        op.add_column("certificates", column)
    op.add_column("certificates", sa.Column("ref", sa.String(length=16), nullable=True))
    op.execute(f"UPDATE certificates SET ref = {new_ref()}")  # noqa: S608 - a constant of this project
    with op.batch_alter_table("certificates") as batch_op:
        batch_op.alter_column("ref", existing_type=sa.String(length=16), nullable=False)
        batch_op.create_unique_constraint(op.f("uq_certificates_ref"), ["ref"])
    create_stamps()
    create_scans()
    create_reports()


def downgrade() -> None:
    for table in ("stamp_reports", "stamp_scans", "stamps"):
        op.drop_table(table)
    with op.batch_alter_table("certificates") as batch_op:
        batch_op.drop_constraint(op.f("uq_certificates_ref"), type_="unique")
        for column in ("ref", *(column.name for column in revocation())):
            batch_op.drop_column(column)
    with op.batch_alter_table("lots") as batch_op:
        for column in recall():
            batch_op.drop_column(column.name)


def recall() -> list[sa.Column]:
    return [
        sa.Column("recalled_on", sa.Date(), nullable=True),
        sa.Column("recall_reason_vi", sa.String(length=300), nullable=False, server_default=""),
        sa.Column("recall_reason_en", sa.String(length=300), nullable=False, server_default=""),
    ]


def revocation() -> list[sa.Column]:
    return [
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("revoked_reason_vi", sa.String(length=300), nullable=False, server_default=""),
        sa.Column("revoked_reason_en", sa.String(length=300), nullable=False, server_default=""),
    ]


def create_stamps() -> None:
    op.create_table(
        "stamps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_stamps_number_counts_from_one")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_stamps_lot_id_lots")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stamps")),
        sa.UniqueConstraint("code", name=op.f("uq_stamps_code")),
        sa.UniqueConstraint("lot_id", "number", name=op.f("uq_stamps_lot_id_number")),
    )


def create_scans() -> None:
    op.create_table(
        "stamp_scans",
        sa.Column("stamp_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint("times > 0", name=op.f("ck_stamp_scans_counts_something")),
        sa.ForeignKeyConstraint(["stamp_id"], ["stamps.id"], name=op.f("fk_stamp_scans_stamp_id_stamps")),
        sa.PrimaryKeyConstraint("stamp_id", "day", name=op.f("pk_stamp_scans")),
    )


def create_reports() -> None:
    op.create_table(
        "stamp_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("stamp_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=500), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handled_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "handled_at IS NULL OR phone = ''", name=op.f("ck_stamp_reports_phone_forgotten_when_handled")
        ),
        sa.ForeignKeyConstraint(["stamp_id"], ["stamps.id"], name=op.f("fk_stamp_reports_stamp_id_stamps")),
        sa.ForeignKeyConstraint(["handled_by_id"], ["users.id"], name=op.f("fk_stamp_reports_handled_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stamp_reports")),
        sa.UniqueConstraint("ref", name=op.f("uq_stamp_reports_ref")),
    )
    op.create_index("ix_stamp_reports_waiting", "stamp_reports", ["handled_at", "reported_at", "id"])
    op.create_index(op.f("ix_stamp_reports_stamp_id"), "stamp_reports", ["stamp_id"])
