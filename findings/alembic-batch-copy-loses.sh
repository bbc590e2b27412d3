#!/usr/bin/env bash
# What Alembic's batch mode leaves behind when it copies a SQLite table.
#
# Guess: batch_alter_table copies what hangs on the table; indexes and named constraints do come along.
# Seen: a change that needs a copy (here only NOT NULL on one column) also drops the table's triggers, AUTOINCREMENT,
#   COLLATE of a column, DESC of an index, and ON DELETE of a foreign key that stands at its column instead of at
#   the end of the table. No warning. add_column alone copies nothing and keeps all of it.
# Versions: alembic 1.20.1, SQLAlchemy 2.1.9.
# Why it matters: deleting a parent is refused where it cascaded, numbers of deleted rows are given out again, and
#   whether it happens depends on one line of a migration. Autogenerate compares none of these.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet alembic==1.20.1 sqlalchemy==2.1.9

"$home/venv/bin/python" - <<'PY'
import sys
import warnings

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

warnings.simplefilter("error")
TABLES = """
CREATE TABLE shop (id INTEGER PRIMARY KEY);
CREATE TABLE lid (id INTEGER PRIMARY KEY);
CREATE TABLE jar (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT COLLATE NOCASE,
    size INTEGER,
    lid_id INTEGER,
    shop_id INTEGER REFERENCES shop (id) ON DELETE CASCADE,
    FOREIGN KEY (lid_id) REFERENCES lid (id) ON DELETE SET NULL
);
CREATE INDEX by_size ON jar (size DESC);
CREATE TRIGGER watch AFTER INSERT ON jar BEGIN SELECT 1; END
"""
WORDS = ("TRIGGER", "AUTOINCREMENT", "COLLATE", "DESC", "ON DELETE CASCADE", "ON DELETE SET NULL")


def kept(change):
    with sa.create_engine("sqlite://").connect() as connection:
        connection.connection.executescript(TABLES)
        with Operations(MigrationContext.configure(connection)).batch_alter_table("jar") as batch:
            change(batch)
        text = " ".join(connection.scalars(sa.text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")))
        return [word for word in WORDS if word in text]


added = kept(lambda batch: batch.add_column(sa.Column("note", sa.Text)))
copied = kept(lambda batch: batch.alter_column("size", nullable=False))
print("alembic 1.20.1, SQLAlchemy 2.1.9, SQLite")
print("guess: both changes keep all of", *WORDS, sep="  ")
print("seen after add_column:  ", added)
print("seen after alter_column:", copied)
sys.exit(added != list(WORDS) or copied != ["ON DELETE SET NULL"])
PY
echo "as described"
