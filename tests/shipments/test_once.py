"""Whatever happens between commit, call and commit, and whoever presses at the same time: one parcel at the carrier."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from marketplace import orders, shipments
from marketplace.clock import now, pretending
from marketplace.database import db, transaction
from marketplace.gateways.carriers import Carrier
from marketplace.orders.models import Order
from marketplace.shipments import flows
from marketplace.shipments.errors import AlreadyHandedOver
from marketplace.shipments.models import Shipment
from marketplace.shipments.states import ParcelState
from tests import factories
from tests.carriers import Carriers, carriers
from tests.crowd import together
from tests.dying import clean, dies, each_moment
from tests.shipments.parcels import news, packed

Press = tuple[int, str]


@pytest.fixture
def fake(committed_app: Flask) -> Iterator[Carriers]:
    with carriers(committed_app, "GHN") as started:
        yield started


def packed_for_good() -> Press:
    with transaction():
        variant = factories.product(factories.seller(), price_vnd=20_000).variants[0]
        order = factories.order(variant.product)
        orders.confirm(order, by=None)
        order = packed(order)
    return order.seller_id, order.number


def press(order: Press) -> list[str]:
    return flows.hand_over(*order, Carrier.GHN, count=1, by_id=None)


def press_too(order: Press, refused: list[str]) -> None:
    try:
        press(order)
    except AlreadyHandedOver:
        refused.append("in words")
    except IntegrityError:
        refused.append("by the index")
    db.session.rollback()


def test_whenever_it_dies_while_it_hands_a_parcel_over_there_is_one_at_the_carrier(
    committed_app: Flask, fake: Carriers
) -> None:
    for moment in each_moment():
        order = packed_for_good()
        before = fake.count()
        died = dies(committed_app, moment, partial(press, order))
        with pretending(now() + timedelta(minutes=20)):
            flows.look_after()
            if fake.count() == before:
                press(order)
        assert fake.count() == before + 1
        states = db.session.scalars(select(Shipment.state).join(Order).where(Order.number == order[1])).all()
        assert [state for state in states if state != ParcelState.REFUSED] == [ParcelState.BOOKED]
        db.session.rollback()
        if not died:
            break
    assert moment > 6, "before and after two commits and a call"
    clean(committed_app)


def test_who_presses_at_the_same_time_is_told_that_it_is_done(committed_app: Flask, fake: Carriers) -> None:
    order, refused = packed_for_good(), list[str]()
    together(committed_app, [partial(press_too, order, refused) for _ in range(3)])
    assert (fake.count(), refused) == (1, ["in words", "in words"])


@pytest.mark.postgresql
def test_without_the_lock_only_the_index_keeps_them_apart(
    committed_app: Flask, fake: Carriers, monkeypatch: pytest.MonkeyPatch
) -> None:
    if db.engine.dialect.name == "sqlite":
        pytest.skip("one writer at a time")
    order, refused = packed_for_good(), list[str]()
    unlocked = orders.get_order_of_seller
    monkeypatch.setattr(orders, "get_order_of_seller", lambda seller, number, lock: unlocked(seller, number))
    for _ in range(5):
        together(committed_app, [partial(press_too, order, refused) for _ in range(4)])
        if "by the index" in refused:
            break
        order = packed_for_good()
    assert "by the index" in refused


def test_the_same_notice_from_several_tries_counts_once(committed_app: Flask, fake: Carriers) -> None:
    [ref] = press(packed_for_good())
    told = news(shipments.get_shipment(ref), "picked")
    db.session.rollback()

    def take() -> None:
        with transaction():
            shipments.take_news(told)

    together(committed_app, [take] * 4)
    db.session.rollback()
    events = select(func.count()).select_from(Shipment).join(Shipment.events).where(Shipment.ref == ref)
    assert db.session.scalar(events) == 3
