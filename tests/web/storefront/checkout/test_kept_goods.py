"""The last jars are kept for whoever pays, for half an hour and no longer, whether a worker runs or not."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from marketplace import audit, payments
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.orders.models import Purchase
from marketplace.orders.states import TIME_KEPT, OrderState
from marketplace.stock.models import Lot
from tests import factories, people
from tests.client import Client, visitor_of
from tests.people import Cast
from tests.web.storefront.shopping import order, put
from tests.work import queued_mails

MINUTE = timedelta(minutes=1)


@pytest.fixture
def visitor(app: Flask) -> Client:
    """Somebody else's browser."""
    return visitor_of(app)


@pytest.fixture
def last(cast: Cast) -> Product:
    """Two jars, of which a buyer gets two a day."""
    product = factories.product(cast.seller_a, left=2)
    product.variants[0].most_per_buyer = 2
    return product


def kept_by(client: Client, product: Product) -> Purchase:
    put(client, product, 2)
    placed = order(client, payment="transfer", email="mau@example.test")
    assert "/tra-tien" in placed.headers["Location"]
    return db.session.query(Purchase).one()


def test_what_somebody_pays_for_is_kept_half_an_hour_and_then_anybodys(
    client: Client, visitor: Client, cast: Cast, last: Product
) -> None:
    first = kept_by(client, last)
    (waiting,) = first.orders
    lot = db.session.query(Lot).one()
    people.signed_in(seller := visitor, cast.owner_a)
    assert "trong đó 2 đang giữ cho khách trả tiền" in seller.get(f"/ban-hang/lo/{lot.ref}").text
    seller.send("/dang-xuat")
    with time_machine.travel(first.placed_at + TIME_KEPT - MINUTE, tick=False):
        assert put(visitor, last).status_code == 409
    with time_machine.travel(first.placed_at + TIME_KEPT + MINUTE, tick=False):
        assert put(visitor, last, 2).status_code == 303
        bought = order(visitor, phone="0987 654 321")
        assert bought.status_code == 303, "no worker had to call the first one off"
        db.session.expire_all()
        assert (first.payment_state, waiting.state) == ("expired", OrderState.CANCELLED)
        assert any("Chưa thấy tiền của đơn" in str(mail) for mail in queued_mails())
        people.signed_in(seller, cast.owner_a)
        assert "Khách không trả tiền kịp, hết giờ giữ nên về kho" in seller.get(f"/ban-hang/lo/{lot.ref}").text
        with transaction():
            pay(first)
    db.session.expire_all()
    assert first.refunding_vnd == first.paid_vnd > 0, "late money for what was sold meanwhile goes back"
    assert audit.check(db.session()) == []


def pay(purchase: Purchase) -> None:
    payments.receive(payments.get_purchase(purchase.code), purchase.total_vnd)


def test_who_did_not_pay_in_time_may_order_the_same_goods_again(client: Client, last: Product) -> None:
    first = kept_by(client, last)
    with time_machine.travel(first.placed_at + TIME_KEPT + MINUTE, tick=False):
        put(client, last, 2)
        assert order(client).status_code == 303, "what was kept in vain counts neither as sold nor as bought today"
    assert [one.state for one in db.session.query(Purchase).order_by(Purchase.id)[1].orders] == [OrderState.PLACED]


def test_paying_in_another_way_keeps_the_same_goods(client: Client, last: Product) -> None:
    first = kept_by(client, last)
    with time_machine.travel(now() + TIME_KEPT - MINUTE, tick=False):
        assert client.send(f"/don/{first.token}/tra-tien/cach", {"payment": "cod"}).status_code == 303
    db.session.expire_all()
    assert [one.state for one in first.orders] == [OrderState.PLACED]
