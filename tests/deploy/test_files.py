"""The files of deploy/ agree with the shop, with each other and with the page that tells of them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask

from config import Limits
from marketplace import create_app
from marketplace.database import db
from marketplace.database_version import MOST_IDLE
from marketplace.job_handlers import LANES
from tests.deploy.guide import PAGE
from tests.deploy.root import free_port
from tests.house.sources import ROOT
from tests.running import eventually
from tests.shopper import Shopper

DEPLOY = ROOT / "deploy"
UNITS = sorted(path for path in (DEPLOY / "systemd").iterdir() if path.is_file())
EXPOSED = 2.0
"""Of ten, as `systemd-analyze security` counts what a service could do; a service without a line on it has 9.2."""


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units as they would be installed, with programs where they name them."""
    shutil.copytree(DEPLOY / "systemd", tmp_path / "units")
    for file in (tmp_path / "units").rglob("*.*"):
        if file.is_file():
            file.write_text(file.read_text().replace("/opt/gui/.venv/bin/", f"{Path(sys.executable).parent}/"))
    for name in ("gui-web@", "gui-worker@"):
        (tmp_path / "units" / f"{name}1.service").symlink_to(f"{name}.service")
    return tmp_path / "units"


def analyze(units: Path, *command: str) -> str:
    """What systemd says of the units. Raises AssertionError when it is not there."""
    program = shutil.which("systemd-analyze")
    assert program, "There is no systemd-analyze. Install the package systemd."
    done = subprocess.run(
        [program, *command], env=os.environ | {"SYSTEMD_UNIT_PATH": f"{units}:"}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def names(units: Path, kind: str) -> list[str]:
    return sorted(path.name for path in units.glob(f"*.{kind}") if not path.stem.endswith("@"))


def test_systemd_understands_every_line_of_the_units(units: Path) -> None:
    every = [*names(units, "service"), *names(units, "timer"), *names(units, "socket")]
    assert len(every) == len(UNITS)
    assert analyze(units, "verify", *every) == ""


def test_services_may_do_little(units: Path) -> None:
    for name in names(units, "service"):
        told = analyze(units, "security", "--offline=true", "--no-pager", name)
        exposed = float(re.search(r"Overall exposure level for \S+: ([\d.]+)", told)[1])  # type: ignore[index]
        assert exposed < EXPOSED, f"{name}\n{told}"


def test_each_timer_has_its_service_and_a_time_that_systemd_knows(units: Path) -> None:
    for name in names(units, "timer"):
        text = (units / name).read_text()
        assert (units / name.replace(".timer", ".service")).exists()
        analyze(units, "calendar", re.search(r"OnCalendar=(.*)", text)[1])  # type: ignore[index]


def settings(file: str) -> dict[str, Any]:
    """What gunicorn reads."""
    found: dict[str, Any] = {}
    exec((DEPLOY / file).read_text(encoding="utf-8"), found)
    return found


def test_the_servers_take_as_many_requests_as_the_shop_has_threads_for() -> None:
    gunicorn = settings("gunicorn.conf.py")
    granian = dict(re.findall(r"^(GRANIAN_\w+)=(.*)$", (DEPLOY / "granian.env").read_text(), re.MULTILINE))
    assert gunicorn["workers"] == int(granian["GRANIAN_WORKERS"]) == 1
    assert gunicorn["threads"] == gunicorn["worker_connections"] == Limits().page_threads
    assert int(granian["GRANIAN_BLOCKING_THREADS"]) == int(granian["GRANIAN_BACKPRESSURE"]) == Limits().page_threads


def test_the_time_to_end_is_longer_than_a_page_takes_and_shorter_than_systemd_waits() -> None:
    unit = (DEPLOY / "systemd" / "gui-web@.service").read_text()
    waits = int(re.search(r"TimeoutStopSec=(\d+)", unit)[1])  # type: ignore[index]
    assert Limits().database_page_seconds < settings("gunicorn.conf.py")["graceful_timeout"] < waits


def table() -> dict[str, tuple[int, int, int]]:
    """Processes, connections of each, and both together, as the page counts them."""
    part = PAGE.read_text(encoding="utf-8").split("### Connections, counted")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (\w[^|]*) \| (\d+) \| (\d+) \| (\d+) \|$", part, re.MULTILINE)
    return {who.split(":")[0]: (int(number), int(each), int(together)) for who, number, each, together in rows}


def test_the_connections_that_the_page_counts_are_those_that_processes_take() -> None:
    with create_app(
        {"TESTING": True, "SQLALCHEMY_DATABASE_URI": "postgresql+psycopg://nobody@127.0.0.1:9/x"}
    ).app_context():
        pool: Any = db.engine.pool
        most = pool.size() + pool._max_overflow + MOST_IDLE
    counted = table()
    assert counted["web processes"][:2] == (2, most + 1), "readiness has a connection of its own"
    assert counted["workers"][:2] == (2, most)
    for number, each, together in counted.values():
        assert number * each == together
    total = sum(together for _, _, together in counted.values())
    assert re.search(rf"^\| \| \| \| {total} \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    allowed = int(re.search(r"CONNECTION LIMIT (\d+)", (DEPLOY / "postgresql" / "roles.sql").read_text())[1])  # type: ignore[index]
    assert total <= allowed <= 97
    assert Limits().page_threads <= most
    assert len(LANES) <= most


def test_the_image_holds_all_that_a_process_needs(tmp_path: Path) -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    sources = [path.name for pattern in " ".join(copied).split() for path in ROOT.glob(pattern)]
    assert len(sources) >= len(" ".join(copied).split())
    for source in sources:
        assert any(Path(source).match(line[1:]) for line in ignored if line.startswith("!")), source
        place = tmp_path / source
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(ROOT / source, place)
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "data")}
    loaded = "from marketplace import create_app; print(create_app().root_path)"
    done = subprocess.run([sys.executable, "-c", loaded], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == str(tmp_path)
    assert (tmp_path / "wsgi.py").exists()


def test_the_image_is_run_by_nobody_with_rights_and_built_in_two_stages() -> None:
    last = (DEPLOY / "Dockerfile").read_text().split("FROM ")
    assert len(last) == 3
    assert "\nUSER gui\n" in last[2]
    assert "pip install" not in last[2]


def test_the_containers_are_told_settings_that_the_shop_takes(tmp_path: Path) -> None:
    composed = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text())
    services = composed["services"]
    assert set(services) >= {
        "web1",
        "web2",
        "worker1",
        "worker2",
        "release",
        "postgres",
        "redis",
        "bucket",
        "nginx",
        "mailbox",
    }
    for name in ("SECRET_KEY", "SEALING_KEY"):
        (tmp_path / name).write_text("k7" * 20)
    for name in ("web1", "worker1", "release"):
        said = services[name]["environment"].items()
        told = {key: str(value).replace("/run/secrets", str(tmp_path)) for key, value in said}
        told |= {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)}
        command = [sys.executable, "-c", "import config; config.load()"]
        done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    upstream = (DEPLOY / "nginx" / "upstream-ports.conf").read_text()
    assert set(re.findall(r"server (\w+):8000", upstream)) == {name for name in services if name.startswith("web")}
    for service in services.values():
        for volume in (str(each).partition(":")[0] for each in service.get("volumes", [])):
            is_file = volume.startswith(".") and volume != "./gui.conf"  # made by the command at the file's head
            assert not is_file or (DEPLOY / "compose" / volume).exists(), volume


def test_granian_serves_the_shop_under_its_settings(committed_app: Flask, tmp_path: Path) -> None:
    port = free_port()
    lines = [line for line in (DEPLOY / "granian.env").read_text().splitlines() if not line.startswith("#")]
    database = committed_app.config["SQLALCHEMY_DATABASE_URI"]
    told = dict(line.split("=", 1) for line in lines)
    told |= {"GRANIAN_PORT": str(port), "DATA_DIR": str(tmp_path), "DATABASE_URL": database}
    command = [Path(sys.executable).parent / "granian", "wsgi:app"]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | told)

    def answers() -> bool:
        try:
            return Shopper(f"http://127.0.0.1:{port}").request("GET", "/robots.txt")[0] == 200
        except OSError:
            return False

    try:
        assert eventually(answers)
    finally:
        process.terminate()
        assert process.wait(40) == 0
