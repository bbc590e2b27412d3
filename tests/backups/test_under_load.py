"""Orders are placed while a backup is made: whoever was told of an order before it began finds it in the copy."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import audit, backups, other_database
from marketplace.backups import archive, copies, sqlite_copy
from marketplace.database import db, transaction
from marketplace.orders.models import Purchase
from tests import factories
from tests.databases import Engine
from tests.running import eventually

BUYERS = 2


class Crowd:
    """Buyers who order again and again; `told` are the orders that were confirmed to them."""

    def __init__(self, app: Flask, variant_id: int) -> None:
        self.app, self.variant_id = app, variant_id
        self.told: list[str] = []
        self.failed: list[BaseException] = []
        self.is_over = Event()

    def more(self, count: int = 5) -> None:
        """Wait until so many more were confirmed."""
        wanted = len(self.told) + count
        assert eventually(lambda: len(self.told) >= wanted or self.failed)
        assert self.failed == []

    def buy(self) -> None:
        """Order until it is over."""
        try:
            while not self.is_over.is_set():
                with self.app.app_context():
                    with transaction():
                        variant = db.session.get_one(factories.Variant, self.variant_id)
                        code = factories.purchase((variant, 1)).code
                    self.told.append(code)
        except BaseException as error:
            self.failed.append(error)


@contextmanager
def ordering(app: Flask) -> Iterator[Crowd]:
    """In this block buyers order all the time."""
    with transaction():
        variant = factories.product(factories.seller(), "Mật ong").variants[0]
        factories.lot(variant, 100_000, code="L2")
    crowd = Crowd(app, variant.id)
    threads = [Thread(target=crowd.buy) for _buyer in range(BUYERS)]
    for thread in threads:
        thread.start()
    try:
        crowd.more()
        yield crowd
    finally:
        crowd.is_over.set()
        for thread in threads:
            thread.join()


def in_copy(database: Path, kind: str) -> tuple[set[str], list[audit.Finding]]:
    """The orders in the copy, and which promises are broken there."""
    with copies.loaded_elsewhere(database, kind, "") as url, other_database.opened(url):
        return set(db.session.scalars(select(Purchase.code))), audit.check(db.session())


def test_every_order_that_was_confirmed_before_is_in_the_copy(
    committed_app: Flask, database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_copy, "PAGES", 1)  # so that it takes a while
    committed_app.config["MEDIA_URL"] = (tmp_path / "media").as_uri()
    with ordering(committed_app) as crowd:
        before = list(crowd.told)
        made = backups.make(tmp_path.as_uri(), tmp_path, "k" * 40)
        crowd.more()
    with backups.places.opened(made.place) as source:
        archive.read(source, "k" * 40, tmp_path / "copy", lambda *_picture: None)
    found, broken = in_copy(tmp_path / "copy", database.name)
    assert found.issuperset(before)
    assert found < set(crowd.told)
    assert broken == []
    assert made.manifest.counts["purchases"] == len(found)


@pytest.mark.sqlite
def test_a_copied_file_alone_would_lose_some(committed_app: Flask, database: Engine, tmp_path: Path) -> None:
    if database.name != "sqlite":
        pytest.skip("a database in one file")
    with ordering(committed_app) as crowd:
        before = list(crowd.told)
        shutil.copyfile(sqlite_copy.path_of(copies.url()), tmp_path / "copy")
    with other_database.opened(f"sqlite:///{tmp_path / 'copy'}"):
        assert not set(db.session.scalars(select(Purchase.code))).issuperset(before)
