"""Sellers log lots: why units went and when, what was mended, who delivered, which lots others were made of."""

import sqlalchemy as sa
from alembic import op

from migrations.refs import new_ref

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

REASONS = ("received", "sale", "returned", "counted")
MORE = ("counter", "gift", "broken", "pests", "sample", "spoiled", "corrected", "converted")


def upgrade() -> None:
    for table in ("lots", "lot_steps"):
        give_refs(table)
    add_who_wrote_a_step()
    widen_movements()
    create_changes()
    create_photos()
    create_deliveries()
    create_sources()


def downgrade() -> None:
    for table in ("lot_sources", "lot_deliveries", "lot_step_photos", "lot_changes"):
        op.drop_table(table)
    with op.batch_alter_table("lot_steps") as table:
        table.drop_constraint(op.f("fk_lot_steps_by_id_users"), type_="foreignkey")
        table.drop_column("by_id")
    for name in ("lots", "lot_steps"):
        with op.batch_alter_table(name) as table:
            table.drop_constraint(op.f(f"uq_{name}_ref"), type_="unique")
            table.drop_column("ref")
    narrow_movements()


def give_refs(table: str) -> None:
    """An address of its own for every row; servers of the released version leave it to the database."""
    op.add_column(table, sa.Column("ref", sa.String(length=16), nullable=True))
    op.execute(f"UPDATE {table} SET ref = {new_ref()}")  # noqa: S608 - constants of this project
    with op.batch_alter_table(table) as batch_op:
        default = sa.text(f"({new_ref()})")
        batch_op.alter_column("ref", existing_type=sa.String(length=16), nullable=False, server_default=default)
        batch_op.create_unique_constraint(op.f(f"uq_{table}_ref"), ["ref"])


def add_who_wrote_a_step() -> None:
    with op.batch_alter_table("lot_steps") as table:
        table.add_column(sa.Column("by_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_lot_steps_by_id_users"), "users", ["by_id"], ["id"])


def widen_movements() -> None:
    with op.batch_alter_table("stock_movements") as table:
        table.drop_constraint(op.f("ck_stock_movements_reason_known"), type_="check")
        table.add_column(sa.Column("ref", sa.String(length=16), nullable=True))
        table.add_column(sa.Column("happened_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("note", sa.String(length=160), nullable=False, server_default=""))
        table.add_column(sa.Column("corrects_id", sa.Integer(), nullable=True))
        table.create_check_constraint(op.f("ck_stock_movements_reason_known"), one_of((*REASONS, *MORE)))
        table.create_unique_constraint(op.f("uq_stock_movements_lot_id_ref"), ["lot_id", "ref"])
        table.create_unique_constraint(op.f("uq_stock_movements_corrects_id"), ["corrects_id"])
        table.create_foreign_key(
            op.f("fk_stock_movements_corrects_id_stock_movements"), "stock_movements", ["corrects_id"], ["id"]
        )


def narrow_movements() -> None:
    """What went for reasons that were not known before is counted as a count, so that every sum stays."""
    unknown = one_of(MORE)
    with op.batch_alter_table("stock_movements") as table:
        table.drop_constraint(op.f("fk_stock_movements_corrects_id_stock_movements"), type_="foreignkey")
        table.drop_constraint(op.f("uq_stock_movements_corrects_id"), type_="unique")
        table.drop_constraint(op.f("uq_stock_movements_lot_id_ref"), type_="unique")
        table.drop_constraint(op.f("ck_stock_movements_reason_known"), type_="check")
        for column in ("ref", "happened_on", "note", "corrects_id"):
            table.drop_column(column)
    op.execute(f"UPDATE stock_movements SET reason = 'counted' WHERE {unknown}")  # noqa: S608
    with op.batch_alter_table("stock_movements") as table:
        table.create_check_constraint(op.f("ck_stock_movements_reason_known"), one_of(REASONS))


def one_of(reasons: tuple[str, ...]) -> str:
    allowed = ", ".join(f"'{reason}'" for reason in reasons)
    return f"reason IN ({allowed})"


def create_changes() -> None:
    op.create_table(
        "lot_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("step_title", sa.String(length=160), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_lot_changes_lot_id_lots")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_lot_changes_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot_changes")),
    )
    op.create_index(op.f("ix_lot_changes_lot_id"), "lot_changes", ["lot_id"])


def create_photos() -> None:
    op.create_table(
        "lot_step_photos",
        sa.Column("picture_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["pictures.id"], name=op.f("fk_lot_step_photos_picture_id_pictures"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["lot_steps.id"], name=op.f("fk_lot_step_photos_step_id_lot_steps"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("picture_id", name=op.f("pk_lot_step_photos")),
    )
    op.create_index(op.f("ix_lot_step_photos_step_id"), "lot_step_photos", ["step_id"])


def create_deliveries() -> None:
    op.create_table(
        "lot_deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("member", sa.String(length=80), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("grade", sa.String(length=40), nullable=False),
        sa.Column("price_vnd", sa.BigInteger(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("struck_by_id", sa.Integer(), nullable=True),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_lot_deliveries_delivers_something")),
        sa.CheckConstraint("price_vnd >= 0", name=op.f("ck_lot_deliveries_price_not_negative")),
        sa.CheckConstraint(
            "(struck_at IS NULL) = (struck_by_id IS NULL)", name=op.f("ck_lot_deliveries_struck_by_somebody")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_lot_deliveries_lot_id_lots")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_lot_deliveries_by_id_users")),
        sa.ForeignKeyConstraint(["struck_by_id"], ["users.id"], name=op.f("fk_lot_deliveries_struck_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot_deliveries")),
        sa.UniqueConstraint("lot_id", "ref", name=op.f("uq_lot_deliveries_lot_id_ref")),
    )


def create_sources() -> None:
    op.create_table(
        "lot_sources",
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("source_lot_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_lot_sources_takes_something")),
        sa.CheckConstraint("lot_id <> source_lot_id", name=op.f("ck_lot_sources_of_another_lot")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_lot_sources_lot_id_lots")),
        sa.ForeignKeyConstraint(["source_lot_id"], ["lots.id"], name=op.f("fk_lot_sources_source_lot_id_lots")),
        sa.PrimaryKeyConstraint("lot_id", "source_lot_id", name=op.f("pk_lot_sources")),
    )
    op.create_index(op.f("ix_lot_sources_source_lot_id"), "lot_sources", ["source_lot_id"])
