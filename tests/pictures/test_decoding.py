"""A picture that asks for too much work is refused, and while it is worked on nothing else waits for it."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from marketplace import job_handlers, notifications, pictures
from marketplace.database import db, transaction
from marketplace.jobs import Job, worker
from marketplace.pictures import validation
from marketplace.pictures.decoding import LIMITS, DecoderEnded, make
from marketplace.pictures.errors import TooMuchWork, Undecodable
from marketplace.pictures.validation import MOST_SCANS
from tests import factories, photographs
from tests.running import eventually


def scans_of(photo: bytes) -> tuple[bytes, list[bytes]]:
    """A progressive JPEG taken apart: its head, and its scans with the tables before each."""
    head, *scans = photo[:-2].split(b"\xff\xda")
    return head, [b"\xff\xda" + scan for scan in scans]


def with_scans(count: int) -> bytes:
    """A harmless photo of so many scans: the last one, which mends single bits, comes again and again."""
    head, scans = scans_of(photographs.saved(photographs.scene(), progressive=True))
    return head + b"".join(scans[:1] * (count - len(scans)) + scans) + b"\xff\xd9"


def test_a_progressive_photo_is_taken() -> None:
    validation.check(photographs.saved(photographs.noise(600, 600), progressive=True))


def test_as_many_scans_as_are_allowed_are_taken_and_one_more_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    most, more = with_scans(MOST_SCANS), with_scans(MOST_SCANS + 1)
    monkeypatch.setattr(Image.Image, "load", lambda *_: pytest.fail("the pixels were unpacked"))
    validation.check(most)
    with pytest.raises(TooMuchWork, match="quá nặng"):
        validation.check(more)


@pytest.mark.parametrize("between", [b"garbage", b"\xff\xff", b"\xff\xfe\x00\x04\xff\xd9", b"\xff\xd0"])
def test_scans_are_counted_whatever_stands_between_them(between: bytes) -> None:
    head, scans = scans_of(with_scans(MOST_SCANS + 1))
    with pytest.raises(TooMuchWork):
        validation.check(head + between.join(scans) + b"\xff\xd9")


def test_a_photo_is_made_ready_elsewhere() -> None:
    made = make(photographs.from_a_phone())
    assert (made.width, made.height, len(made.files)) == (1200, 900, 9)
    whole = photographs.saved(photographs.noise(500, 500), "PNG")
    with pytest.raises(Undecodable):
        make(whole[:200_000] + bytes(2000) + whole[202_000:])


def test_a_picture_that_takes_more_than_it_may_is_refused() -> None:
    with pytest.raises(TooMuchWork):
        make(photographs.saved(photographs.noise(2000, 2000)), replace(LIMITS, seconds=1))


def test_a_picture_that_takes_more_memory_ends_its_decoder_and_nothing_else() -> None:
    with pytest.raises((TooMuchWork, DecoderEnded)):
        make(photographs.saved(photographs.noise(2000, 2000)), replace(LIMITS, memory=200 * 1024**2))
    assert make(photographs.jpeg(500, 500)).width == 500


def test_a_decoder_that_gives_no_answer_is_ended() -> None:
    begun = monotonic()
    with pytest.raises(DecoderEnded):
        make(photographs.saved(photographs.noise(2000, 2000)), replace(LIMITS, patience=0.2))
    assert monotonic() - begun < 10


def test_a_mail_does_not_wait_for_a_picture(committed_app: Flask, tmp_path: Path) -> None:
    committed_app.config["MEDIA_URL"] = tmp_path.as_uri()
    honey = factories.product()
    db.session.commit()
    received = pictures.receive(BytesIO(photographs.saved(photographs.noise(1600, 1600))))
    with transaction():
        factories.photo(honey, received)
    stopping = Event()
    lanes = (job_handlers.MAIL, job_handlers.PICTURES)
    working = Thread(target=worker.work, args=(lanes, committed_app.app_context, stopping, lambda: True))
    working.start()
    try:
        assert eventually(lambda: jobs_of("picture").lease)
        with transaction():
            notifications.enqueue_mail(recipient="lan@example.test", subject="Chào", body="Chào Lan")
        assert eventually(lambda: jobs_of("mail").finished_at)
        assert jobs_of("picture").finished_at is None
    finally:
        stopping.set()
        working.join()
    assert jobs_of("picture").finished_at


def jobs_of(kind: str) -> Job:
    """The only job of this kind, as it stands now."""
    db.session.rollback()
    return db.session.scalars(select(Job).where(Job.kind == kind).execution_options(populate_existing=True)).one()
