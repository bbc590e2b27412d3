"""A worker is kept running beside the server, whatever comes between."""

from pathlib import Path

import pytest

from marketplace.jobs import supervisor
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
