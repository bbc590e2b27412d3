from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from marketplace import catalogue, pictures
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.gateways import files
from marketplace.jobs import Job
from marketplace.jobs.taking import LEASE
from marketplace.pictures import Picture, processing
from marketplace.pictures.processing import MOST_ATTEMPTS
from tests import factories, photographs
from tests.work import work


class Killed(BaseException):
    """The process ends here."""


def process_pictures() -> int:
    """How many pictures a worker has in its hands until none is due."""
    return work("picture")["picture"]


def send(honey: Product, data: bytes) -> Picture:
    received = pictures.receive(BytesIO(data))
    with transaction():
        return factories.photo(honey, received)


def names_in(store: Path) -> list[str]:
    return sorted(path.name for path in store.rglob("*") if path.is_file())


def shown(honey: Product) -> list[str]:
    db.session.expire_all()
    return [photo["ref"] for photo in honey.photos]


def later(passed: timedelta) -> time_machine.travel:
    return time_machine.travel(now() + passed, tick=False)


def test_a_photo_is_shown_once_it_is_ready_and_the_file_that_was_sent_is_gone(honey: Product, store: Path) -> None:
    picture = send(honey, photographs.from_a_phone())
    assert shown(honey) == []
    assert process_pictures() == 1
    assert shown(honey) == [picture.ref]
    assert honey.photos[0]["width"] == 1200
    assert honey.photos[0]["blur"].startswith("data:")
    assert len(names_in(store)) == 9
    assert process_pictures() == 0


def test_a_photo_that_cannot_be_unpacked_is_refused_with_a_reason_and_leaves_no_file(
    honey: Product, store: Path
) -> None:
    whole = photographs.saved(photographs.noise(500, 500), "PNG")
    picture = send(honey, whole[:200_000] + bytes(2000) + whole[202_000:])
    assert process_pictures() == 1
    db.session.refresh(picture)
    assert picture.is_refused
    assert "mở không được" in picture.reason
    assert names_in(store) == []
    assert shown(honey) == []


@pytest.mark.parametrize("step", ["make", "put", "_settle", "delete"])
def test_a_process_killed_at_any_step_leaves_the_photo_to_the_next(
    step: str, honey: Product, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = send(honey, photographs.jpeg())

    def die(*_arguments: object, **_named: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(files if step in {"put", "delete"} else processing, step, die)
        with pytest.raises(Killed):
            process_pictures()
    done = step == "delete"
    assert shown(honey) == ([picture.ref] if done else [])
    assert process_pictures() == 0, "another process has it on lease"
    with later(LEASE + timedelta(seconds=1)):
        assert process_pictures() == (0 if done else 1)
    assert shown(honey) == [picture.ref]
    with later(timedelta(hours=2)):
        pictures.sweep()
    assert len(names_in(store)) == 9


def test_a_file_that_ends_every_process_is_refused_in_the_end(
    honey: Product, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = send(honey, photographs.jpeg())

    def die(_data: bytes) -> None:
        raise Killed

    monkeypatch.setattr(processing, "make", die)
    for attempt in range(MOST_ATTEMPTS):
        with later(LEASE * 2 * attempt), pytest.raises(Killed):
            process_pictures()
    with later(LEASE * 10):
        assert process_pictures() == 1
    db.session.refresh(picture)
    assert picture.is_refused
    assert names_in(store) == []


def test_a_store_that_is_away_costs_the_photo_nothing(honey: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = send(honey, photographs.jpeg())

    def away(_path: str) -> bytes:
        raise files.FilesAway("no answer")

    with monkeypatch.context() as patch:
        patch.setattr(files, "get", away)
        for hours in range(MOST_ATTEMPTS * 2):
            with later(timedelta(hours=hours)):
                assert process_pictures() == 1
    assert db.session.scalars(select(Job.last_error)).all() == ["no answer"]
    with later(timedelta(days=1)):
        assert process_pictures() == 1
    assert shown(honey) == [picture.ref]


def test_a_photo_removed_while_it_was_made_ready_is_not_shown(honey: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = send(honey, photographs.jpeg())
    with transaction():
        factories.take_down(honey, picture)
    assert process_pictures() == 1
    assert shown(honey) == []
    with transaction():
        pictures.restore(picture)
        catalogue.show_photos(honey)
    assert shown(honey) == [picture.ref]


def test_several_processes_make_each_photo_ready_once(committed_app: Flask, tmp_path: Path) -> None:
    committed_app.config["MEDIA_URL"] = tmp_path.as_uri()
    honey = factories.product()
    db.session.commit()
    for width in range(600, 606):
        send(honey, photographs.jpeg(width, 600))
    done: list[int] = []

    def process() -> None:
        with committed_app.app_context():
            done.append(process_pictures())

    workers = [Thread(target=process) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    db.session.rollback()
    with transaction():
        refs = db.session.scalars(select(Picture.ref).order_by(Picture.position)).all()
    assert sum(done) == 6
    assert shown(honey) == refs
    assert len(names_in(tmp_path)) == 6 * 9
