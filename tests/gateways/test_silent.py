"""A bucket, a mail server or a Redis that takes connections and says nothing keeps no page for long."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from time import monotonic

import pytest
from flask import Flask
from limits.storage import storage_from_string
from redis.exceptions import RedisError

from config import Limits, load
from marketplace import deadlines, pictures
from marketplace.gateways import files
from marketplace.pictures.errors import StoreAway
from tests import factories, photographs
from tests.client import Client
from tests.silent import Silent, silent_server

SHORT = Limits(bucket_seconds=0.3, work_bucket_seconds=1.0, database_rest_seconds=30.0)
MOST = 1.5


@pytest.fixture
def silent(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Silent]:
    """A bucket that says nothing, and pages that wait for three tenths of a second."""
    monkeypatch.setattr(deadlines.settings, "limits", SHORT)
    with silent_server() as server:
        monkeypatch.setitem(app.config, "MEDIA_URL", f"s3://k:s@anh?endpoint=http://{server.host}")
        yield server


def seconds(do: Callable[[], object]) -> float:
    """How long it takes until the store is given up."""
    began = monotonic()
    with pytest.raises((files.FilesAway, StoreAway)):
        do()
    return monotonic() - began


def test_one_page_waits_for_a_silent_bucket_and_the_others_do_not(silent: Silent) -> None:
    with deadlines.page():
        assert 0.2 < seconds(lambda: pictures.read("0a" * 8, 400, "jpg")) < MOST
        assert seconds(lambda: [pictures.read("0a" * 8, 400, "jpg") for _ in range(50)]) < 0.1
        assert seconds(lambda: files.put("originals/one", b"one")) < 0.1
    assert len(silent.callers) == 1


def test_a_photo_that_is_sent_to_a_silent_bucket_is_given_up(silent: Silent) -> None:
    photo = BytesIO(photographs.jpeg())
    with deadlines.page():
        assert 0.2 < seconds(lambda: pictures.receive(photo)) < MOST


def test_a_worker_waits_longer_and_asks_in_any_case(silent: Silent) -> None:
    with deadlines.page():
        seconds(lambda: files.get("one"))
    assert 0.9 < seconds(lambda: files.get("one")) < 4


def test_a_bucket_that_refuses_is_asked_again_at_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MEDIA_URL", "s3://k:s@refuses?endpoint=http://127.0.0.1:9")
    with deadlines.page():
        for _ in range(3):
            with pytest.raises(files.FilesAway, match="error sending request|onnect"):
                files.get("one")


def test_what_needs_no_photo_needs_no_bucket(silent: Silent, client: Client) -> None:
    honey = factories.product()
    assert {client.get(path).status_code for path in ("/", f"/p/{honey.slug}", "/gio")} == {200}
    assert silent.callers == []


def test_a_silent_redis_is_given_up_soon(tmp_path: Path) -> None:
    with silent_server() as server:
        told = load({"REDIS_URL": f"redis://{server.host}/0", "REDIS_SECONDS": "0.2", "DATA_DIR": str(tmp_path)})
        began = monotonic()
        with pytest.raises(RedisError):
            storage_from_string(told["RATELIMIT_STORAGE_URI"], **told["RATELIMIT_STORAGE_OPTIONS"]).get("tries")
    assert monotonic() - began < MOST
