from collections.abc import Callable

from werkzeug.test import TestResponse

from tests.client import Client
from tests.people import PASSWORD, Cast, signed_in

SIGN_IN, FORGOT = "/dang-nhap", "/quen-mat-khau"


def guess(client: Client, identifier: str, password: str = "sai mat khau roi") -> TestResponse:
    return client.send(SIGN_IN, {"identifier": identifier, "password": password}, form_at=SIGN_IN)


def test_guessing_at_one_account_is_stopped_however_its_name_is_spelt(folk: Cast, client: Client) -> None:
    spellings = ["buyer@example.test", "BUYER@example.test", " Buyer@Example.test "]
    for number in range(10):
        assert guess(client, spellings[number % 3]).status_code == 422
    stopped = guess(client, "buyer@example.test", PASSWORD)
    assert stopped.status_code == 429
    assert "Chờ vài phút" in stopped.text
    assert guess(client, "neighbour@example.test", PASSWORD).status_code == 303


def test_guessing_at_many_accounts_from_one_address_is_stopped(client: Client) -> None:
    answers = [guess(client, f"person{number}@example.test").status_code for number in range(31)]
    assert answers == [422] * 30 + [429]


def test_signing_in_rightly_is_never_too_often(folk: Cast, browser: Callable[[], Client]) -> None:
    for _ in range(12):
        signed_in(browser(), folk.buyer)


def test_a_mailbox_cannot_be_flooded(folk: Cast, client: Client) -> None:
    for known in ("buyer@example.test", "nobody@example.test"):
        answers = [client.send(FORGOT, {"identifier": known}, form_at=FORGOT).status_code for _ in range(4)]
        assert answers == [303, 303, 303, 429]


def test_the_old_password_cannot_be_guessed_from_an_open_session(folk: Cast, client: Client) -> None:
    signed_in(client, folk.buyer)
    page = "/tai-khoan/mat-khau"
    wrong = {"current": "sai mat khau roi", "password": "bon tu la voi nhau"}
    assert [client.send(page, wrong, form_at=page).status_code for _ in range(11)] == [422] * 10 + [429]
