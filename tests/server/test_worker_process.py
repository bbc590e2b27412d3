"""The worker process beside the server: it is there, it comes back when it was killed, and it ends with the server."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.house.sources import ROOT
from tests.running import PATIENCE, address_of, eventually, process, running_shop


def workers_of(parent: int) -> list[int]:
    """The worker processes that this process has started."""
    listed = subprocess.run(["ps", "-A", "-ww", "-o", "pid=,ppid=,command="], capture_output=True, text=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    return [int(row[0]) for row in rows if len(row) == 3 and f"work --parent {parent}" in row[2]]


def finished(folder: Path, kind: str) -> int:
    with closing(sqlite3.connect(folder / "shop.db", timeout=15)) as connection:
        statement = "SELECT count(*) FROM jobs WHERE kind = ? AND finished_at IS NOT NULL"
        return int(connection.execute(statement, [kind]).fetchone()[0])


def enqueue_mail(folder: Path) -> None:
    letter = json.dumps({"recipient": "lan@example.test", "subject": "Chào", "body": "Chào Lan"})
    with closing(sqlite3.connect(folder / "shop.db", timeout=15)) as connection, connection:
        connection.execute(
            "INSERT INTO jobs (ref, kind, payload, created_at, due_at, attempts, is_wanted_again, last_error)"
            " VALUES (lower(hex(randomblob(6))), 'mail', :letter, :at, :at, 0, false, '')",
            {"letter": letter, "at": "2026-01-01 00:00:00.000000"},
        )


@contextmanager
def shop_at(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The shop's own process, open for visitors; killed if the test leaves it running."""
    with process(folder, "--empty") as shop:
        try:
            address_of(shop)
            yield shop
        finally:
            shop.kill()


def test_the_worker_is_there_and_there_again_after_it_was_killed(tmp_path: Path) -> None:
    with shop_at(tmp_path) as shop:
        enqueue_mail(tmp_path)
        assert eventually(lambda: finished(tmp_path, "mail") == 1)
        (first,) = workers_of(shop.pid)
        os.kill(first, signal.SIGKILL)
        enqueue_mail(tmp_path)
        assert eventually(lambda: finished(tmp_path, "mail") == 2)
        (second,) = workers_of(shop.pid)
        shop.terminate()
        words, _ = shop.communicate(timeout=PATIENCE)
    assert second != first
    assert workers_of(shop.pid) == []
    assert f"worker process {first} has ended with status -9" in words
    assert "Traceback" not in words


def test_the_worker_ends_when_the_server_is_killed(tmp_path: Path) -> None:
    with shop_at(tmp_path) as shop:
        assert eventually(lambda: workers_of(shop.pid))
        shop.kill()
    assert eventually(lambda: workers_of(shop.pid) == [])


def test_the_command_runs_so_many_workers_and_ends_them_on_ctrl_c(tmp_path: Path) -> None:
    with running_shop(tmp_path, "--empty"):
        pass
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "work", "--processes", "2"]
    environment = os.environ | {"DATA_DIR": str(tmp_path)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as running:
        assert eventually(lambda: len(workers_of(running.pid)) == 2)
        enqueue_mail(tmp_path)
        assert eventually(lambda: finished(tmp_path, "mail") == 1)
        running.send_signal(signal.SIGINT)
        words = running.communicate(timeout=PATIENCE)[1]
    assert running.returncode == 0
    assert workers_of(running.pid) == []
    assert "Traceback" not in words
