#!/usr/bin/env bash
# What SQLAlchemy writes for a correlated subquery behind INSERT ... RETURNING.
#
# Guess: `returning(select(pack.name).where(pack.id == line.pack_id).correlate(line).scalar_subquery())` asks for the
#   pack of the new line, as the same subquery does behind SELECT: FROM packs alone.
# Seen: for PostgreSQL the line's table stands in the FROM of the subquery, in spite of correlate(): that answers for any
#   line, or fails when there are two. For SQLite the columns lose their tables as well ("id = pack_id"), and the
#   database calls them ambiguous. Nothing warns. Behind SELECT it is correlated.
# Versions: SQLAlchemy 2.1.9.
# Why it matters: "insert a basket line and tell its name in one statement" works with one row in the test database and
#   tells the name of another pack in the next.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet sqlalchemy==2.1.9

"$home/venv/bin/python" - <<'PY'
import sys

from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, insert, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import OperationalError

tables = MetaData()
pack = Table("packs", tables, Column("id", Integer, primary_key=True), Column("name", String))
line = Table("lines", tables, Column("id", Integer, primary_key=True), Column("pack_id", Integer))
name = select(pack.c.name).where(pack.c.id == line.c.pack_id).correlate(line).scalar_subquery()


def subquery_of(statement):
    """The tables that the subquery reads, as PostgreSQL would."""
    written = " ".join(str(statement.compile(dialect=postgresql.dialect())).split())
    return written.partition("(SELECT packs.name FROM ")[2].partition(" WHERE")[0]


behind_select = subquery_of(select(line.c.id, name))
behind_returning = subquery_of(insert(line).values(pack_id=2).returning(name))
engine = create_engine("sqlite://")
tables.create_all(engine)
with engine.begin() as connection:
    connection.execute(insert(pack), [{"id": 1, "name": "jar"}, {"id": 2, "name": "bottle"}])
    connection.execute(insert(line), [{"pack_id": 1}])
    try:
        on_sqlite = connection.execute(insert(line).values(pack_id=2).returning(name)).scalar()
    except OperationalError as error:
        on_sqlite = str(error.orig)
print("behind SELECT the subquery reads:", behind_select)
print("behind RETURNING: guess packs, seen", behind_returning)
print("on SQLite: guess bottle, seen", on_sqlite)
sys.exit(not (behind_select == "packs" and "lines" in behind_returning and "ambiguous" in on_sqlite))
PY
echo "as described"
