"""What stands today is the first price that each pack size is known to have had: of earlier ones nobody has proof."""

from alembic import op

from migrations.batches import in_batches

revision = "0132"
down_revision = "0131"
branch_labels = None
depends_on = None

CLOCK = {"sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now') || '000'", "postgresql": "now()"}
FIRST = """
    INSERT INTO price_changes (variant_id, price_vnd, price_breaks, at)
    SELECT id, price_vnd, price_breaks, {clock} FROM variants WHERE id > :after AND id <= :until
        AND NOT EXISTS (SELECT 1 FROM price_changes AS known WHERE known.variant_id = variants.id)
"""


def upgrade() -> None:
    in_batches(FIRST.format(clock=CLOCK[op.get_bind().dialect.name]), "variants")


def downgrade() -> None:
    """Where the table goes, its rows go with it."""
