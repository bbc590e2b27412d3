"""Whose message it was, and what the gateway told of it later: that it arrived, that it was read."""

import sqlalchemy as sa
from alembic import op

revision = "0165"
down_revision = "0175"
branch_labels = None
depends_on = None

TABLE = "notice_dispatches"
NUMBERED = sa.text("message_id <> ''")


def moment(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True))


def upgrade() -> None:
    with op.batch_alter_table(TABLE) as dispatches:
        for column, to in (("user_id", "users"), ("seller_id", "sellers")):
            dispatches.add_column(sa.Column(column, sa.Integer()))
            name = op.f(f"fk_{TABLE}_{column}_{to}")
            dispatches.create_foreign_key(name, to, [column], ["id"], ondelete="CASCADE")
        dispatches.add_column(moment("delivered_at"))
        dispatches.add_column(moment("read_at"))
        dispatches.add_column(sa.Column("told", sa.String(60), nullable=False, server_default=""))
    for column in ("user_id", "seller_id"):
        op.create_index(f"ix_{TABLE}_{column}", TABLE, [column])
    op.create_index(f"ix_{TABLE}_message_id", TABLE, ["message_id"], sqlite_where=NUMBERED, postgresql_where=NUMBERED)


def downgrade() -> None:
    for column in ("message_id", "seller_id", "user_id"):
        op.drop_index(f"ix_{TABLE}_{column}", TABLE)
    with op.batch_alter_table(TABLE) as dispatches:
        for column, to in (("user_id", "users"), ("seller_id", "sellers")):
            dispatches.drop_constraint(op.f(f"fk_{TABLE}_{column}_{to}"), type_="foreignkey")
            dispatches.drop_column(column)
        for column in ("told", "read_at", "delivered_at"):
            dispatches.drop_column(column)
