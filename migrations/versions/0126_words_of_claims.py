"""What was written in a claim is blanked with its purchase: its entries are guarded column by column."""

from alembic import op

revision = "0126"
down_revision = "0146"
branch_labels = None
depends_on = None

TRIGGERS = (
    ("sqlite", "claim_events_append_only_update"),
    ("sqlite", "claim_events_append_only_delete"),
    ("postgresql", "claim_events_only_added_to"),
    ("postgresql", "claim_events_never_emptied"),
)
NEWER = (
    ("sqlite", "claim_events_kept_update"),
    ("sqlite", "claim_events_kept_delete"),
    ("postgresql", "claim_events_kept"),
)


def upgrade() -> None:
    for dialect, name in TRIGGERS:  # those that hold from now on are made at the end of every upgrade
        drop(dialect, name)


def downgrade() -> None:
    for dialect, name in NEWER:
        drop(dialect, name)


def drop(dialect: str, name: str) -> None:
    if dialect == op.get_bind().dialect.name:
        on = " ON claim_events" if dialect == "postgresql" else ""
        op.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
