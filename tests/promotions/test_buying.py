"""Buying at the price of a promotion: what is frozen and counted, and who is told when nothing is left at it."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import orders
from marketplace.audit.checks import check
from marketplace.clock import pretending, today
from marketplace.database import db, transaction
from marketplace.orders.errors import BasketChanged
from marketplace.orders.models import Purchase
from marketplace.orders.reasons import TIME_RAN_OUT
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod
from marketplace.prices import PromotionPack
from marketplace.promotions import actions
from marketplace.vouchers import Bearer
from tests import factories
from tests.crowd import DONE, tried_at_once
from tests.promotions.promoting import honey, midnight, promote
from tests.vouchers.buying import bought
from tests.vouchers.test_using import voucher

SHIPPING_VND = 30_000


def taken() -> int:
    return db.session.scalars(select(PromotionPack.taken)).one()


def test_vouchers_are_counted_on_the_price_of_the_promotion_and_units_come_back(app: Flask) -> None:
    jar = honey()
    promote(jar, first=today(), most_units=3)
    voucher("SHOPGIAM", bearer=Bearer.SELLER, seller_id=jar.seller_id)
    order = bought((jar.variants[0], 2), codes=("SHOPGIAM",)).orders[0]
    assert (order.lines[0].unit_price_vnd, order.goods_vnd) == (150_000, 270_000)
    pack_id = db.session.scalars(select(PromotionPack.id)).one()
    assert (taken(), orders.sold_in_promotion([pack_id])) == (2, {pack_id: 2})
    db.session.expire_all()
    two = bought((jar.variants[0], 2), codes=()).orders[0]  # one is left at that price: all or none of a line
    assert two.lines[0].unit_price_vnd == 165_000
    with factories.heard():
        orders.cancel(order, by=None, role=ActorRole.BUYER, reason="Đổi ý")
    assert taken() == 0
    assert check(db.session()) == []


def test_a_hold_that_runs_out_gives_units_back_and_a_revived_order_keeps_its_price(app: Flask) -> None:
    jar = honey(left=50)
    promote(jar, first=today(), most_units=1)
    order = bought((jar.variants[0], 1), codes=(), paying=PaymentMethod.TRANSFER).orders[0]
    orders.cancel(order, by=None, role=ActorRole.SYSTEM, reason=TIME_RAN_OUT)
    assert taken() == 0
    orders.revive(order, OrderState.AWAITING_PAYMENT)
    assert (taken(), order.lines[0].unit_price_vnd) == (1, 150_000)
    assert check(db.session()) == []


def test_placing_takes_the_price_of_its_moment(app: Flask) -> None:
    jar = honey()
    promote(jar)
    filled = factories.basket((jar.variants[0], 1))
    agreed = {"checkout_token": filled.checkout_token, "cart_token": filled.token, "buyer": None, "locale": "vi"}
    with pretending(midnight(1)):
        with pytest.raises(BasketChanged):
            orders.place(**agreed, recipient=factories.BA_DINH, shown_total_vnd=165_000 + SHIPPING_VND)
        placed = orders.place(**agreed, recipient=factories.BA_DINH, shown_total_vnd=150_000 + SHIPPING_VND)
    assert placed.orders[0].lines[0].unit_price_vnd == 150_000


def order_at_once(app: Flask) -> list[str]:
    """Four orders of one jar each, of which two are left at the price of the promotion."""
    with transaction():
        jar = honey(left=30)
        promote(jar, first=today(), most_units=2)
        pack = jar.variants[0]
    baskets = []
    for _ in range(4):
        with transaction():
            filled = factories.basket((pack, 1))
            baskets.append((filled.token, filled.checkout_token))

    def place(token: str, checkout_token: str) -> None:
        to, total_vnd = orders.Recipient(**vars(factories.BA_DINH)), 150_000 + SHIPPING_VND
        said = {"buyer": None, "recipient": to, "shown_total_vnd": total_vnd, "locale": "vi"}
        orders.place(checkout_token=checkout_token, cart_token=token, **said)

    return tried_at_once(app, [partial(place, *each) for each in baskets])


def test_the_last_units_at_a_price_go_to_the_first_and_the_others_are_told(committed_app: Flask) -> None:
    told = order_at_once(committed_app)
    assert told.count(DONE) == 2
    assert {*told} - {DONE} <= {"PromotionUsedUp", "BasketChanged"}
    assert (taken(), db.session.query(Purchase).count()) == (2, 2)


def test_without_the_condition_too_many_are_sold_at_that_price(
    committed_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: the number that was read is believed."""
    monkeypatch.setattr(actions, "_count_one", lambda _counted: True)
    assert order_at_once(committed_app) == [DONE] * 4
