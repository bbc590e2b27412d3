"""Work that waits is a job: mails that were not sent and pictures that are not ready become jobs, none is lost."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOST_ATTEMPTS = 14  # of a mail, which waited for nothing any more after so many
NOT_FINISHED = sa.text("finished_at IS NULL")
TROUBLED = sa.text("last_error <> ''")
OBJECT = {"sqlite": "json_object", "postgresql": "json_build_object"}
REF = {"sqlite": "lower(hex(randomblob(6)))", "postgresql": "substr(md5(random()::text || id), 1, 12)"}

MAILS = """
    INSERT INTO jobs (ref, kind, payload, created_at, attempts, is_wanted_again, due_at, failed_at, last_error)
    SELECT {ref}, 'mail', {object}('recipient', recipient, 'subject', subject, 'body', body), created_at, attempts, false,
        CASE WHEN attempts < {most} THEN due_at END,
        CASE WHEN attempts >= {most} THEN due_at END,
        CASE WHEN attempts >= {most} AND last_error = '' THEN '?' ELSE last_error END
    FROM outbox_mails WHERE sent_at IS NULL
    ORDER BY id
"""
MAILS_MOVED = "DELETE FROM outbox_mails WHERE sent_at IS NULL"
PICTURES = """
    INSERT INTO jobs (ref, kind, payload, created_at, attempts, is_wanted_again, due_at, last_error, unique_key)
    SELECT {ref}, 'picture', {object}('ref', ref), created_at, attempts, false, due_at, '', 'picture ' || ref
    FROM pictures WHERE state = 'uploaded'
    ORDER BY id
"""
MAILS_BACK = """
    INSERT INTO outbox_mails (recipient, subject, body, created_at, attempts, due_at, last_error)
    SELECT payload ->> 'recipient', payload ->> 'subject', payload ->> 'body', created_at, attempts,
        COALESCE(due_at, failed_at), last_error
    FROM jobs WHERE kind = 'mail' AND finished_at IS NULL
    ORDER BY id
"""


def upgrade() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("unique_key", sa.String(length=120), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease", sa.String(length=16), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(length=300), nullable=False),
        sa.Column("is_wanted_again", sa.Boolean(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("ref", name=op.f("uq_jobs_ref")),
    )
    op.create_index("ix_jobs_due", "jobs", ["kind", "due_at", "id"])
    op.create_index("ix_jobs_finished_at", "jobs", ["finished_at"])
    troubled = {"sqlite_where": TROUBLED, "postgresql_where": TROUBLED}
    op.create_index("ix_jobs_troubled", "jobs", ["failed_at", "id"], **troubled)
    unfinished = {"sqlite_where": NOT_FINISHED, "postgresql_where": NOT_FINISHED}
    op.create_index("uq_jobs_key", "jobs", ["unique_key"], unique=True, **unfinished)
    for statement in (MAILS, MAILS_MOVED, PICTURES):
        op.execute(said(statement))


def downgrade() -> None:
    op.execute(MAILS_BACK)
    op.drop_table("jobs")


def said(statement: str) -> str:
    """The statement in the words of this database."""
    dialect = op.get_bind().dialect.name
    return statement.format(ref=REF[dialect], object=OBJECT[dialect], most=MOST_ATTEMPTS)
