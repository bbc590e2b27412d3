from datetime import timedelta

import time_machine

from marketplace.accounts.models import UserSession
from marketplace.clock import now
from marketplace.database import db
from tests.client import Client
from tests.people import Cast, signed_in


def cookie_of(client: Client) -> str:
    cookie = client.get_cookie("gui")
    assert cookie is not None
    return cookie.value


def test_an_old_cookie_sent_again_after_signing_out_is_a_guests(folk: Cast, client: Client) -> None:
    signed_in(client, folk.buyer)
    stolen = cookie_of(client)
    assert client.get("/tai-khoan").status_code == 200
    client.send("/dang-xuat", form_at="/tai-khoan")
    assert client.get("/tai-khoan").status_code == 303
    client.set_cookie("gui", stolen)
    assert client.get("/tai-khoan").status_code == 303
    assert db.session.query(UserSession).count() == 0


def test_signing_out_clears_what_the_browser_kept(folk: Cast, client: Client) -> None:
    signed_in(client, folk.buyer)
    answer = client.send("/dang-xuat", form_at="/tai-khoan")
    assert answer.headers["Location"] == "/"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    with client.session_transaction() as kept:
        assert set(kept) <= {"_flashes", "csrf_token", "_permanent", "device"}


def test_a_link_cannot_sign_anybody_out(folk: Cast, client: Client) -> None:
    signed_in(client, folk.buyer)
    assert client.get("/dang-xuat").location == "/"
    assert client.head("/dang-xuat").location == "/"
    assert client.get("/tai-khoan").status_code == 200


def test_signing_out_twice_does_no_harm(folk: Cast, client: Client) -> None:
    signed_in(client, folk.buyer)
    for _ in range(2):
        assert client.send("/dang-xuat", form_at="/quen-mat-khau").status_code == 303


def test_a_session_in_use_does_not_run_out_after_thirty_days(folk: Cast, client: Client) -> None:
    signed_in(client, folk.buyer)
    start = now()
    for days in (20, 40, 60):
        with time_machine.travel(start + timedelta(days=days), tick=False):
            assert client.get("/tai-khoan").status_code == 200
    with time_machine.travel(start + timedelta(days=91), tick=False):
        assert client.get("/tai-khoan").status_code == 303
