from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace import audit, jobs, run_results
from marketplace.clock import now
from marketplace.database import NoAnswer, db, transaction
from marketplace.pictures import Picture
from marketplace.pictures.models import PictureState
from tests import factories
from tests.work import work


def test_an_audit_without_findings_says_so_line_by_line_and_succeeds(app: Flask) -> None:
    factories.order()
    result = app.test_cli_runner().invoke(args=["audit"])
    assert result.exit_code == 0
    assert "ok      a lot holds the sum of its movements" in result.output
    assert "BROKEN" not in result.output


def test_an_audit_that_finds_something_names_the_rows_and_fails(app: Flask) -> None:
    order = factories.order()
    db.session.execute(text("UPDATE orders SET state = 'confirmed'"))
    result = app.test_cli_runner().invoke(args=["audit"])
    assert result.exit_code == 1
    assert "BROKEN  every order stands where its last event left it" in result.output
    assert f"number {order.number}, state confirmed, last_event placed" in result.output


def test_a_photo_without_its_files_is_named(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MEDIA_URL", tmp_path.as_uri())
    db.session.add(Picture(ref="0123456789abcdef", digest="", state=PictureState.READY))
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["audit"])
    assert result.exit_code == 1
    assert "BROKEN  a photo that pages show has its files\n        0123456789abcdef" in result.output


@pytest.fixture
def _silent_store(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody answers where the photos are kept."""
    monkeypatch.setitem(app.config, "MEDIA_URL", "s3://k:s@anh?endpoint=http://127.0.0.1:9")


def ask_at_night() -> None:
    """Let the night's audit be due."""
    with transaction():
        jobs.enqueue("audit", key="audit")
    assert work("audit") == {"audit": 1}


def last_audit() -> tuple[str, str]:
    """How the last one ended, as it was written down."""
    (result,) = run_results.latest()
    assert result.name == "audit"
    return result.outcome, result.details


@pytest.mark.usefixtures("_silent_store")
def test_a_store_that_gives_no_answer_breaks_no_promise_and_is_told_apart(app: Flask) -> None:
    factories.order()
    result = app.test_cli_runner().invoke(args=["audit"])
    assert result.exit_code == 2
    assert "UNASKED a photo that pages show has its files: the store of photos did not answer" in result.output
    assert "BROKEN" not in result.output
    outcome, details = last_audit()
    assert (outcome, details.startswith("could not ask the store of photos: ")) == ("unasked", True)


@pytest.mark.usefixtures("_silent_store")
def test_a_broken_promise_weighs_more_than_an_answer_that_is_missing(app: Flask) -> None:
    factories.order()
    db.session.execute(text("UPDATE orders SET state = 'confirmed'"))
    result = app.test_cli_runner().invoke(args=["audit"])
    assert result.exit_code == 1
    assert "UNASKED a photo" in result.output
    outcome, details = last_audit()
    assert outcome == "broken"
    assert "broken: every order stands where its last event left it" in details
    assert "could not ask" in details


def test_a_database_that_gives_no_answer_breaks_no_promise_either(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(_session: object) -> None:
        raise NoAnswer("SELECT", {}, Exception("the server closed the connection"))

    monkeypatch.setattr(audit, "run", silent)
    result = app.test_cli_runner().invoke(args=["audit"])
    assert result.exit_code == 2
    assert "UNASKED the database did not answer: " in result.output


@pytest.mark.usefixtures("_silent_store")
def test_the_nightly_audit_tries_again_when_nobody_answered(app: Flask) -> None:
    ask_at_night()
    (job,) = jobs.troubled(failed=False, limit=2)
    assert (job.kind, job.last_error.startswith("could not ask the store of photos")) == ("audit", True)
    assert job.due_at
    assert job.due_at <= now() + timedelta(minutes=1)


def test_the_nightly_audit_puts_a_broken_promise_before_the_operators_until_it_holds(app: Flask) -> None:
    factories.order()
    db.session.execute(text("UPDATE orders SET state = 'confirmed'"))
    ask_at_night()
    (job,) = jobs.troubled(failed=True, limit=2)
    assert "every order stands where its last event left it" in job.last_error
    db.session.execute(text("UPDATE orders SET state = 'placed'"))
    with transaction():
        jobs.start_again(job.ref)
    work("audit")
    assert jobs.troubled(failed=True, limit=2) == []
    assert last_audit() == ("clean", "")


def test_the_result_of_recomputing_the_books_is_kept(app: Flask) -> None:
    assert app.test_cli_runner().invoke(args=["ledger", "verify"]).exit_code == 0
    assert [(result.name, result.outcome) for result in run_results.latest()] == [("ledger verify", "clean")]
