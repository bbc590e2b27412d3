"""Who has the cash of a parcel, from the door to us."""

from datetime import date, timedelta

import pytest

from marketplace import audit, cash, orders
from marketplace.cash.models import Holder
from marketplace.cash.terms import due_on, terms_of
from marketplace.clock import today
from marketplace.counting import count_all
from marketplace.database import db, transaction
from marketplace.orders.states import ActorRole, PaymentMethod
from tests import factories
from tests.cash.tables import deliver, delivered, sent, take_in
from tests.people import Cast


def test_nobody_has_cash_before_the_parcel_is_delivered(cast: Cast) -> None:
    assert cash.custody_of(sent(cast.seller_a).id) is None


def test_the_carrier_has_the_cash_of_what_it_delivered(cast: Cast) -> None:
    order = delivered(cast.seller_a)
    custody = cash.custody_of(order.id)
    assert custody
    assert (custody.holder, custody.carrier, custody.open_vnd) == (Holder.CARRIER, "GHN", order.total_vnd)
    assert custody.due_on == today() + timedelta(days=3)
    assert audit.check(db.session()) == []


def test_the_seller_has_the_cash_of_what_a_coach_brought(cast: Cast) -> None:
    custody = cash.custody_of(delivered(cast.seller_a, "0912 345 678", carrier="Nhà xe Hải Vân").id)
    assert custody
    assert (custody.holder, custody.due_on) == (Holder.SELLER, None)


def test_we_have_what_a_seller_handed_over_once(cast: Cast) -> None:
    order = delivered(cast.seller_a, "0912 345 678", carrier="Nhà xe Hải Vân")
    for _ in range(2):
        with transaction():
            cash.hand_over(cash.lock_custody(order.number), by_id=cast.operator.id)
    custody = cash.custody_of(order.id)
    assert custody
    assert (custody.holder, [move.kind for move in custody.moves]) == (Holder.SHOP, ["collected", "remitted"])
    assert audit.check(db.session()) == []


def test_no_cash_is_taken_for_what_was_paid_before(cast: Cast) -> None:
    order = factories.order(factories.product(cast.seller_a), paying=PaymentMethod.TRANSFER)
    with transaction():
        orders.release(order)
        orders.confirm(order, by=None)
        orders.pack(order, by=None)
        orders.ship(order, by=None, carrier="GHN", tracking_number="GHN1")
        orders.deliver(order, by=None, role=ActorRole.SELLER)
    assert cash.custody_of(order.id) is None


def test_cash_counts_as_late_after_the_carriers_day(cast: Cast) -> None:
    custody = cash.custody_of(delivered(cast.seller_a).id)
    assert custody
    custody.due_on = today()
    assert not custody.is_late
    custody.due_on = today() - timedelta(days=1)
    assert custody.is_late


@pytest.mark.parametrize(("carrier", "days"), [("GHN", 3), ("Viettel Post", 5), ("Tự xưng", 7)])
def test_a_carrier_has_its_own_time_or_that_of_anybody(carrier: str, days: int) -> None:
    assert due_on(carrier, date(2026, 11, 2)) == date(2026, 11, 2) + timedelta(days=days)
    assert terms_of(carrier, date(2020, 1, 1)).days == days


def test_the_exposure_is_what_a_carrier_has_and_is_about_to_take(cast: Cast) -> None:
    first, second = delivered(cast.seller_a, "GHN001"), sent(cast.seller_b, "GHN002")
    other = delivered(cast.seller_a, "VTP001", carrier="Viettel Post")
    by_carrier = {holding.carrier: holding for holding in cash.holdings()}
    ghn = by_carrier["GHN"]
    assert (ghn.parcels, ghn.open_vnd, ghn.road_vnd) == (1, first.total_vnd, second.total_vnd)
    assert ghn.exposure_vnd == first.total_vnd + second.total_vnd
    assert by_carrier["Viettel Post"].open_vnd == other.total_vnd
    deliver(second)
    take_in(f"GHN001;;{first.total_vnd};0;{first.total_vnd}")
    (left,) = (holding for holding in cash.holdings() if holding.carrier == "GHN")
    assert (left.parcels, left.open_vnd, left.road_vnd) == (1, second.total_vnd, 0)


def test_late_cash_is_told_by_carrier(cast: Cast) -> None:
    custody = cash.custody_of(delivered(cast.seller_a).id)
    assert custody
    custody.due_on = today() - timedelta(days=2)
    db.session.flush()
    (ghn,) = cash.holdings()
    assert (ghn.late_parcels, ghn.late_vnd, count_all([cash.cash_to_do()])[0]) == (1, custody.open_vnd, 1)
    assert cash.held("GHN", late=True, limit=5) == [custody]
