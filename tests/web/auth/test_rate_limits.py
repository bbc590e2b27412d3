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


def elsewhere(browser: Client, address: str) -> Client:
    browser.environ_base["REMOTE_ADDR"] = address
    return browser


def shut_out(browser: Callable[[], Client], identifier: str, address: str = "198.51.100.9") -> None:
    """Somebody tries wrong passwords until no more are taken."""
    stranger = elsewhere(browser(), address)
    answers = [guess(stranger, identifier).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_wrong_passwords_from_elsewhere_do_not_shut_out_a_known_device(
    folk: Cast, browser: Callable[[], Client]
) -> None:
    laptop = signed_in(elsewhere(browser(), "203.0.113.7"), folk.buyer)
    laptop.send("/dang-xuat", form_at="/tai-khoan")
    shut_out(browser, "buyer@example.test")
    assert guess(elsewhere(laptop, "198.51.100.77"), "buyer@example.test", PASSWORD).status_code == 303


def test_wrong_passwords_from_elsewhere_do_not_shut_out_a_known_network(
    folk: Cast, browser: Callable[[], Client]
) -> None:
    signed_in(elsewhere(browser(), "2001:db8:1:2::1"), folk.buyer)
    shut_out(browser, "buyer@example.test")
    assert guess(elsewhere(browser(), "2001:db8:1:2::99"), "buyer@example.test", PASSWORD).status_code == 303
    assert guess(elsewhere(browser(), "192.0.2.1"), "buyer@example.test", PASSWORD).status_code == 429


def test_a_known_device_is_not_shut_out_by_its_own_network_either(folk: Cast, browser: Callable[[], Client]) -> None:
    laptop = signed_in(browser(), folk.buyer)
    laptop.send("/dang-xuat", form_at="/tai-khoan")
    for number in range(30):
        guess(browser(), f"person{number}@example.test")
    assert guess(browser(), "neighbour@example.test", PASSWORD).status_code == 429
    assert guess(laptop, "buyer@example.test", PASSWORD).status_code == 303


def test_a_known_device_has_no_more_tries_than_others(folk: Cast, client: Client) -> None:
    signed_in(client, folk.buyer).send("/dang-xuat", form_at="/tai-khoan")
    answers = [guess(client, "buyer@example.test").status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]
