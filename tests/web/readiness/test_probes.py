"""What a balancer hears, and what it must not."""

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from marketplace.database_version import DatabaseVersion
from marketplace.gateways import files
from marketplace.health import checks, schema
from marketplace.web.readiness import probes
from tests.silent import silent_server

READY, LIVE = "/healthz/ready", "/healthz/live"
WELL = {"database": "ok", "schema": "ok", "bucket": "ok", "pages": "ok"}
NEWEST = schema._chain()[0]


@pytest.fixture
def asker(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """Somebody beside the process of a shop whose pages are warm, and whose database answers."""
    front: probes.Health = app.extensions["readiness"]
    monkeypatch.setattr(front, "is_warm", True)
    monkeypatch.setattr(front, "_until", 0.0)
    monkeypatch.setattr(probes, "REPORT_SECONDS", 0.0)
    answers(monkeypatch, NEWEST)
    return FlaskClient(app)


def answers(monkeypatch: pytest.MonkeyPatch, revision: str | None) -> None:
    """The database answers with this migration, or not at all."""
    monkeypatch.setattr(DatabaseVersion, "ask", lambda *_: revision and (revision,))


def parts(answer: TestResponse) -> dict[str, str]:
    return dict(json.loads(answer.text)["parts"])


def test_a_shop_that_can_serve_is_ready(asker: FlaskClient) -> None:
    answer = asker.get(READY)
    assert (answer.status_code, parts(answer)) == (200, WELL)
    assert json.loads(asker.get(LIVE).text) == {"status": "alive"}


@pytest.mark.parametrize(
    ("revision", "said"),
    [(None, {"database": "no answer", "schema": "unknown"}), ("0011", {"schema": "older"})],
)
def test_the_part_that_is_not_ready_is_named(
    revision: str | None, said: dict[str, str], asker: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, revision)
    answer = asker.get(READY)
    assert (answer.status_code, parts(answer)) == (503, WELL | said)
    assert asker.get(LIVE).status_code == 200


def test_what_runs_goes_on_while_the_next_version_is_brought_out(
    asker: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, "9999")
    answer = asker.get(READY)
    assert (answer.status_code, parts(answer)["schema"]) == (200, "newer")


def test_a_silent_bucket_is_named_soon(asker: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "BUCKET_SECONDS", 0.2)
    with silent_server() as server:
        monkeypatch.setitem(app.config, "MEDIA_URL", f"s3://k:s@anh?endpoint=http://{server.host}")
        answer = asker.get(READY)
    assert (answer.status_code, parts(answer)) == (503, WELL | {"bucket": "no answer"})


def test_a_shop_that_was_not_drawn_yet_is_drawn_when_it_is_asked_for(
    asker: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = Event()
    monkeypatch.setattr(probes, "warm", lambda _app, _serve: not drawn.set())
    front: probes.Health = app.extensions["readiness"]
    front.is_warm = False
    assert parts(asker.get(READY))["pages"] == "warming"
    assert drawn.wait(5)
    with front._warming:
        assert parts(asker.get(READY))["pages"] == "ok"


def test_no_cookie_is_set_nothing_is_kept_and_no_secret_is_told(asker: FlaskClient, app: Flask) -> None:
    for path in (READY, LIVE):
        answer = asker.get(path, headers={"Cookie": "gui=forged"})
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in answer.headers
        told = str(answer.headers) + answer.text
        secrets = (app.config["SECRET_KEY"], "sqlite", "postgres", "SELECT", "alembic", NEWEST, "file:", "Server")
        assert [word for word in secrets if word in told] == []
        assert asker.head(path).text == ""
        assert asker.post(path).status_code == 405


def test_a_probe_comes_by_address_and_as_often_as_it_likes(
    asker: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", ["shop.test"])
    assert asker.get("/", headers={"Host": "10.0.0.7:8000"}).status_code == 400
    assert {asker.get(READY, headers={"Host": "10.0.0.7:8000"}).status_code for _ in range(300)} == {200}


def test_many_askers_cost_one_look_a_second(asker: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[object] = []
    monkeypatch.setattr(probes, "REPORT_SECONDS", 60.0)
    monkeypatch.setattr(files, "probe", looks.append)
    for _ in range(20):
        asker.get(READY)
    assert len(looks) == 1


@pytest.fixture
def read_only(tmp_path: Path, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(app.config, "MEDIA_URL", tmp_path.as_uri())
    tmp_path.chmod(0o500)
    yield
    tmp_path.chmod(0o700)


@pytest.mark.usefixtures("read_only")
def test_a_store_that_can_only_be_read_still_shows_photos(asker: FlaskClient) -> None:
    assert asker.get(READY).status_code == 200
