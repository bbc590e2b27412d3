"""Purchases note when it was forgotten whom they were for; sizes of tables are kept by day; on PostgreSQL the scans of stamps stand in partitions.

The table of scans that is there becomes the first partition as it is, so that no row is copied; the rows of each later
year go to a partition of their own, and one without bounds takes what no other does.
"""

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0068"
branch_labels = None
depends_on = None

KNOWN = sa.text("forgotten_at IS NULL")
LATEST = sa.text("SELECT CAST(extract(year FROM greatest(max(day), current_date)) AS integer) FROM stamp_scans")
INTO_PARTITIONS = """
    ALTER TABLE stamp_scans RENAME TO stamp_scans_before;
    ALTER TABLE stamp_scans_before RENAME CONSTRAINT pk_stamp_scans TO pk_stamp_scans_before;
    CREATE TABLE stamp_scans (
        stamp_id INTEGER NOT NULL, day DATE NOT NULL, times INTEGER NOT NULL,
        CONSTRAINT pk_stamp_scans PRIMARY KEY (stamp_id, day),
        CONSTRAINT fk_stamp_scans_stamp_id_stamps FOREIGN KEY (stamp_id) REFERENCES stamps (id),
        CONSTRAINT ck_stamp_scans_counts_something CHECK (times > 0)
    ) PARTITION BY RANGE (day);
    ALTER TABLE stamp_scans ATTACH PARTITION stamp_scans_before FOR VALUES FROM (MINVALUE) TO ('{first}-01-01');
    CREATE TABLE stamp_scans_later PARTITION OF stamp_scans DEFAULT;
"""
OF_A_YEAR = "CREATE TABLE stamp_scans_{0} PARTITION OF stamp_scans FOR VALUES FROM ('{0}-01-01') TO ('{1}-01-01');"
YEARS = 6
OUT_OF_PARTITIONS = """
    CREATE TABLE scans_again (
        stamp_id INTEGER NOT NULL, day DATE NOT NULL, times INTEGER NOT NULL,
        CONSTRAINT ck_stamp_scans_counts_something CHECK (times > 0)
    );
    INSERT INTO scans_again SELECT stamp_id, day, times FROM stamp_scans;
    DROP TABLE stamp_scans;
    ALTER TABLE scans_again RENAME TO stamp_scans;
    ALTER TABLE stamp_scans ADD CONSTRAINT pk_stamp_scans PRIMARY KEY (stamp_id, day);
    ALTER TABLE stamp_scans ADD CONSTRAINT fk_stamp_scans_stamp_id_stamps FOREIGN KEY (stamp_id) REFERENCES stamps (id);
"""


def upgrade() -> None:
    op.create_table(
        "table_sizes",
        sa.Column("name", sa.String(63), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("row_count", sa.BigInteger(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("row_count >= 0 AND size_bytes >= 0", name=op.f("ck_table_sizes_not_negative")),
        sa.PrimaryKeyConstraint("name", "day", name=op.f("pk_table_sizes")),
    )
    op.add_column("purchases", sa.Column("forgotten_at", sa.DateTime(timezone=True)))
    op.create_index("ix_purchases_known", "purchases", ["placed_at"], sqlite_where=KNOWN, postgresql_where=KNOWN)
    if op.get_bind().dialect.name == "postgresql":
        first = op.get_bind().scalar(LATEST) + 1
        years = [OF_A_YEAR.format(year, year + 1) for year in range(first, first + YEARS)]
        op.execute("\n".join((INTO_PARTITIONS.format(first=first), *years)))


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(OUT_OF_PARTITIONS)
    op.drop_index("ix_purchases_known", "purchases")
    op.drop_column("purchases", "forgotten_at")
    op.drop_table("table_sizes")
