"""Whoever could be reached before hears there that somebody signs in by another address or number."""

from collections.abc import Callable
from datetime import timedelta

import time_machine

from marketplace.accounts.models import User
from marketplace.clock import now
from tests.client import Client
from tests.people import PASSWORD, Cast, signed_in
from tests.texts import Texts
from tests.web.auth.conftest import NUMBER
from tests.web.auth.test_contacts import EMAIL, FORGOT, PHONE, change, sign_in
from tests.web.auth.test_register import link_in
from tests.work import queued_mails, work

CHANGED = "Số hoặc e-mail đăng nhập Gùi vừa được đổi"


def test_a_number_that_is_added_is_told_to_the_address(folk: Cast, client: Client) -> None:
    signed_in(client, folk.buyer)
    assert change(client, PHONE, phone="0912 345 678") == 303
    assert [(mail.recipient, mail.subject) for mail in queued_mails()] == [("buyer@example.test", CHANGED)]


def test_the_same_number_again_is_no_news_and_stays_confirmed(folk: Cast, client: Client) -> None:
    folk.buyer.phone, folk.buyer.phone_confirmed_at = NUMBER, now()
    signed_in(client, folk.buyer)
    assert change(client, PHONE, phone="0912 345 678") == 303
    assert folk.buyer.phone_confirmed_at is not None
    assert queued_mails() == []


def test_an_address_that_is_added_is_told_to_the_number(phone_only: User, client: Client, texts: Texts) -> None:
    assert sign_in(client, PASSWORD) == 303
    change(client, EMAIL, email="lan@example.test")
    path = link_in(queued_mails()[0])
    client.send(path, form_at=path)
    work("sms")
    assert [(to, "vừa được đổi" in text) for to, text in texts.sent] == [(NUMBER, True)]
    assert len(queued_mails()) == 1


def test_a_code_that_comes_too_late_is_not_sent(phone_only: User, browser: Callable[[], Client], texts: Texts) -> None:
    texts.refuses = 429
    browser().send(FORGOT, {"identifier": "0912 345 678"}, form_at=FORGOT)
    assert work("sms") == {"sms": 1}
    texts.refuses = 0
    with time_machine.travel(now() + timedelta(minutes=16)):
        assert work("sms") == {"sms": 1}
        assert work("sms") == {}
    assert texts.sent == []
