"""What waited in a shop of the last version waits as jobs in this one."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import downgrade, upgrade

from marketplace.database import db
from marketplace.jobs.models import MOST_ATTEMPTS
from tests.conftest import running
from tests.databases import Engine
from tests.jobs.conftest import rows
from tests.work import work

AT = datetime(2026, 9, 30, 2, 30, tzinfo=UTC)
NUMBERS = count(1)
MAIL: dict[str, Any] = {"recipient": "lan@example.test", "body": 'Chào "Lan"\n', "created_at": AT, "due_at": AT}
MAILS = (
    {**MAIL, "subject": "Chờ", "attempts": 2, "last_error": "no space left", "sent_at": None},
    {**MAIL, "subject": "Hỏng", "attempts": MOST_ATTEMPTS, "last_error": "no such address", "sent_at": None},
    {**MAIL, "subject": "Đã gửi", "attempts": 1, "last_error": "", "sent_at": AT},
)
PICTURE = {"ref": "0123456789abcdef", "digest": "0" * 64, "created_at": AT, "due_at": AT, "attempts": 1}
BARE = dict.fromkeys(("alt_vi", "alt_en", "blur", "reason"), "") | dict.fromkeys(("position", "width", "height"), 0)


@pytest.fixture
def old_shop(database: Engine) -> Iterator[Flask]:
    """The application on a database of the last version, with mails and pictures in all states."""
    name = f"waiting_{next(NUMBERS)}"
    with running(database.create(name)) as app:
        upgrade(revision="0011")
        with db.engine.begin() as connection:
            mails, pictures = table(connection, "outbox_mails"), table(connection, "pictures")
            connection.execute(mails.insert(), MAILS)
            connection.execute(pictures.insert().values(**PICTURE, **BARE, state="uploaded"))
            connection.execute(pictures.insert().values(**PICTURE | {"ref": "ready"}, **BARE, state="ready"))
        yield app
    database.drop(name)


def table(connection: sa.Connection, name: str) -> sa.Table:
    return sa.Table(name, sa.MetaData(), autoload_with=connection)


def mails() -> list[tuple[Any, ...]]:
    with db.engine.connect() as connection:
        found = table(connection, "outbox_mails").c
        columns = (found.subject, found.recipient, found.body, found.attempts, found.last_error)
        return sorted(map(tuple, connection.execute(sa.select(*columns))))


def test_mails_and_pictures_that_waited_become_jobs(old_shop: Flask) -> None:
    upgrade()
    waiting, failed, picture = rows()
    assert waiting.payload == {"recipient": "lan@example.test", "subject": "Chờ", "body": 'Chào "Lan"\n'}
    assert (waiting.attempts, waiting.due_at, waiting.failed_at) == (2, AT, None)
    assert (failed.payload["subject"], failed.due_at, failed.failed_at) == ("Hỏng", None, AT)
    assert (picture.payload, picture.unique_key, picture.due_at) == (
        {"ref": PICTURE["ref"]},
        f"picture {PICTURE['ref']}",
        AT,
    )
    assert len({row.ref for row in rows()}) == 3
    assert [mail[0] for mail in mails()] == ["Đã gửi"], "what was sent stays where it was"


def test_they_are_done_by_the_next_worker(old_shop: Flask) -> None:
    upgrade()
    sent: list[Any] = []
    old_shop.extensions["mailman"].outbox = sent
    assert work("mail", "picture") == {"mail": 1, "picture": 1}
    assert [(mail.to, mail.subject, mail.body) for mail in sent] == [(["lan@example.test"], "Chờ", 'Chào "Lan"\n')]
    assert [row.finished_at is not None for row in rows()] == [True, False, True]


def test_going_back_leaves_them_waiting_as_before(old_shop: Flask) -> None:
    before = mails()
    upgrade()
    db.session.remove()
    downgrade(revision="0011")
    assert mails() == before
