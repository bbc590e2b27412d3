"""A shop of one version never opens on a database of another, and says which of the two has to move."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import text

from config import ROOT
from marketplace import health
from marketplace.database import db
from marketplace.health import OtherVersion, Schema
from tests.running import START

NEWER = "9999"


def newest() -> str:
    return str(ScriptDirectory(str(ROOT / "migrations")).get_current_head())


def stand_at(revision: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :at"), {"at": revision})


def test_the_newest_migration_is_found_without_loading_any(app: Flask) -> None:
    assert health.compare(newest()) is Schema.SAME
    assert health.compare("0011") is Schema.OLDER
    assert health.compare(None) is Schema.OLDER
    assert health.compare(NEWER) is Schema.NEWER


def test_a_server_opens_on_no_other_version(committed_app: Flask) -> None:
    health.refuse_other_version()
    stand_at("0011")
    with pytest.raises(OtherVersion, match=f"at migration 0011, .* needs {newest()}. Bring it up to date first"):
        health.refuse_other_version()
    health.refuse_newer_version()
    stand_at(NEWER)
    with pytest.raises(OtherVersion, match=f"at migration {NEWER}, .* does not know"):
        health.refuse_other_version()


def test_a_worker_stops_with_the_sentence(committed_app: Flask) -> None:
    stand_at("0011")
    result = committed_app.test_cli_runner().invoke(args=["work", "--once"])
    assert result.exit_code == 1
    assert "The database is at migration 0011" in result.output


def run(command: list[str], folder: Path) -> str:
    """What a program says that does not start."""
    address = db.engine.url.render_as_string(hide_password=False)
    settings = {"PATH": "/usr/bin:/bin", "DATABASE_URL": address, "DATA_DIR": str(folder)}
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    return done.stderr.strip().splitlines()[-1]


@pytest.mark.confirms  # a second process takes seconds
def test_no_wsgi_server_gets_an_application_for_another_version(committed_app: Flask, tmp_path: Path) -> None:
    stand_at("0011")
    assert "OtherVersion: The database is at migration 0011" in run([sys.executable, "-c", "import wsgi"], tmp_path)


@pytest.mark.confirms  # a second process takes seconds
def test_bin_run_leaves_the_database_of_a_newer_version_alone(committed_app: Flask, tmp_path: Path) -> None:
    stand_at(NEWER)
    said = run([sys.executable, str(START), "--port", "0", "--empty"], tmp_path)
    assert said.startswith(f"The database is at migration {NEWER}, which this version of the shop does not know")
