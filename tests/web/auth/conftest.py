import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from marketplace.accounts.models import User
from marketplace.database import db
from tests import people
from tests.client import Client
from tests.people import Cast
from tests.work import work

NUMBER = "+84912345678"


@pytest.fixture
def folk(app: Flask) -> Cast:
    """The fixed cast."""
    return people.gather()


@pytest.fixture
def browser(app: Flask) -> Callable[[], Client]:
    """Opens another browser, with no cookies yet."""
    return lambda: app.test_client()


@pytest.fixture
def reset_path(app: Flask) -> Callable[[], str]:
    """Send the waiting mails and give the path in the last one that leads to a new password."""
    mails: list[Any] = []
    app.extensions["mailman"].outbox = mails

    def path() -> str:
        work("mail")
        found = re.search(r"/dat-lai/\S+", mails[-1].body)
        assert found
        return found[0]

    return path


@pytest.fixture
def phone_only(folk: Cast) -> User:
    """A person who has a telephone and no address."""
    folk.neighbour.phone, folk.neighbour.email = NUMBER, None
    db.session.commit()
    return folk.neighbour
