from typing import Any

import pytest
from flask import Flask

from tests import people
from tests.people import Cast


@pytest.fixture
def cast(app: Flask) -> Cast:
    return people.gather()


@pytest.fixture
def sent(app: Flask) -> list[Any]:
    """The mails that left the shop in this test."""
    mails: list[Any] = []
    app.extensions["mailman"].outbox = mails
    return mails
