"""Work that a migration leaves to the shop's workers: what needs more than the database's own words."""

from alembic import op
from sqlalchemy import text

REF = {"sqlite": "lower(hex(randomblob(6)))", "postgresql": "substr(md5(random()::text), 1, 12)"}
ASKING = """
    INSERT INTO jobs (ref, kind, payload, unique_key, created_at, due_at, attempts, last_error, is_wanted_again)
    SELECT {ref}, '{kind}', '{{}}', '{kind}', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 0, '', false
    WHERE EXISTS (SELECT 1 FROM {table})
      AND NOT EXISTS (SELECT 1 FROM jobs WHERE unique_key = '{kind}' AND finished_at IS NULL)
"""


def ask_for(kind: str, *, where_any: str) -> None:
    """Let a job of this kind be done once where the table `where_any` has rows; if it waits already, that is enough."""
    op.execute(text(ASKING.format(ref=REF[op.get_bind().dialect.name], kind=kind, table=where_any)))
