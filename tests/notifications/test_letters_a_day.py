"""How many letters an address gets that nobody has confirmed, and how their reader stops them."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from marketplace import accounts
from marketplace.accounts.mail_addresses import MOST_UNCONFIRMED
from marketplace.accounts.models import MailAddress
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.notifications import mails
from marketplace.orders.models import Purchase
from tests import factories
from tests.client import Client
from tests.work import queued_mails

TYPED = "typed@example.test"


@pytest.fixture
def purchase(app: Flask) -> Purchase:
    placed = factories.purchase((factories.product().variants[0], 1))
    placed.email = TYPED
    return placed


def send(purchase: Purchase, times: int) -> int:
    """How many mails wait after so many reasons for one."""
    db.session.commit()
    for _ in range(times):
        with transaction():
            mails.purchase_placed_mail(purchase)
    return len(queued_mails())


def test_an_address_that_anybody_may_have_typed_gets_a_few_letters_a_day(purchase: Purchase) -> None:
    assert send(purchase, MOST_UNCONFIRMED + 3) == MOST_UNCONFIRMED
    with time_machine.travel(now() + timedelta(days=1), tick=False):
        assert send(purchase, 1) == MOST_UNCONFIRMED + 1


def test_an_address_that_its_owner_confirmed_gets_all_of_them(purchase: Purchase) -> None:
    owner = factories.user()
    owner.email, owner.email_confirmed_at = TYPED, now()
    assert send(purchase, MOST_UNCONFIRMED + 3) == MOST_UNCONFIRMED + 3


def test_a_shop_hears_of_every_order(purchase: Purchase) -> None:
    purchase.orders[0].seller.email = "htx@example.test"
    db.session.commit()
    for _ in range(MOST_UNCONFIRMED + 3):
        with transaction():
            mails.new_order_mail(purchase.orders[0])
    assert len(queued_mails()) == MOST_UNCONFIRMED + 3


def asked(times: int = 1) -> None:
    question = factories.question()
    question.product.seller.email = "htx@example.test"
    db.session.commit()
    for _ in range(times):
        with transaction():
            mails.new_question_mail(question)


def test_what_is_not_about_an_order_can_be_stopped_and_wanted_again(client: Client) -> None:
    asked()
    (letter,) = queued_mails()
    assert letter.unsubscribe in letter.body
    path = letter.unsubscribe.removeprefix("http://127.0.0.1:5000")
    assert "Thôi gửi thư đến htx@example.test?" in client.get(path).text
    client.post(path, data={"List-Unsubscribe": "One-Click"})
    assert "Đã thôi gửi thư" in client.get(path).text
    asked()
    assert len(queued_mails()) == 1
    client.send(f"{path}/nhan")
    asked()
    assert len(queued_mails()) == 2


def test_orders_are_told_of_nevertheless(client: Client, purchase: Purchase) -> None:
    send(purchase, 1)
    with transaction():
        accounts.mute_mails(db.session.get_one(MailAddress, TYPED).token)
    assert send(purchase, 1) == 2
    assert {mail.unsubscribe for mail in queued_mails()} == {""}


def test_a_made_up_link_stops_nothing(client: Client) -> None:
    assert client.get("/thu/x").status_code == 404
    assert client.post("/thu/x").status_code == 404


def test_addresses_are_kept_no_longer_than_they_serve(purchase: Purchase) -> None:
    send(purchase, 1)
    asked()
    with transaction():
        accounts.mute_mails(db.session.get_one(MailAddress, "htx@example.test").token)
    with time_machine.travel(now() + timedelta(days=200), tick=False), transaction():
        assert accounts.forget_mail_addresses() == 1
    assert db.session.query(MailAddress.email).all() == [("htx@example.test",)]
