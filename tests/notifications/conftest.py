from typing import Any

import pytest
from flask import Flask


@pytest.fixture
def sent(app: Flask) -> list[Any]:
    """The mails that left the shop in this test."""
    mails: list[Any] = []
    app.extensions["mailman"].outbox = mails
    return mails
