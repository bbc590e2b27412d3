"""Versions of what each kept page shows, so that what changes elsewhere leaves the page as it is.

The triggers that call the function are made at the end of every upgrade, see `cache_tags.watch`.
"""

import sqlalchemy as sa
from alembic import op

from marketplace.cache_tags import unwatch

revision = "0071"
down_revision = "0067"
branch_labels = None
depends_on = None

RAISE = """
CREATE FUNCTION raise_tags(wanted text[]) RETURNS void LANGUAGE sql AS $$
    WITH raised AS (
        UPDATE tag_versions SET version = version + 1
        WHERE id IN (
            SELECT part.id FROM unnest(wanted) AS one (tag), LATERAL (
                SELECT id FROM tag_versions WHERE tag_versions.tag = one.tag LIMIT 1 FOR UPDATE SKIP LOCKED
            ) AS part
        )
        RETURNING tag
    )
    INSERT INTO tag_versions (tag, version)
    SELECT one.tag, 1 FROM unnest(wanted) AS one (tag)
    WHERE one.tag IS NOT NULL AND NOT EXISTS (SELECT 1 FROM raised WHERE raised.tag = one.tag)
$$
"""


def upgrade() -> None:
    op.create_table(
        "tag_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(140), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tag_versions"),
    )
    op.create_index("ix_tag_versions_tag", "tag_versions", ["tag"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(RAISE)


def downgrade() -> None:
    unwatch(op.get_bind())
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION raise_tags(text[])")
    op.drop_table("tag_versions")
