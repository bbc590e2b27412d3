"""PostgreSQL knows how common ten times as many words of the search index are."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TARGET = "ALTER TABLE shelf_words ALTER COLUMN words SET STATISTICS"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"{TARGET} 1000")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"{TARGET} -1")
