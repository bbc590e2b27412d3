#!/usr/bin/env bash
# What autocommit_block() does on a connection that was detached from its pool.
#
# Guess: Connection.detach() only says that the connection is closed at the end instead of given back, so that whatever
#   was SET on it ends with it. Isolation levels, and Alembic's autocommit_block() that uses them, go on working.
# Seen: an isolation level is put back by the pool's record of the connection, and a detached one has none: setting it
#   ends with AttributeError, within Alembic as without. With invalidate() at the end instead, which closes the
#   connection just as well, it works.
# Versions: SQLAlchemy 2.1.9, Alembic 1.20.1.
# Why it matters: a migration in batches passes its test on an ordinary connection and fails in the upgrade.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet sqlalchemy==2.1.9 alembic==1.20.1

"$home/venv/bin/python" - <<'PY'
import sys

from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text


def commits_in_batches(connection):
    context = MigrationContext.configure(connection)
    try:
        with context.begin_transaction(), context.autocommit_block():
            connection.execute(text("SELECT 1"))
    except AttributeError as error:
        return f"AttributeError: {error}"
    return "works"


def invalidated():
    with create_engine("sqlite://").connect() as connection:
        said = commits_in_batches(connection)
        connection.invalidate()
        return said


detached = create_engine("sqlite://").connect()
detached.detach()
seen = {"detached": commits_in_batches(detached), "to be invalidated": invalidated()}
print("SQLAlchemy 2.1.9, Alembic 1.20.1: autocommit_block() on a connection that is not to go back to the pool")
print("guess: works in both cases")
for name, result in seen.items():
    print(f"seen:  {name}: {result}")
sys.exit(not (seen["detached"].startswith("AttributeError") and seen["to be invalidated"] == "works"))
PY
echo "as described"
