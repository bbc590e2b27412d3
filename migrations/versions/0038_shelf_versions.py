"""The database itself raises a version whenever something changes from which the numbers beside the filters are counted.

The triggers that call the function are made at the end of every upgrade, see `database_version.watch`.
"""

import sqlalchemy as sa
from alembic import op

from marketplace.database_version import unwatch

revision = "0038"
down_revision = "0036"
branch_labels = None
depends_on = None

NOTE = """
CREATE FUNCTION raise_shelf_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('shop.shelf_raised_in', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
        UPDATE shelf_versions SET version = version + 1
        WHERE id = (SELECT id FROM shelf_versions LIMIT 1 FOR UPDATE SKIP LOCKED);
        IF NOT FOUND THEN
            INSERT INTO shelf_versions (version) VALUES (1);
        END IF;
        PERFORM set_config('shop.shelf_raised_in', pg_current_xact_id()::text, true);
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    versions = op.create_table(
        "shelf_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shelf_versions"),
    )
    op.bulk_insert(versions, [{"version": 1}])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(NOTE)


def downgrade() -> None:
    unwatch(op.get_bind())
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION raise_shelf_version()")
    op.drop_table("shelf_versions")
