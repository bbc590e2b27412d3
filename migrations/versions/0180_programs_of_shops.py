"""Keys of shops' own software, and the events that it tells of lots."""

import sqlalchemy as sa
from alembic import op

revision = "0180"
down_revision = "0150"
branch_labels = None
depends_on = None


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "program_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        moment("made_at"),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("used_on", sa.Date()),
        moment("revoked_at", nullable=True),
        sa.ForeignKeyConstraint(["seller_id"], ["sellers.id"], name=op.f("fk_program_keys_seller_id_sellers")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_program_keys_made_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program_keys")),
        sa.UniqueConstraint("ref", name=op.f("uq_program_keys_ref")),
        sa.UniqueConstraint("digest", name=op.f("uq_program_keys_digest")),
    )
    op.create_index("ix_program_keys_seller_id", "program_keys", ["seller_id"])
    op.create_table(
        "event_captures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        moment("at"),
        sa.Column("new_events", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["program_keys.id"], name=op.f("fk_event_captures_key_id_program_keys")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_captures")),
        sa.UniqueConstraint("ref", name=op.f("uq_event_captures_ref")),
    )
    op.create_index("ix_event_captures_key_id", "event_captures", ["key_id"])
    op.create_table(
        "captured_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("capture_id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.String(300), nullable=False),
        moment("happened_at"),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["event_captures.id"], name=op.f("fk_captured_events_capture_id_event_captures")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_captured_events_lot_id_lots")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_captured_events")),
        sa.UniqueConstraint("event_id", "lot_id", name=op.f("uq_captured_events_event_id_lot_id")),
    )
    op.create_index("ix_captured_events_capture_id", "captured_events", ["capture_id"])
    op.create_index("ix_captured_events_of_lot", "captured_events", ["lot_id", "happened_at"])


def downgrade() -> None:
    op.drop_table("captured_events")
    op.drop_table("event_captures")
    op.drop_table("program_keys")
