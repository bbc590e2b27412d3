"""What sellers ask for waits in one queue until an operator has looked at it."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0021"
branch_labels = None
depends_on = None

WAITING = sa.text("state = 'waiting'")
KINDS = "kind IN ('seller', 'bank_account', 'product', 'product_change', 'price', 'story', 'certificate')"
STATES = "state IN ('waiting', 'approved', 'sent_back', 'withdrawn')"


def upgrade() -> None:
    op.create_table(
        "approvals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("needs_two", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("submitted_by_id", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_by_id", sa.Integer(), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_by_id", sa.Integer(), nullable=True),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("to_mend", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_approvals_kind_known")),
        sa.CheckConstraint(STATES, name=op.f("ck_approvals_state_known")),
        sa.CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name=op.f("ck_approvals_decided_once")),
        sa.CheckConstraint("first_by_id IS NULL OR first_by_id <> decided_by_id", name=op.f("ck_approvals_two_people")),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_approvals_seller_id_sellers"), ondelete="CASCADE"
        ),
        *(
            sa.ForeignKeyConstraint([column], ["users.id"], name=op.f(f"fk_approvals_{column}_users"))
            for column in ("submitted_by_id", "held_by_id", "first_by_id", "decided_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
        sa.UniqueConstraint("ref", name=op.f("uq_approvals_ref")),
    )
    op.create_index(
        "uq_approvals_waiting",
        "approvals",
        ["kind", "subject"],
        unique=True,
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_index("ix_approvals_queue", "approvals", ["state", "due_at", "id"])
    op.create_index("ix_approvals_subject", "approvals", ["kind", "subject", "id"])
    op.create_index(op.f("ix_approvals_seller_id"), "approvals", ["seller_id"])


def downgrade() -> None:
    op.drop_table("approvals")
