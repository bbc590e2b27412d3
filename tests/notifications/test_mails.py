from typing import Any

import pytest
from flask import Flask, url_for

from marketplace import orders
from marketplace.accounts.models import User
from marketplace.database import db, transaction
from marketplace.notifications import certificate_handlers, fee_letters, mails, money_handlers, request_paths
from marketplace.orders.states import ActorRole
from tests import factories
from tests.work import QueuedMail, queued_mails

BASE = "http://127.0.0.1:5000"


def queued() -> QueuedMail:
    (mail,) = queued_mails()
    return mail


def test_the_reset_mail_carries_the_link_under_the_configured_address(app: Flask) -> None:
    person = factories.user("Chị Mẫu Lan")
    with app.test_request_context(headers={"Host": "evil.example"}), transaction():
        mails.password_reset_mail(person, "tok-en_1")
    letter = queued()
    assert letter.recipient == person.email
    assert letter.subject == "Đặt lại mật khẩu Gùi"
    assert "Chào Chị Mẫu Lan," in letter.body
    assert f"{BASE}/dat-lai/tok-en_1\n" in letter.body
    assert "evil" not in letter.body


def test_a_mail_speaks_the_persons_language(app: Flask) -> None:
    with transaction():
        mails.password_reset_mail(factories.user("Ms Mau", locale="en"), "token")
    assert queued().subject == "Set a new Gùi password"


def test_a_person_without_an_address_gets_no_mail(app: Flask) -> None:
    with transaction():
        mails.password_changed_mail(User(name="Chị Mẫu", phone="+84912345678"))
    assert queued_mails() == []


def test_a_name_is_plain_text_and_starts_no_new_mail(app: Flask) -> None:
    with transaction():
        mails.password_changed_mail(factories.user("<b>Lan & Mai</b> {{ 7 * 7 }}"))
    assert "Chào <b>Lan & Mai</b> {{ 7 * 7 }}," in queued().body


def test_the_confirmation_says_what_was_ordered_and_where_to_follow_it(app: Flask) -> None:
    placed = purchase(email="lan@example.test")
    with transaction():
        mails.purchase_placed_mail(placed)
    body = queued().body
    assert placed.code in queued().subject
    assert "- 2 × Mật ong rừng, hũ 500 ml: 330.000\u00a0₫" in body
    assert "HTX Green Life" in body
    assert f"{BASE}/don/{placed.token}\n" in body
    assert "viết cho hotro@" in body
    assert placed.phone not in body
    assert placed.street not in body


def test_a_guest_without_an_address_gets_no_confirmation(app: Flask) -> None:
    placed = purchase(email=None)
    with transaction():
        mails.purchase_placed_mail(placed)
    assert queued_mails() == []


def test_the_seller_reads_what_to_pack_and_nothing_of_the_buyer(app: Flask) -> None:
    placed = purchase(email=None)
    order = placed.orders[0]
    order.seller.email = "htx@example.test"
    db.session.commit()
    with transaction():
        mails.new_order_mail(order)
    letter = queued()
    assert letter.recipient == "htx@example.test"
    assert order.number in letter.subject
    assert "- 2 × Mật ong rừng, hũ 500 ml" in letter.body
    assert not {placed.recipient_name, placed.phone, placed.street} & set(letter.body.splitlines())


@pytest.mark.parametrize(
    ("path", "endpoint", "values"),
    [
        (mails.RESET_PATH, "auth.reset", {"token": "x"}),
        (mails.FORGOT_PATH, "auth.forgot", {}),
        (mails.TRACKING_PATH, "purchases.track", {"token": "x"}),
        (mails.SELLER_ORDER_PATH, "shop_orders.show", {"number": "x"}),
        (mails.QUESTIONS_PATH, "questions.list", {"slug": "x"}),
        (mails.INBOX_PATH, "shop_inbox.list", {}),
        (request_paths.SHOP, "shop_dashboard.show", {}),
        (fee_letters.GOODS_PATH, "shop_products.list", {}),
        (money_handlers.MONEY_PATH, "shop_money.show", {}),
        (request_paths.FILING, "shop_certificate_filings.show", {"ref": "x"}),
        (certificate_handlers.SHOP_PATH, "shop_certificates.list", {}),
        (certificate_handlers.DESK_PATH, "operator_certificates.show", {"ref": "x"}),
        (request_paths.APPLYING, "shop_application.about", {}),
    ],
)
def test_links_in_mails_lead_to_the_pages(app: Flask, path: str, endpoint: str, values: dict[str, Any]) -> None:
    with app.test_request_context():
        assert path.format(**values) == url_for(endpoint, **values)


def purchase(*, email: str | None) -> Any:
    """Two jars of honey for a guest."""
    placed = factories.purchase((factories.product().variants[0], 2))
    placed.email = email
    db.session.commit()
    return placed


def test_the_buyer_hears_that_the_parcel_is_on_its_way_with_its_number(app: Flask) -> None:
    order = purchase(email="lan@example.test").orders[0]
    with transaction():
        orders.confirm(order, by=None)
        orders.pack(order, by=None)
        orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN2611773")
    assert "Bưu điện, mã vận đơn VN2611773" in queued().body
    assert "Chuẩn bị sẵn 360.000\u00a0₫ tiền mặt" in queued().body


def test_the_buyer_reads_why_an_order_was_cancelled(app: Flask) -> None:
    order = purchase(email="lan@example.test").orders[0]
    with transaction():
        orders.cancel(order, by=None, role=ActorRole.OPERATOR, reason="Lứa này đã hết.")
    assert "Lứa này đã hết." in queued().body
    assert order.number in queued().subject
