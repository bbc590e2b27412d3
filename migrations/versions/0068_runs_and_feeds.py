"""How runs such as the audit ended, and where each feed lies; both feeds are wanted at once in their new place."""

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0069"
branch_labels = None
depends_on = None

SOON = "UPDATE jobs SET due_at = CURRENT_TIMESTAMP WHERE kind IN ('product_feeds', 'sitemap') AND lease IS NULL AND finished_at IS NULL"


def upgrade() -> None:
    op.create_table(
        "run_results",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clean_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("details", sa.String(300), nullable=False),
        sa.CheckConstraint("outcome IN ('clean', 'broken', 'unasked')", name=op.f("ck_run_results_outcome_known")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_run_results")),
    )
    op.create_table(
        "feed_files",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("stored_as", sa.String(100), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_feed_files")),
    )
    op.execute(SOON)


def downgrade() -> None:
    op.drop_table("feed_files")
    op.drop_table("run_results")
