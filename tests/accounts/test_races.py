"""Two requests at the same moment: one gets through, the other is told."""

from flask import Flask

from marketplace import accounts
from marketplace.database import transaction
from tests.accounts.conftest import PASSWORD
from tests.crowd import DONE, tried_at_once

TIMES = 6
LAN = accounts.Identifier(email="lan@example.test")


def test_one_address_gets_one_account(committed_app: Flask) -> None:
    hashed = accounts.hash_password(PASSWORD)

    def register() -> None:
        accounts.register(name="Chị Mẫu", identifier=LAN, password_hash=hashed)

    assert tried_at_once(committed_app, [register] * TIMES) == ["IdentifierTaken"] * (TIMES - 1) + [DONE]


def test_a_reset_link_serves_one_of_two(committed_app: Flask) -> None:
    hashed = accounts.hash_password(PASSWORD)
    with transaction():
        accounts.register(name="Chị Mẫu", identifier=LAN, password_hash=hashed)
        made = accounts.request_reset(LAN)
    assert made is not None

    def reset() -> None:
        accounts.reset_password(made.token, hashed)

    assert tried_at_once(committed_app, [reset] * TIMES) == ["LinkEnded"] * (TIMES - 1) + [DONE]


def test_there_is_one_first_operator(committed_app: Flask) -> None:
    hashed = accounts.hash_password(PASSWORD)
    with transaction():
        token = accounts.first_operator_link()

    def claim() -> None:
        accounts.claim_first_operator(token, name="Vận hành", identifier=LAN, password_hash=hashed)

    assert tried_at_once(committed_app, [claim] * TIMES) == ["LinkEnded"] * (TIMES - 1) + [DONE]
