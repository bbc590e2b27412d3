"""A photo's way from the seller to the pages and out of the shop again, in an S3 bucket behind HTTP."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from flask import Flask

from marketplace import pictures
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.gateways import files
from marketplace.pictures.errors import PictureNotFound
from tests import factories, photographs
from tests.buckets import bucket
from tests.work import work


@pytest.fixture(autouse=True)
def in_a_bucket(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with bucket() as address:
        monkeypatch.setitem(app.config, "MEDIA_URL", address)
        yield


def kept(folder: str) -> int:
    return sum(len(chunk) for chunk in files.listing(folder))


def hours_later(hours: int) -> time_machine.travel:
    return time_machine.travel(now() + timedelta(hours=hours), tick=False)


def test_a_photo_is_made_ready_shown_and_forgotten(app: Flask) -> None:
    honey = factories.product()
    db.session.commit()
    received = pictures.receive(BytesIO(photographs.from_a_phone()))
    assert kept("originals") == 1
    with transaction():
        photo = factories.photo(honey, received)
    assert work("picture") == {"picture": 1}
    assert (kept("originals"), kept("pictures")) == (0, 9)
    assert photographs.opened(pictures.read(photo.ref, 800, "avif")).size == (800, 800)
    assert pictures.missing_files() == []
    with transaction():
        factories.take_down(honey, photo)
    with hours_later(2):
        assert pictures.clear_removed() == 1
    assert kept("pictures") == 0
    with pytest.raises(PictureNotFound):
        pictures.read(photo.ref, 800, "avif")


def test_a_file_that_was_just_sent_is_left_alone_and_a_forgotten_one_is_swept_away(app: Flask) -> None:
    pictures.receive(BytesIO(photographs.jpeg()))
    assert (pictures.sweep(), kept("originals")) == (0, 1)
    with hours_later(2):
        assert pictures.sweep() == 1
    assert kept("originals") == 0
