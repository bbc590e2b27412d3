"""Four workers, two thousand jobs, and somebody who kills workers at random."""

import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from marketplace import jobs
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.jobs import Job, TakenJob
from marketplace.jobs.taking import LEASE, take
from tests.crowd import meeting
from tests.databases import Engine
from tests.house.sources import ROOT

PROGRAM = Path(__file__).with_name("killed_workers.py")
JOBS = {"postgresql": 2_000, "sqlite": 300}  # SQLite waits for the disk at every commit
WORKERS = 4


def address_of(database: Engine, app: Flask) -> str:
    return db.engine.url.render_as_string(hide_password=False)


def prepare(count: int) -> None:
    with transaction():
        db.session.execute(text("CREATE TABLE effects (number INTEGER NOT NULL)"))
        for number in range(count):
            jobs.enqueue("note", {"number": number})


def effects() -> Counter[int]:
    db.session.rollback()
    return Counter(db.session.scalars(text("SELECT number FROM effects")))


def test_whoever_is_killed_each_effect_comes_once_and_none_is_lost(committed_app: Flask, database: Engine) -> None:
    count = JOBS[database.name]
    prepare(count)
    killing = subprocess.run(
        [sys.executable, PROGRAM, address_of(database, committed_app)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=150,
    )
    assert killing.returncode == 0, killing.stderr
    assert int(killing.stdout) > WORKERS, "too few were killed to show anything"
    assert effects() == Counter(range(count))
    states = db.session.execute(select(Job.finished_at.is_not(None), Job.lease, Job.last_error).distinct()).all()
    assert states == [(True, None, "")]


def all_at_once(app: Flask) -> list[TakenJob | None]:
    """What each of the workers gets that ask for a job in the same moment."""
    together = meeting(WORKERS)

    def ask(_number: int) -> TakenJob | None:
        with app.app_context():
            db.session.scalar(select(Job.id).limit(1))
            together.wait()
            return take("note")

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(ask, range(WORKERS)))


def test_workers_that_ask_in_the_same_moment_get_different_jobs(committed_app: Flask) -> None:
    prepare(WORKERS)
    numbers = [job.payload["number"] for job in all_at_once(committed_app) if job]
    assert len(numbers) == len(set(numbers))
    while job := take("note"):
        numbers.append(job.payload["number"])
    assert sorted(numbers) == list(range(WORKERS)), "one that was passed over is there for the next"


def test_without_the_lock_workers_get_the_same_job(committed_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: everybody looks for the first job and takes it afterwards, unguarded."""
    prepare(WORKERS)
    looked = meeting(WORKERS)

    def unguarded(kind: str) -> TakenJob:
        first = db.session.scalars(select(Job).where(Job.kind == kind, Job.due_at <= now()).order_by(Job.id)).first()
        assert first
        looked.wait()
        with transaction():
            db.session.execute(update(Job).where(Job.id == first.id).values(due_at=now() + LEASE))
        return TakenJob(first.id, kind, first.payload, 1, "")

    monkeypatch.setitem(globals(), "take", unguarded)
    assert len({job.payload["number"] for job in all_at_once(committed_app) if job}) == 1
