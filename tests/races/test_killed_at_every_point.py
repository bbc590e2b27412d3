"""The process is killed before each statement and around each commit of placing, cancelling and refunding, and after
its answer; then the form is sent again as it was: one order, one cancellation, one refund, and what was answered holds.

By default at every sixth point, another one each time; with the mark `long` at all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace import cart, orders, payments, vouchers
from marketplace.catalogue.models import Variant
from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.orders.models import Order, OrderEvent, Purchase
from marketplace.orders.states import OrderState, PaymentMethod
from marketplace.payments.refund_models import Refund
from marketplace.stock.models import Lot
from marketplace.vouchers import Bearer, NewVoucher, Voucher, VoucherKind
from tests import factories, people
from tests.client import Client, visitor_of
from tests.dying import clean, dies_anywhere
from tests.factories import BA_DINH
from tests.people import Cast

UNITS = 200
STRIDES = [pytest.param(6, id="some"), pytest.param(1, id="all", marks=pytest.mark.long)]
PLACE = {"province_code": BA_DINH.province_code, "commune_code": BA_DINH.commune_code}
CODE = "CHOTET"


@dataclass
class Market:
    """Two shops with a pack each, a voucher for both, and a browser to send forms with."""

    app: Flask
    cast: Cast
    packs: list[Variant]

    def form(self) -> tuple[Client, dict[str, str]]:
        """A browser with a full basket, and the form of its checkout."""
        with transaction():
            basket = factories.basket(*((pack, 1) for pack in self.packs))
            total_vnd = orders.quote(cart.parcels_in(basket), **PLACE, codes=[CODE]).total_vnd
            token, checkout_token = basket.token, basket.checkout_token
        client = visitor_of(self.app)
        with client.session_transaction() as session:
            session["cart"], session["codes"] = token, [CODE]
        form = {
            "phone": "0900000123",
            "name": "Đinh Thị Mẫu",
            "street": "Số 8, ngõ 12",
            "payment": "cod",
            "checkout_token": checkout_token,
            "shown_total": str(total_vnd),
            "csrf_token": client.token(),
        }
        return client, form | PLACE

    def order(self, paying: PaymentMethod) -> Order:
        """An order of one pack, made by the shop's own action."""
        with transaction():
            return factories.purchase((self.packs[0], 1), paying=paying).orders[0]

    def on_hand(self) -> list[int]:
        return list(db.session.scalars(select(Lot.on_hand).order_by(Lot.variant_id)))


@pytest.fixture
def market(committed_app: Flask) -> Market:
    with transaction():
        cast = people.gather()
        goods = [factories.product(each, left=UNITS) for each in (cast.seller_a, cast.seller_b)]
        days = {"first_day": today(), "last_day": today() + timedelta(days=9)}
        new = NewVoucher(CODE, VoucherKind.PERCENT, Bearer.MARKET, basis_points=1_000, per_person=None, **days)
        vouchers.make(new, by=cast.operator)
        return Market(committed_app, cast, [each.variants[0] for each in goods])


def post(client: Client, path: str, form: dict[str, str]) -> str:
    """Where the answer leads; its status when it leads nowhere."""
    answer = client.post(path, data=form)
    return answer.location if answer.status_code == 303 else str(answer.status_code)


def at_each_point(
    market: Market, stride: int, sent: Callable[[], tuple[Client, str, dict[str, str]]], check: Any
) -> set[str]:
    """Send a form anew for each point and kill who works on it, send it again, and look; the names of the points."""
    points, moment = set[str](), 1
    while True:
        send = partial(post, *sent())
        death = dies_anywhere(market.app, moment, send)
        again = send()
        check(death.answer, again)
        db.session.rollback()
        if not death.point:
            return points
        points.add(f"{moment} {death.point}")
        moment += stride


@pytest.mark.parametrize("stride", STRIDES)
def test_an_order_is_placed_once_wherever_it_dies(market: Market, stride: int) -> None:
    placed: list[str] = []

    def check(answered: str, again: str) -> None:
        assert again.startswith("/don/"), "the form that is sent again leads to an order"
        assert answered in ("", again), "and to the one that was acknowledged"
        placed.append(again)

    def sent() -> tuple[Client, str, dict[str, str]]:
        client, form = market.form()
        return client, "/dat-hang", form

    points = at_each_point(market, stride, sent, check)
    assert len(set(placed)) == len(placed) == db.session.scalar(select(func.count()).select_from(Purchase))
    assert market.on_hand() == [UNITS - len(placed)] * 2
    assert db.session.scalars(select(Voucher.used)).one() == len(placed)
    assert len(points) >= 18 // stride
    clean(market.app)


@pytest.mark.parametrize("stride", STRIDES)
def test_an_order_is_called_off_once_wherever_it_dies(market: Market, stride: int) -> None:
    made: list[str] = []

    def sent() -> tuple[Client, str, dict[str, str]]:
        order, client = market.order(PaymentMethod.TRANSFER), visitor_of(market.app)
        made.append(order.number)
        form = {f"{order.number}-reason": "đặt nhầm cỡ", "csrf_token": client.token()}
        return client, f"/don/{order.purchase.token}/{order.number}/huy", form

    def check(answered: str, again: str) -> None:
        assert again in ("409", answered) or again.startswith("/don/")
        assert not answered or again == "409", "what was called off is not called off again"

    points = at_each_point(market, stride, sent, check)
    states = db.session.scalars(select(Order.state).where(Order.number.in_(made))).all()
    assert set(states) == {OrderState.CANCELLED}
    steps = select(func.count()).where(OrderEvent.state == OrderState.CANCELLED)
    assert db.session.scalar(steps) == len(made)
    assert market.on_hand() == [UNITS, UNITS]
    assert len(points) >= 12 // stride
    clean(market.app)


@pytest.mark.parametrize("stride", STRIDES)
def test_money_is_given_back_once_wherever_it_dies(market: Market, stride: int) -> None:
    client, made = people.signed_in(visitor_of(market.app), market.cast.operator), list[int]()

    def sent() -> tuple[Client, str, dict[str, str]]:
        with transaction():
            order = factories.purchase((market.packs[0], 1), paying=PaymentMethod.TRANSFER).orders[0]
            payments.receive(order.purchase, order.total_vnd)
        with transaction():
            arrived = orders.get_order(order.number, lock=True)
            orders.confirm(arrived, by=None)
            orders.pack(arrived, by=None)
            orders.ship(arrived, by=None, carrier="Bưu điện", tracking_number="VN2611773")
        made.append(order.id)
        form = {
            "units_1": "1",
            "reason": "damaged",
            "bearer": "seller",
            "note": "Ảnh cho thấy hũ vỡ.",
            "total": str(arrived.goods_vnd),
            "ref": f"{len(made):012}",
            "seen": "0",
            "csrf_token": client.token(),
        }
        return client, f"/van-hanh/don/{order.number}/hoan-tien", form

    def check(answered: str, again: str) -> None:
        assert again.endswith(f"{len(made):012}")
        assert answered in ("", again)

    points = at_each_point(market, stride, sent, check)
    per_order = select(Refund.order_id, func.count()).group_by(Refund.order_id).order_by(Refund.order_id)
    assert db.session.execute(per_order).all() == [(order_id, 1) for order_id in made]
    assert len(points) >= 15 // stride
    clean(market.app)
