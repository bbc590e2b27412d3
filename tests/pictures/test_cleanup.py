from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from marketplace import pictures
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.pictures import Picture, storage_keys
from tests import factories, photographs
from tests.work import work


@pytest.fixture
def picture(honey: Product) -> Picture:
    """A photo that is ready."""
    received = pictures.receive(BytesIO(photographs.jpeg(500, 500)))
    with transaction():
        made = factories.photo(honey, received)
    work("picture")
    return made


def names_in(store: Path) -> list[str]:
    return sorted(path.name for path in store.rglob("*") if path.is_file())


def hours_later(hours: int) -> time_machine.travel:
    return time_machine.travel(now() + timedelta(hours=hours), tick=False)


def test_a_removed_photo_can_come_back_within_the_hour_and_is_forgotten_after_it(
    honey: Product, picture: Picture, store: Path
) -> None:
    with transaction():
        factories.take_down(honey, picture)
    assert honey.photos == []
    assert pictures.clear_removed() == 0
    assert len(names_in(store)) == 9
    with hours_later(2):
        assert pictures.clear_removed() == 1
        assert pictures.clear_removed() == 0
    assert names_in(store) == []
    assert db.session.scalars(select(Picture)).all() == []


def test_files_that_belong_to_nothing_are_swept_away_after_an_hour(picture: Picture, store: Path) -> None:
    pictures.receive(BytesIO(photographs.jpeg()))
    stray = store / storage_keys.rendition("0123456789abcdef", 400, "jpg")
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.touch()
    assert pictures.sweep() == 0
    with hours_later(2):
        assert pictures.sweep() == 2
    assert all(name.startswith(picture.ref) for name in names_in(store))
    assert len(names_in(store)) == 9


def test_a_photo_whose_file_is_gone_is_named(picture: Picture, store: Path) -> None:
    assert pictures.missing_files() == []
    (store / storage_keys.rendition(picture.ref, 800, "webp")).unlink()
    assert pictures.missing_files() == [picture.ref]
