"""Notices of buyers, shops and operators: counted on the bell, read in one's language, chosen and forgotten."""

from collections.abc import Callable
from datetime import timedelta

from marketplace import messages, notices, orders
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.messages import Side, Words
from marketplace.notices import Channel
from marketplace.notices.models import Notice
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState
from marketplace.reviews import ReportReason
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.statements import counted
from tests.work import queued_mails, work

SignIn = Callable[[User], Client]
NONE = 'aria-label="Tin báo, chưa đọc: 0"'


def shipped(cast: Cast, honey: Product) -> Order:
    """An order of the buyer's that the shop has sent, told of as it happens."""
    with transaction():
        order = factories.order(honey, buyer=cast.buyer)
        orders.confirm(order, by=cast.owner_a)
        orders.pack(order, by=cast.owner_a)
        orders.ship(order, by=cast.owner_a, carrier="GHN", tracking_number="VN2611773")
    work("notice")
    return order


def test_a_buyer_reads_what_happened_and_marks_it(client_for: SignIn, cast: Cast, honey: Product) -> None:
    buyer = client_for(cast.buyer)
    assert NONE in buyer.get("/gio").text
    order = shipped(cast, honey)
    assert 'aria-label="Tin báo, chưa đọc: 2"' in buyer.get("/gio").text
    assert 'aria-label="Tin báo, chưa đọc: 2"' in buyer.get("/").text, "a page that is kept knows it as well"
    page = buyer.get("/tin-bao").text
    assert f"Đơn {order.number} đã gửi đi" in page
    assert f'href="/don/{order.purchase.token}"' in page
    newest = page.split('name="up_to" value="')[1].split('"')[0]
    with transaction():
        orders.deliver(orders.get_order(order.number, lock=True), by=None, role=ActorRole.BUYER)
        message = messages.write_about_order(order, Words("Bao giờ tới?"), by=cast.buyer)
        messages.write(message.thread, Words("Mai ạ."), side=Side.SELLER, by=cast.owner_a)
    work("notice")
    assert buyer.send("/tin-bao/da-doc", {"up_to": newest}, form_at="/tin-bao").status_code == 303
    assert 'aria-label="Tin báo, chưa đọc: 1"' in buyer.get("/gio").text, "what came meanwhile stays new"
    assert "trả lời bạn" in buyer.get("/tin-bao?xem=tin-nhan").text
    assert "đã gửi đi" not in buyer.get("/tin-bao?xem=tin-nhan").text
    buyer.send("/ngon-ngu", {"locale": "en"}, form_at="/tin-bao")
    assert "is on its way" in buyer.get("/tin-bao").text
    assert NONE in client_for(cast.neighbour).get("/gio").text


def test_a_shop_hears_by_person_and_nobody_hears_of_money_they_may_not_see(
    client_for: SignIn, cast: Cast, honey: Product
) -> None:
    order = shipped(cast, honey)
    with transaction():
        money = {"name": "payout_arrived", "kind": "money", "text_vi": "Tiền về", "text_en": "Money", "path": "/"}
        db.session.add(Notice(seller_id=cast.seller_a.id, **money))
    owner, packer = client_for(cast.owner_a), client_for(cast.packer_a)
    page = owner.get("/ban-hang/tin-bao").text
    assert "Tiền về" in page
    assert order.number in page
    assert "Tiền về" not in packer.get("/ban-hang/tin-bao").text
    assert 'chưa đọc: 1"' in packer.get("/ban-hang/them").text
    newest = page.split('name="up_to" value="')[1].split('"')[0]
    owner.send("/ban-hang/tin-bao/da-doc", {"up_to": newest}, form_at="/ban-hang/tin-bao")
    assert 'chưa đọc: 0"' in owner.get("/ban-hang/them").text
    assert 'chưa đọc: 1"' in packer.get("/ban-hang/them").text, "each of them reads for themselves"
    assert order.number not in client_for(cast.owner_b).get("/ban-hang/tin-bao").text


def test_operators_hear_of_a_reported_thread(client_for: SignIn, cast: Cast, honey: Product) -> None:
    with transaction():
        message = messages.write_about_product(honey, Words("Alo"), by=cast.buyer)
        messages.report(message.thread, side=Side.BUYER, reason=ReportReason.SPAM)
    work("notice")
    operator = client_for(cast.operator)
    page = operator.get("/van-hanh/tin-bao").text
    assert "Có người báo tin nhắn về Mật ong Green Life" in page
    newest = page.split('name="up_to" value="')[1].split('"')[0]
    assert operator.send("/van-hanh/tin-bao/da-doc", {"up_to": newest}, form_at="/van-hanh/tin-bao").status_code == 303
    assert 'class="new"' not in operator.get("/van-hanh/tin-bao").text


def test_mails_of_a_kind_can_be_stopped_and_what_is_owed_cannot(client_for: SignIn, cast: Cast, honey: Product) -> None:
    buyer = client_for(cast.buyer)
    page = buyer.get("/tin-bao/chon").text
    assert "luật buộc báo" in page
    wanted = {"chosen": "1", "mail": ["wishes"], "zalo": ["orders"]}
    assert buyer.send("/tin-bao/chon", wanted, form_at="/tin-bao/chon").status_code == 303
    assert notices.unwanted(Channel.MAIL, user_id=cast.buyer.id) == {"messages", "questions"}
    assert "orders" not in notices.unwanted(Channel.ZALO, user_id=cast.buyer.id)
    assert "money" in notices.unwanted(Channel.ZALO, user_id=cast.buyer.id)
    with transaction():
        message = messages.write_about_product(honey, Words("Alo"), by=cast.buyer)
        messages.write(message.thread, Words("Vâng"), side=Side.SELLER, by=cast.owner_a)
    work("notice")
    assert cast.buyer.email not in {mail.recipient for mail in queued_mails()}
    assert "trả lời bạn" in buyer.get("/tin-bao").text
    order = factories.order(honey, buyer=cast.buyer)
    order.purchase.email = cast.buyer.email
    db.session.commit()
    with transaction():
        orders.cancel(order, by=None, role=ActorRole.OPERATOR, reason="Hết hàng")
    assert order.state == OrderState.CANCELLED
    assert cast.buyer.email in {mail.recipient for mail in queued_mails()}


def test_the_bell_costs_guests_and_signed_in_people_no_statement(
    client: Client, client_for: SignIn, cast: Cast
) -> None:
    buyer = client_for(cast.buyer)
    for visitor, most in ((client, 0), (buyer, 1)):
        with counted() as statements:
            visitor.get("/sao-ocop")
        assert len([each for each in statements if "notice" in each.lower()]) <= most
        assert len(statements) <= 1 + most


def test_notices_are_forgotten_after_ninety_days(cast: Cast, honey: Product) -> None:
    shipped(cast, honey)
    db.session.query(Notice).filter(Notice.user_id.is_not(None)).update({"at": now() - timedelta(days=91)})
    assert notices.forget_old() == 2
    assert notices.of_person(cast.buyer.id, limit=9) == []
