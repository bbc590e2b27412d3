from collections.abc import Callable

import pytest
from flask import Flask

from marketplace import accounts
from marketplace.accounts.models import User

PASSWORD = "con trau trang an co"
Register = Callable[..., User]


@pytest.fixture
def register(app: Flask) -> Register:
    """Open an account by what would be typed into the field."""

    def opened(typed: str = "lan@example.test", name: str = "Chị Mẫu Lan", password: str = PASSWORD) -> User:
        identifier = accounts.parse_identifier(typed)
        return accounts.register(name=name, identifier=identifier, password_hash=accounts.hash_password(password))

    return opened
