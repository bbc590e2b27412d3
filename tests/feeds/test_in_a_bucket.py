"""Feeds that are written once, into an S3 bucket behind HTTP, and given out by machines that share nothing else."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.feeds import copies
from marketplace.feeds.copies import Copies
from marketplace.feeds.site import site
from marketplace.gateways import files as store
from tests import factories
from tests.buckets import bucket
from tests.client import Client
from tests.work import work

ADDRESSES = ("/feeds/google.xml", "/feeds/facebook.csv?hl=en", "/sitemap.xml", "/sitemap-mon-1.xml")
NOBODY = "s3://k:s@anh?endpoint=http://127.0.0.1:9"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with bucket() as found:
        yield found


@pytest.fixture
def honey(app: Flask, folder: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> Product:
    """Goods of a shop that keeps its feeds in a bucket."""
    monkeypatch.setitem(app.config, "MEDIA_URL", address)
    monkeypatch.setattr(copies.copies, "resting_until", 0.0)
    product = factories.product(name="Mật ong rừng")
    db.session.commit()
    return product


@pytest.fixture
def other_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path]:
    """From now on the shop runs on another machine, which has none of the files."""

    def move() -> Path:
        monkeypatch.setattr(site, "folder", tmp_path / "another")
        return site.folder

    return move


def test_another_machine_gives_out_what_one_has_written_and_fetches_it_once(
    app: Flask, client: Client, honey: Product, other_machine: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    work("product_feeds", "sitemap")
    written = {path: client.get(path).data for path in ADDRESSES}
    assert honey.slug.encode() in written["/feeds/google.xml"]
    folder = other_machine()
    assert {path: client.get(path).data for path in ADDRESSES} == written
    assert len(list(folder.iterdir())) == len(ADDRESSES)
    monkeypatch.setitem(app.config, "MEDIA_URL", NOBODY)
    assert {path: client.get(path).data for path in ADDRESSES} == written


def test_a_bucket_that_is_away_is_asked_once_and_visitors_are_told_to_come_again(
    app: Flask, client: Client, honey: Product, other_machine: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    work("product_feeds")
    folder, asked = other_machine(), []

    def away(path: str, _target: Path) -> None:
        asked.append(path)
        raise store.FilesAway("no answer")

    with monkeypatch.context() as broken:
        broken.setattr(store, "get_file", away)
        answers = [client.get("/feeds/google.xml") for _ in range(3)]
    assert [(answer.status_code, answer.headers["Retry-After"]) for answer in answers] == [(503, "60")] * 3
    assert (len(asked), list(folder.iterdir())) == (1, [])
    monkeypatch.setattr(copies.copies, "resting_until", 0.0)
    assert client.get("/feeds/google.xml").status_code == 200


def test_while_one_fetches_nobody_else_waits(honey: Product, other_machine: Callable[[], Path]) -> None:
    own = Copies()
    with own.lock:
        assert own.find("feeds/google-vi.xml-0.gz", honey.created_at) is None
    other_machine()
    assert own.resting_until == 0.0, "nobody was asked"


def test_a_writer_whom_the_bucket_does_not_answer_tries_again_and_the_last_feed_stays(
    app: Flask, client: Client, honey: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    work("product_feeds")
    before = client.get("/feeds/google.xml").data
    with monkeypatch.context() as broken:
        broken.setattr(store, "put_file", lambda *_given: (_ for _ in ()).throw(store.FilesAway("no answer")))
        work("sitemap")
    assert client.get("/sitemap.xml").status_code == 503
    assert client.get("/feeds/google.xml").data == before
