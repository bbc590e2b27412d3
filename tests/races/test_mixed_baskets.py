"""A crowd buys the same three goods of three sellers, whose baskets were filled in opposite orders."""

from collections import Counter
from dataclasses import dataclass
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from marketplace import audit, cart, orders, stock
from marketplace.catalogue.models import Variant
from marketplace.database import db, transaction
from marketplace.orders.models import OrderLine
from marketplace.stock.models import Lot
from marketplace.stock.queries import LotInHand
from tests import factories
from tests.client import Client, visitor_of
from tests.crowd import together
from tests.factories import BA_DINH

AT_ONCE = 12
"""So many of the crowd press the button in the same moment; the others follow them."""
SIZES = [(36, 6), *[pytest.param(500, 50, marks=pytest.mark.long, id=f"500-50-{turn}") for turn in range(1, 21)]]


@dataclass
class Buyer:
    """A browser with a filled basket, and the form of its checkout."""

    client: Client
    form: dict[str, str]


@pytest.fixture
def goods(committed_app: Flask) -> list[Variant]:
    with transaction():
        return [factories.product(factories.seller(f"HTX {name}"), name, left=0).variants[0] for name in "ABC"]


def crowd_of(app: Flask, goods: list[Variant], size: int, units: int) -> list[Buyer]:
    """Everybody wants one of each; of each there are so many."""
    with transaction():
        for variant in goods:
            factories.lot(variant, units)
    return [_buyer(app, goods[:: 1 if number % 2 else -1], number) for number in range(size)]


def _buyer(app: Flask, wanted: list[Variant], number: int) -> Buyer:
    with transaction():
        basket = factories.basket(*((variant, 1) for variant in wanted))
        token, checkout_token = basket.token, basket.checkout_token
        place = {"province_code": BA_DINH.province_code, "commune_code": BA_DINH.commune_code}
        total_vnd = orders.quote(cart.parcels_in(basket), **place).total_vnd
    client = visitor_of(app)
    with client.session_transaction() as session:
        session["cart"] = token
    form = {
        "phone": f"09{number:08}",
        "name": "Đinh Thị Mẫu",
        "street": "Số 8, ngõ 12",
        **place,
        "payment": ("cod", "transfer")[number % 2],
        "checkout_token": checkout_token,
        "shown_total": str(total_vnd),
        "csrf_token": client.token(),
    }
    return Buyer(client, form)


def rush(app: Flask, buyers: list[Buyer]) -> Counter[int]:
    """How often each status was the answer."""

    def press(part: list[Buyer]) -> list[int]:
        return [buyer.client.post("/dat-hang", data=buyer.form).status_code for buyer in part]

    told = together(app, [partial(press, buyers[first::AT_ONCE]) for first in range(AT_ONCE)])
    db.session.rollback()
    return Counter(status for part in told for status in part)


def sold(goods: list[Variant]) -> list[int]:
    units = select(func.sum(OrderLine.quantity)).group_by(OrderLine.variant_id).order_by(OrderLine.variant_id)
    return [int(each) for each in db.session.scalars(units)]


@pytest.mark.parametrize(("size", "units"), SIZES)
def test_exactly_what_there_is_gets_sold_and_everybody_else_is_told(
    committed_app: Flask, goods: list[Variant], size: int, units: int
) -> None:
    answers = rush(committed_app, crowd_of(committed_app, goods, size, units))

    assert answers == {303: units, 409: size - units}
    assert sold(goods) == [units] * len(goods)
    assert audit.check(db.session()) == []


def test_without_the_condition_on_the_lots_more_is_sold_than_there_was(
    committed_app: Flask, goods: list[Variant], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: everybody writes back what was there at first less their own."""
    buyers = crowd_of(committed_app, goods, size=12, units=2)
    seen = {lot.variant_id: [LotInHand(lot.id, lot.on_hand, None)] for lot in db.session.scalars(select(Lot))}
    db.session.rollback()

    def unguarded(lot_id: int, quantity: int) -> bool:
        db.session.execute(update(Lot).where(Lot.id == lot_id).values(on_hand=2 - quantity))
        return True

    monkeypatch.setattr(stock.actions, "lots_to_sell", lambda variants: {key: seen[key] for key in variants})
    monkeypatch.setattr(stock.actions, "take_from_lot", unguarded)
    rush(committed_app, buyers)

    assert max(sold(goods)) > 2
