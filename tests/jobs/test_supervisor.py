"""A worker is kept running beside the server, whatever comes between."""

from contextlib import AbstractContextManager
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import create_engine

from marketplace.jobs import supervisor, worker
from marketplace.jobs.worker import Worker
from tests.running import eventually


def test_a_worker_that_could_not_be_started_is_started_later(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    begun = tmp_path / "begun"
    commands = iter([[str(tmp_path / "missing")], ["/bin/sh", "-c", f"touch '{begun}'; exec sleep 60"]])
    monkeypatch.setattr(supervisor, "SHORTEST_PAUSE", 0.01)
    monkeypatch.setattr(supervisor, "command", lambda: next(commands))
    with supervisor.worker_processes(1):
        assert eventually(begun.exists)
    assert "no worker process could be started" in caplog.text


def test_a_database_that_is_away_is_said_in_a_line(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stopping = Event()

    def away() -> AbstractContextManager[object]:
        if not stopping.is_set():
            stopping.set()
            create_engine("postgresql+psycopg://nobody@127.0.0.1:1/none").connect()
        return app.app_context()

    monkeypatch.setattr(worker, "SECONDS_AFTER_TROUBLE", 0.0)
    Worker({"greet": lambda _job: None}, away, stopping).run()
    (said,) = caplog.records
    assert "the worker could not look for jobs: (psycopg.OperationalError)" in said.getMessage()
    assert said.exc_info is None
