"""After the time that the law gives nobody knows whom an order was for; what it came to is as it was."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, text, update

from marketplace import audit, documents, orders
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.orders import forgetting
from marketplace.orders.forgetting import KEPT, NOBODY
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import OrderState, PaymentState
from tests import factories, people
from tests.client import Client
from tests.people import Cast
from tests.work import work

LATER = KEPT + timedelta(days=2)
SUMS = text(
    "SELECT sum(goods_vnd), sum(shipping_vnd), sum(total_vnd), sum(paid_vnd), min(province_code) FROM purchases"
)


@pytest.fixture
def delivered(app: Flask, cast: Cast) -> Purchase:
    """An order that reached its buyer today."""
    with transaction():
        honey = factories.product(cast.seller_a, "Mật ong")
        return factories.delivered(honey).purchase


def known() -> list[str]:
    db.session.expire_all()
    return list(db.session.scalars(select(Purchase.recipient_name).where(Purchase.forgotten_at.is_(None))))


def test_who_it_was_for_is_blanked_and_nothing_else(delivered: Purchase) -> None:
    before, name = db.session.execute(SUMS).one(), delivered.recipient_name
    papers = list(db.session.scalars(select(documents.Document.content)))
    with time_machine.travel(now() + LATER, tick=False):
        assert work("closed_orders") == {"closed_orders": 1} or known() == []
    (bought,) = db.session.scalars(select(Purchase)).all()
    assert (bought.recipient_name, bought.phone, bought.street) == (NOBODY,) * 3
    assert (bought.recipient_folded, bought.email, bought.old_address, bought.note) == ("", None, "", "")
    assert name not in str(vars(bought))
    assert db.session.execute(SUMS).one() == before
    assert list(db.session.scalars(select(documents.Document.content))) == papers
    assert audit.check(db.session()) == []


def test_until_then_it_is_known(delivered: Purchase) -> None:
    with time_machine.travel(now() + KEPT - timedelta(days=1), tick=False), transaction():
        assert orders.forget_people() == 0
    assert known() == [delivered.recipient_name]


@pytest.mark.parametrize(
    "change",
    [
        update(Order).values({"state": OrderState.SHIPPED}),
        update(Purchase).values(paid_vnd=5_000, refunding_vnd=5_000),
        update(Purchase).values({"payment_state": PaymentState.AWAITING}),
    ],
    ids=["on the road", "money on its way back", "money awaited"],
)
def test_what_has_not_ended_is_known(delivered: Purchase, change: object) -> None:
    db.session.execute(change)  # type: ignore[call-overload]
    with time_machine.travel(now() + LATER, tick=False), transaction():
        assert orders.forget_people() == 0


def test_it_is_done_some_at_a_time_and_begun_anew_where_it_ended(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    with transaction():
        honey = factories.product(cast.seller_a, "Mật ong")
        for _number in range(3):
            factories.delivered(honey)
    with time_machine.travel(now() + LATER, tick=False):
        with transaction():
            assert orders.forget_people() == 2
        assert len(known()) == 1
        with transaction():
            assert [orders.forget_people(), orders.forget_people()] == [1, 0]


def test_its_pages_still_open(delivered: Purchase, cast: Cast, client: Client) -> None:
    with time_machine.travel(now() + LATER, tick=False):
        with transaction():
            orders.forget_people()
        number = delivered.orders[0].number
        assert NOBODY in client.get(f"/don/{delivered.token}").text
        assert NOBODY in people.signed_in(client, cast.owner_a).get(f"/ban-hang/don/{number}").text
        assert NOBODY in people.signed_in(client, cast.operator).get(f"/van-hanh/don?don={number}").text
