"""Two requests at the same moment: one gets through, the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from marketplace import accounts
from marketplace.database import transaction
from marketplace.errors import DomainError
from tests.accounts.conftest import PASSWORD

LAN = accounts.Identifier(email="lan@example.test")


def at_once(app: Flask, act: Callable[[], object], *, times: int = 6) -> list[object]:
    """What came of acting so many times in the same moment; expected failures count as results."""
    start = Barrier(times)

    def one(_number: int) -> object:
        with app.app_context():
            start.wait()
            try:
                return act()
            except DomainError as error:
                return type(error).__name__

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def test_one_address_gets_one_account(committed_app: Flask) -> None:
    hashed = accounts.hash_password(PASSWORD)

    def register() -> str:
        with transaction():
            accounts.register(name="Chị Mẫu", identifier=LAN, password_hash=hashed)
        return "registered"

    assert sorted(at_once(committed_app, register), key=str) == ["IdentifierTaken"] * 5 + ["registered"]


def test_a_reset_link_serves_one_of_two(committed_app: Flask) -> None:
    hashed = accounts.hash_password(PASSWORD)
    with transaction():
        accounts.register(name="Chị Mẫu", identifier=LAN, password_hash=hashed)
        made = accounts.request_reset(LAN)
    assert made is not None

    def reset() -> str:
        with transaction():
            accounts.reset_password(made.token, hashed)
        return "reset"

    assert sorted(at_once(committed_app, reset), key=str) == ["LinkEnded"] * 5 + ["reset"]


def test_there_is_one_first_operator(committed_app: Flask) -> None:
    hashed = accounts.hash_password(PASSWORD)
    with transaction():
        token = accounts.first_operator_link()

    def claim() -> str:
        with transaction():
            accounts.claim_first_operator(token, name="Vận hành", identifier=LAN, password_hash=hashed)
        return "claimed"

    assert sorted(at_once(committed_app, claim), key=str) == ["LinkEnded"] * 5 + ["claimed"]
