"""Sample orders go the way of real ones, and none of them can ever be written."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError

from marketplace import fees, practice
from marketplace.accounts.models import User
from marketplace.clock import now, pretending
from marketplace.database import db
from marketplace.orders.errors import LotChanged, MoveRefused, OrderNotFound
from marketplace.orders.packing import CLOSE, LABEL
from marketplace.orders.states import OrderState
from marketplace.practice import Exercise, NotPractising, PracticeShop, ShortOfGoods
from marketplace.sellers.models import SellerKind
from marketplace.stock.errors import LotNotThere
from tests import factories

FIRST, SECOND, SHORT = "TAP-MAU-1", "TAP-MAU-2", "TAP-MAU-3"


@pytest.fixture
def person(app: Flask) -> User:
    return factories.user("Chị Mẫu Tập")


@pytest.fixture
def mine(person: User) -> PracticeShop:
    return practice.start(person)


def tick_all(mine: PracticeShop, number: str) -> None:
    for job in practice.get_parcel(mine, number).jobs:
        practice.tick(mine, number, job.key, seen=job.seen)


def done(mine: PracticeShop) -> set[Exercise]:
    return {step.exercise for step in practice.steps_of(mine) if step.is_done}


def send(mine: PracticeShop, number: str) -> None:
    practice.accept(mine, number)
    tick_all(mine, number)
    practice.pack(mine, number)
    practice.hand_over(mine, number, carrier="GHN", tracking_number="TAP1")


def test_a_parcel_goes_from_new_to_delivered(mine: PracticeShop) -> None:
    send(mine, FIRST)
    practice.deliver(mine, FIRST)
    order = practice.get_parcel(mine, FIRST).order
    assert order.state == OrderState.DELIVERED
    assert [event.state for event in order.events] == ["placed", "confirmed", "packed", "shipped", "delivered"]
    assert order.tracking_number == "TAP1"
    assert done(mine) == {Exercise.ACCEPT, Exercise.PACK, Exercise.HAND_OVER}


def test_what_is_out_of_turn_is_refused(mine: PracticeShop) -> None:
    with pytest.raises(MoveRefused):
        practice.pack(mine, FIRST)
    with pytest.raises(MoveRefused):
        practice.tick(mine, FIRST, CLOSE, seen="")
    practice.accept(mine, FIRST)
    with pytest.raises(MoveRefused):
        practice.accept(mine, FIRST)
    with pytest.raises(OrderNotFound):
        practice.accept(mine, "2611-7KMXP-1")


def test_an_order_that_asks_for_more_than_there_is_can_only_be_called_off(mine: PracticeShop) -> None:
    practice.accept(mine, SHORT)
    job = practice.get_parcel(mine, SHORT).jobs[0]
    with pytest.raises(ShortOfGoods):
        practice.tick(mine, SHORT, job.key, seen=job.seen)
    with pytest.raises(ShortOfGoods):
        practice.pack(mine, SHORT)
    practice.cancel(mine, SHORT, reason="Hàng vừa hết")
    order = practice.get_parcel(mine, SHORT).order
    assert (order.state, order.net_vnd, order.events[-1].note) == (OrderState.CANCELLED, 0, "Hàng vừa hết")
    assert done(mine) == {Exercise.ACCEPT, Exercise.CALL_OFF}


def test_units_come_from_the_lot_that_was_chosen(mine: PracticeShop) -> None:
    practice.accept(mine, FIRST)
    before = practice.get_parcel(mine, FIRST).jobs[0]
    practice.tick(mine, FIRST, before.key, seen=before.seen)
    practice.choose_lot(mine, FIRST, before.key, "TAP-1026")
    after = practice.get_parcel(mine, FIRST).jobs[0]
    assert [(lot.code, lot.taken) for lot in after.taken] == [("TAP-1026", 2)]
    assert after.tick is None
    with pytest.raises(LotChanged):
        practice.tick(mine, FIRST, after.key, seen=before.seen)
    with pytest.raises(LotNotThere):
        practice.choose_lot(mine, FIRST, after.key, "KHONG-CO")


def test_a_tick_can_be_taken_back(mine: PracticeShop) -> None:
    practice.accept(mine, SECOND)
    practice.tick(mine, SECOND, LABEL, seen="")
    practice.untick(mine, SECOND, LABEL)
    assert [job.tick for job in practice.get_parcel(mine, SECOND).jobs] == [None] * 4


def test_the_money_is_that_of_the_shop_one_has(person: User) -> None:
    seller = factories.seller("Hộ Mẫu")
    seller.kind, seller.commission_bp = SellerKind.HOUSEHOLD_BUSINESS, 300
    factories.member(seller, person)
    order = practice.get_parcel(practice.start(person), FIRST).order
    assert order.net_vnd == fees.quote_line(330_000, seller).net_vnd
    assert order.withheld_vnd > 0


def test_beginning_anew_forgets_everything(mine: PracticeShop, person: User) -> None:
    send(mine, FIRST)
    practice.note_label(mine)
    practice.note_money(mine)
    assert len(done(mine)) == 5
    practice.start(person)
    assert done(practice.get_shop(person.id)) == set()


def test_only_what_nobody_used_for_four_weeks_is_cleared_away(person: User) -> None:
    with pretending(now() - timedelta(days=40)):
        practice.start(factories.user("Người cũ"))
        practice.start(person)
    practice.accept(practice.get_shop(person.id), FIRST)
    assert (practice.forget_unused(), practice.forget_unused()) == (1, 0)
    assert practice.get_shop(person.id).parcels


def test_who_never_began_has_no_parcels(person: User) -> None:
    with pytest.raises(NotPractising):
        practice.get_shop(person.id)


def test_sample_orders_are_in_no_session_and_the_database_refuses_them(mine: PracticeShop) -> None:
    """Whatever list forgets a filter, there is nothing for it to find."""
    order = practice.get_parcel(mine, FIRST).order
    for thing in (order, order.purchase, order.seller, *order.lines, *order.events):
        assert inspect(thing).transient
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.add(thing)
            db.session.flush()
