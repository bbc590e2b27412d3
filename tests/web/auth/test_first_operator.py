from flask import Flask

from marketplace import accounts
from marketplace.database import transaction
from tests.client import Client
from tests.people import PASSWORD, Cast

FORM = {"name": "Vận hành", "identifier": "van-hanh@example.test", "password": PASSWORD}


def link() -> str:
    with transaction():
        return f"/van-hanh/bat-dau/{accounts.first_operator_link()}"


def test_the_link_opens_the_first_operators_account_and_then_is_gone(app: Flask, client: Client) -> None:
    path = link()
    answer = client.send(path, FORM, form_at=path)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/van-hanh")
    assert accounts.has_operator()
    assert client.get(path).status_code == 404


def test_what_is_wrong_is_said_and_the_link_stays(app: Flask, client: Client) -> None:
    path = link()
    assert client.send(path, FORM | {"password": "ngan"}, form_at=path).status_code == 422
    assert not accounts.has_operator()
    assert client.get(path).status_code == 200


def test_nobody_becomes_operator_by_a_made_up_link(folk: Cast, client: Client) -> None:
    assert client.get("/van-hanh/bat-dau/x").status_code == 404
    assert client.send("/van-hanh/bat-dau/x", FORM, form_at="/dang-nhap").status_code == 404
    assert accounts.find_user(accounts.parse_identifier(FORM["identifier"])) is None
