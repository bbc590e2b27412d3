"""People wait for one sold-out pack size; the number that was noted beside a reminder served nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0160"
down_revision = "0165"
branch_labels = None
depends_on = None

WAITING = sa.text("sent_at IS NULL")
WAITING_FOR_ANY = sa.text("sent_at IS NULL AND variant_id IS NULL")


def waiting(name: str, column: str, where: sa.TextClause) -> None:
    op.create_index(name, "reminders", [column, "email"], unique=True, sqlite_where=where, postgresql_where=where)


def upgrade() -> None:
    with op.batch_alter_table("reminders") as reminders:
        reminders.add_column(sa.Column("variant_id", sa.Integer()))
        reminders.create_foreign_key(
            op.f("fk_reminders_variant_id_variants"), "variants", ["variant_id"], ["id"], ondelete="CASCADE"
        )
        reminders.drop_column("phone")
    op.drop_index("uq_reminders_waiting", "reminders")
    waiting("uq_reminders_waiting", "product_id", WAITING_FOR_ANY)
    waiting("uq_reminders_waiting_for_pack", "variant_id", WAITING)


def downgrade() -> None:
    op.execute("DELETE FROM reminders WHERE variant_id IS NOT NULL")
    op.drop_index("uq_reminders_waiting_for_pack", "reminders")
    op.drop_index("uq_reminders_waiting", "reminders")
    with op.batch_alter_table("reminders") as reminders:
        reminders.drop_constraint(op.f("fk_reminders_variant_id_variants"), type_="foreignkey")
        reminders.drop_column("variant_id")
        reminders.add_column(sa.Column("phone", sa.String(20)))
    waiting("uq_reminders_waiting", "product_id", WAITING)
