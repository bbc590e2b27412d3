#!/usr/bin/env bash
# What a program sees when a migration that it runs through flask_migrate.upgrade() fails.
#
# Guess: an exception raised in a migration reaches the caller of upgrade(), who may catch it by its class.
# Seen: RuntimeError, its subclasses (so NotImplementedError, or one's own) and Alembic's CommandError are logged and
#   turned into SystemExit, which `except Exception` does not catch. ValueError and the like reach the caller.
# Versions: Flask-Migrate 4.1.0, alembic 1.20.1, Flask-SQLAlchemy 3.1.1, SQLAlchemy 2.1.9, Flask 3.1.3.
# Why it matters: a server that upgrades at its start ends without the handling meant for it, and the class of an
#   exception in a migration decides over who may answer it.
set -eu
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python3 -m venv "$home/venv"
"$home/venv/bin/pip" install --quiet \
    flask-migrate==4.1.0 alembic==1.20.1 flask-sqlalchemy==3.1.1 sqlalchemy==2.1.9 flask==3.1.3
cd "$home"

"$home/venv/bin/python" - <<'PY'
import logging
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import flask_migrate
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask("shop", root_path=".", instance_path=str(Path.cwd()))
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db = SQLAlchemy(app)
flask_migrate.Migrate(app, db)
MIGRATION = """
revision, down_revision = "one", None
class NotYet(RuntimeError): pass
def upgrade(): raise {}("no jars to move")
"""


def caught(kind):
    Path("migrations/versions/one.py").write_text(MIGRATION.format(kind))
    try:
        flask_migrate.upgrade()
    except Exception as error:
        return type(error).__name__
    except BaseException as error:
        return f"{type(error).__name__}({error})"


logging.disable()
with app.app_context(), redirect_stdout(StringIO()):
    flask_migrate.init()
    kinds = ("ValueError", "RuntimeError", "NotImplementedError", "NotYet")
    seen = [caught(kind) for kind in kinds]
print("Flask-Migrate 4.1.0, alembic 1.20.1")
print("guess:", *kinds)
print("seen: ", *seen)
sys.exit(seen != ["ValueError", "SystemExit(1)", "SystemExit(1)", "SystemExit(1)"])
PY
echo "as described"
