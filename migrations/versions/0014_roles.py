"""Operators have roles, and a shop's people more of them: those who ran the marketplace so far may do everything."""

import json

import sqlalchemy as sa
from alembic import op

from migrations.refs import new_ref

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

FULL = json.dumps(["orders", "catalogue", "finance", "trust", "people", "settings"])
ROLES = ("owner", "manager", "packer", "accountant")
OLD_ROLES = ("owner", "packer")


def upgrade() -> None:
    create_operators()
    create_events()
    make_operators()
    allow_roles(ROLES, sa.String(length=8), sa.String(length=16))
    give_members_a_ref()


def downgrade() -> None:
    """Whoever has a role counts as an operator again; managers and accountants become packers, who may do less."""
    op.execute(
        "UPDATE users SET is_operator = (id IN (SELECT user_id FROM operators WHERE CAST(roles AS TEXT) <> '[]'))"
    )
    op.drop_table("operator_events")
    op.drop_table("operators")
    with op.batch_alter_table("seller_members") as batch_op:
        batch_op.drop_constraint(op.f("uq_seller_members_ref"), type_="unique")
        batch_op.drop_column("ref")
    op.execute("UPDATE seller_members SET role = 'packer' WHERE role NOT IN ('owner', 'packer')")
    allow_roles(OLD_ROLES, sa.String(length=16), sa.String(length=8))


def create_operators() -> None:
    op.create_table(
        "operators",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_operators_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operators")),
        sa.UniqueConstraint("ref", name=op.f("uq_operators_ref")),
        sa.UniqueConstraint("user_id", name=op.f("uq_operators_user_id")),
    )


def create_events() -> None:
    op.create_table(
        "operator_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operators.id"], name=op.f("fk_operator_events_operator_id_operators"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_operator_events_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operator_events")),
    )
    op.create_index(op.f("ix_operator_events_operator_id"), "operator_events", ["operator_id"])


def make_operators() -> None:
    """The column users.is_operator stays, read by nobody: a server of the last release may still run beside this."""
    op.execute(
        "INSERT INTO operators (ref, user_id, roles, added_at) "  # noqa: S608
        f"SELECT {new_ref()}, id, '{FULL}', CURRENT_TIMESTAMP FROM users WHERE is_operator"
    )
    op.execute("INSERT INTO operator_events (operator_id, roles, at) SELECT id, roles, added_at FROM operators")


def give_members_a_ref() -> None:
    op.add_column("seller_members", sa.Column("ref", sa.String(length=16), nullable=True))
    op.execute(f"UPDATE seller_members SET ref = {new_ref()}")  # noqa: S608
    with op.batch_alter_table("seller_members") as batch_op:
        batch_op.alter_column(
            "ref", existing_type=sa.String(length=16), nullable=False, server_default=sa.text(f"({new_ref()})")
        )
        batch_op.create_unique_constraint(op.f("uq_seller_members_ref"), ["ref"])


def allow_roles(roles: tuple[str, ...], old_type: sa.String, new_type: sa.String) -> None:
    with op.batch_alter_table("seller_members") as batch_op:
        batch_op.drop_constraint(op.f("ck_seller_members_role_known"), type_="check")
        batch_op.alter_column("role", existing_type=old_type, type_=new_type, existing_nullable=False)
    with op.batch_alter_table("seller_members") as batch_op:
        allowed = ", ".join(f"'{role}'" for role in roles)
        batch_op.create_check_constraint(op.f("ck_seller_members_role_known"), f"role IN ({allowed})")
