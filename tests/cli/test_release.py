"""`flask release` says what waits, does it once, and lets one at a time do it."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import create_engine, text

from marketplace import ledger, release, shelf
from marketplace.database import db, transaction
from marketplace.release import Progress, lock
from marketplace.shelf.models import ShelfEntry
from tests import factories


@pytest.fixture
def fresh(committed_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A shop whose static files are somebody else's test."""
    monkeypatch.setattr(committed_app, "debug", True)
    return committed_app


def run(app: Flask, *options: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["release", *options])
    return result.exit_code, result.output


def test_a_release_names_what_waits_does_it_and_then_finds_nothing(fresh: Flask) -> None:
    downgrade(revision="-1")
    status, told = run(fresh, "--check")
    assert status == 1
    assert told.startswith("waits: migration ")
    status, told = run(fresh)
    assert (status, told.count("  migration ")) == (0, 1)
    assert run(fresh, "--check") == (0, "Nothing waits.\n")
    assert run(fresh) == (0, "Database and static files are of this version.\n")


def test_goods_that_are_not_on_the_shelves_wait_and_are_put_there(fresh: Flask) -> None:
    with transaction():
        factories.product(factories.seller(), "Chè")
    with transaction() as session:
        session.execute(text("DELETE FROM shelf_entries"))
    assert run(fresh, "--check")[0] == 1
    assert "  goods put on the shelves: 1 of 1\n" in run(fresh)[1]
    assert db.session.query(ShelfEntry).count() == 1
    assert (shelf.count_missing(), ledger.count_missing()) == (0, 0)


def test_a_database_of_a_newer_version_is_left_alone(fresh: Flask) -> None:
    with transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'to come'"))
    for options in ((), ("--check",)):
        status, told = run(fresh, *options)
        assert status == 1
        assert "The database is at migration to come, which this version of the shop does not know" in told


@contextmanager
def at_work(app: Flask) -> Iterator[Event]:
    """Another release has the lock until the event is set, over connections of its own."""
    begun, ends = Event(), Event()
    engine = create_engine(db.engine.url)

    def be_alone() -> None:
        with lock.hold(engine):
            lock._held.clear()  # as in another process
            begun.set()
            ends.wait(20)

    thread = Thread(target=be_alone)
    thread.start()
    assert begun.wait(10)
    yield ends
    ends.set()
    thread.join(10)
    engine.dispose()


def test_a_second_release_says_for_whom_it_waits_and_then_goes_on(fresh: Flask) -> None:
    told: list[str] = []
    with at_work(fresh) as ends:

        def hear(sentence: str) -> None:
            told.append(sentence)
            ends.set()

        with lock.hold(db.engine, hear):
            assert ends.is_set(), "nobody was waited for"
    (sentence,) = told
    assert f"is at work ({lock.me()}, since " in sentence


def test_a_release_does_not_wait_for_itself(fresh: Flask) -> None:
    with lock.hold(db.engine):
        assert run(fresh)[0] == 0


def test_progress_is_told_at_the_beginning_now_and_then_and_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter((0.0, 0.0, 1.0, 2.5, 2.5, 3.0, 3.1))
    monkeypatch.setattr("marketplace.release.progress.monotonic", lambda: next(clock))
    told: list[str] = []
    progress = Progress("jars", 4_000, told.append)
    for _ in range(4):
        progress.add(1_000)
    progress.end()
    assert told == ["  jars: 1,000 of 4,000", "  jars: 3,000 of 4,000", "  jars: 4,000 of 4,000"]


def test_what_takes_longer_than_was_thought_is_told_all_the_same() -> None:
    told: list[str] = []
    progress = Progress("jars", 2, told.append)
    progress.add(1)
    progress.end()
    progress.add(4)
    assert told[-1] == "  jars: 5 of 5"


def test_the_database_that_does_not_answer_is_named(fresh: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = create_engine("postgresql+psycopg://postgres@127.0.0.1:9/shop")
    monkeypatch.setattr(type(db), "engine", nowhere)
    with pytest.raises(release.CannotRelease, match="Check DATABASE_URL"), release.alone():
        pass
