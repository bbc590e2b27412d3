"""Every night a backup is made and brought back on trial, where a place for it is set; how it went is noted."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from marketplace import backups, jobs
from marketplace.database import db, transaction
from marketplace.jobs import Job
from tests.backups.conftest import KEY
from tests.work import work

Outcome = tuple[str, bool, str]


@pytest.fixture
def outcomes(monkeypatch: pytest.MonkeyPatch) -> list[Outcome]:
    noted: list[Outcome] = []
    monkeypatch.setattr(backups, "note_outcome", lambda *outcome: noted.append(outcome))
    return noted


def at_night(app: Flask, **settings: Any) -> None:
    app.config.update(settings)
    with transaction():
        jobs.enqueue("backup", key="backup")
        jobs.enqueue("trial_restore", key="trial_restore")
    work("backup", "trial_restore")


def test_without_a_place_nothing_is_made(filled: Flask, outcomes: list[Outcome]) -> None:
    at_night(filled, BACKUP_TARGET="")
    assert outcomes == []


def test_a_backup_is_made_and_tried(filled: Flask, place: Path, outcomes: list[Outcome]) -> None:
    at_night(filled, BACKUP_TARGET=place.as_uri(), BACKUP_KEY=KEY)
    (file,) = place.iterdir()
    assert [(name, ok) for name, ok, _words in outcomes] == [("backup", True), ("trial restore", True)]
    assert f"{file.name}: complete" in outcomes[1][2]


def test_what_does_not_work_is_noted_and_tried_again(filled: Flask, place: Path, outcomes: list[Outcome]) -> None:
    place.parent.mkdir(exist_ok=True)
    place.write_text("no folder")
    at_night(filled, BACKUP_TARGET=place.as_uri(), BACKUP_KEY=KEY)
    assert [(name, ok) for name, ok, _words in outcomes] == [("backup", False), ("trial restore", False)]
    waiting = db.session.query(Job).filter(Job.last_error != "").all()
    assert {job.kind for job in waiting} == {"backup", "trial_restore"}
    assert "cannot be written to" in next(job.last_error for job in waiting if job.kind == "backup")
    place.unlink()
