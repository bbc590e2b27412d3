from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from marketplace import notifications
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.wishlist.models import Reminder
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.work import QueuedMail, queued_mails

LAN = "lan@example.test"


@pytest.fixture
def noodles(cast: Cast) -> Product:
    """Sold out, made in March."""
    return factories.product(cast.seller_a, "Miến dong", left=0, season_months=0b100)


def ask(client: Client, product: Product, email: str = LAN, **more: str) -> TestResponse:
    path = f"/p/{product.slug}/nhac"
    return client.send(path, {"email": email, "when": "co-hang", **more})


def waiting() -> list[Reminder]:
    return list(db.session.scalars(select(Reminder).order_by(Reminder.id)))


def path_in(mail: QueuedMail, beginning: str) -> str:
    """Where the link in the mail leads that begins like this."""
    link = next(line for line in mail.body.splitlines() if f"{beginning}" in line)
    return link[link.index(beginning) :]


def test_a_guest_answers_a_mail_before_anything_else_is_sent(client: Client, noodles: Product) -> None:
    assert ask(client, noodles).location == f"/p/{noodles.slug}"
    (mail,) = queued_mails()
    assert (mail.recipient, mail.subject) == (LAN, "Nhắc bạn khi có Miến dong?")
    path = path_in(mail, "/nhac/")
    assert "Đúng, nhắc tôi" in client.get(path).text
    assert waiting()[0].confirmed_at is None, "opening the link changes nothing"
    client.send(path, form_at=path)
    assert "Chúng tôi sẽ nhắc bạn" in client.get(path).text


def test_the_reminder_comes_once_with_a_way_to_hear_no_more(client: Client, noodles: Product) -> None:
    ask(client, noodles)
    path = path_in(queued_mails()[0], "/nhac/")
    client.send(path, form_at=path)
    assert notifications.send_due_reminders() == 0
    factories.lot(noodles.variants[0], 5)
    db.session.commit()
    assert [notifications.send_due_reminders() for _ in range(2)] == [1, 0]
    mail = queued_mails()[1]
    assert mail.subject.startswith("Đã có hàng lại: Miến dong, giữ cho bạn đến")
    assert "Chợ giữ một phần cho bạn" in client.get(path_in(mail, "/nhac/")).text


def test_a_persons_own_address_stands_there_and_needs_no_answer(buyer: Client, cast: Cast, noodles: Product) -> None:
    assert f'value="{cast.buyer.email}"' in buyer.get(f"/p/{noodles.slug}/nhac").text
    ask(buyer, noodles, str(cast.buyer.email), when="vao-mua")
    assert queued_mails() == []
    page = buyer.get("/mon-thich").text
    assert "Chúng tôi sẽ nhắc bạn qua buyer@example.test." in page
    assert "Khi vào mùa, từ 01/03/" in page


def test_a_person_stops_waiting_on_her_list(buyer: Client, cast: Cast, noodles: Product) -> None:
    ask(buyer, noodles, str(cast.buyer.email))
    assert "Đang chờ nhắc" in buyer.get("/mon-thich").text
    buyer.send(f"/nhac/{waiting()[0].token}/bo", form_at="/mon-thich")
    assert "Đang chờ nhắc" not in buyer.get("/mon-thich").text


def test_one_link_stops_everything_for_its_address(client: Client, noodles: Product, cast: Cast) -> None:
    for product in (noodles, factories.product(cast.seller_b, "Cam", left=0)):
        ask(client, product)
    ask(client, noodles, "mai@example.test")
    path = path_in(queued_mails()[0], "/nhac/")
    client.send(f"{path}/bo", {"everything": "1"}, form_at=path)
    assert [reminder.email for reminder in waiting()] == ["mai@example.test"]
    assert client.get(path).status_code == 404


def test_an_answer_tells_no_stranger_who_waits(app: Flask, client: Client, noodles: Product) -> None:
    ask(client, noodles)
    path = path_in(queued_mails()[0], "/nhac/")
    client.send(path, form_at=path)
    first, second = client, app.test_client()
    told = []
    for somebody, email in ((first, LAN), (second, "mai@example.test")):
        ask(somebody, noodles, email)
        told.append(somebody.get("/don").text.split('role="status"')[1].split("</div>")[0].replace(email, ""))
    assert told[0] == told[1]


@pytest.mark.parametrize(
    "email", ["", "khong-phai", "a@", "\x00", "x" * 300 + "@example.test", "a@b@c", "lan@example.test\nBcc: x"]
)
def test_an_address_nobody_can_write_to_is_refused_and_kept(client: Client, noodles: Product, email: str) -> None:
    answer = ask(client, noodles, email)
    assert answer.status_code == 422
    assert "Địa chỉ e-mail viết chưa đúng." in answer.text
    assert waiting() == []


def test_a_time_that_is_not_offered_is_refused(client: Client, noodles: Product, cast: Cast) -> None:
    all_year = factories.product(cast.seller_a, "Chè", left=0)
    assert ask(client, noodles, when="bao-gio-cung-duoc").status_code == 422
    assert ask(client, all_year, when="vao-mua").status_code == 422
    assert "vao-mua" not in client.get(f"/p/{all_year.slug}/nhac").text


def test_what_can_be_bought_needs_no_reminder(client: Client, honey: Product) -> None:
    answer = ask(client, honey)
    assert answer.status_code == 409
    assert "Món này đang còn hàng, mua được ngay." in answer.text
    assert client.get(f"/p/{honey.slug}/nhac").status_code == 409


@pytest.mark.parametrize("token", ["khong-co", "%00", "x" * 300])
def test_a_link_that_leads_nowhere_says_so(client: Client, token: str) -> None:
    answer = client.get(f"/nhac/{token}")
    assert answer.status_code == 404
    for path in (f"/nhac/{token}", f"/nhac/{token}/bo"):
        assert client.send(path).status_code == 404


def test_a_mailbox_cannot_be_flooded(client: Client, cast: Cast) -> None:
    goods = [factories.product(cast.seller_a, f"Miến số {number}", left=0) for number in range(11)]
    answers = [ask(client, product).status_code for product in goods]
    assert answers == [303] * 10 + [429]


def test_the_links_are_kept_from_search_engines_and_caches(client: Client, noodles: Product) -> None:
    ask(client, noodles)
    answer: Any = client.get(path_in(queued_mails()[0], "/nhac/"))
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_mails_speak_the_language_of_the_page(client: Client, noodles: Product) -> None:
    client.send("/ngon-ngu", {"locale": "en"})
    ask(client, noodles)
    assert queued_mails()[0].subject == "Remind you when there is Miến dong?"


def test_asked_again_the_reminder_speaks_the_language_of_the_last_time(client: Client, noodles: Product) -> None:
    ask(client, noodles)
    client.send("/ngon-ngu", {"locale": "en"})
    ask(client, noodles)
    assert [mail.subject[:6] for mail in queued_mails()] == ["Nhắc b", "Remind"]
    assert db.session.scalars(select(Reminder.locale)).one() == "en"
