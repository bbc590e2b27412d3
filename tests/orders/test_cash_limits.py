"""Who may pay at the door, how much, and who is called first."""

from datetime import date, timedelta

import pytest

from marketplace import orders
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.orders.cash_limits import Record, Rules, check_cod, judge, rules_on
from marketplace.orders.errors import CallAwaited, CallNotAwaited, CashRefused
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod, Undelivered
from tests import factories
from tests.orders.steps import SENT, STEPS
from tests.people import Cast

RULES = Rules(date(2025, 1, 1), 9_000_000, 5_000_000, 1_000_000, refusal_months=6, call_after=1, refuse_after=3)
KNOWN = Record(delivered=1)


@pytest.mark.parametrize(
    ("known", "total_vnd", "reason"),
    [
        (Record(), 999_999, None),
        (Record(), 1_000_000, "first_time"),
        (Record(underway_vnd=600_000), 400_000, "first_time"),
        (KNOWN, 8_000_000, None),
        (Record(delivered=1, refused=1), 10_000, "refusals"),
        (Record(refused=2), 2_000_000, "refusals"),
    ],
)
def test_whoever_is_not_known_well_is_called_first(known: Record, total_vnd: int, reason: str | None) -> None:
    checked = judge(known, total_vnd, RULES)
    assert (checked.is_allowed, checked.call_reason) == (True, reason)


@pytest.mark.parametrize(
    ("known", "total_vnd"),
    [(Record(), 5_000_001), (Record(underway_vnd=4_000_000), 1_000_001), (Record(delivered=9, refused=3), 10_000)],
)
def test_some_pay_ahead(known: Record, total_vnd: int) -> None:
    refusal = judge(known, total_vnd, RULES).refusal
    assert refusal
    assert "trả trước" in str(refusal)


def test_a_first_purchase_may_cost_just_the_ceiling() -> None:
    assert judge(Record(), 5_000_000, RULES).is_allowed


def test_no_parcel_is_dearer_than_a_courier_takes_cash_for() -> None:
    most = rules_on(date(2026, 11, 30)).parcel_most_vnd
    assert check_cod(None, None, [most, most]).is_allowed
    refusal = check_cod(None, None, [1_000, most + 1]).refusal
    assert refusal
    assert "50.000.000" in str(refusal)


def dear(cast: Cast, price_vnd: int) -> Product:
    return factories.product(cast.seller_a, price_vnd=price_vnd, left=40)


def refuse(order: Order, reason: Undelivered = Undelivered.REFUSED) -> None:
    with transaction():
        for state in SENT:
            STEPS[state](order, ActorRole.SELLER)
        orders.turn_back(order, by=None, role=ActorRole.SELLER, reason=reason)


def test_placing_refuses_cash_that_is_too_much_and_takes_the_same_paid_ahead(cast: Cast) -> None:
    honey = dear(cast, 6_000_000)
    with pytest.raises(CashRefused):
        factories.order(honey, quantity=2)
    db.session.rollback()


def test_the_same_may_be_paid_ahead(cast: Cast) -> None:
    order = factories.order(dear(cast, 6_000_000), quantity=2, paying=PaymentMethod.TRANSFER)
    assert (order.state, order.call_reason) == (OrderState.AWAITING_PAYMENT, None)


def test_two_purchases_are_not_the_way_around_the_ceiling(cast: Cast) -> None:
    honey = dear(cast, 6_000_000)
    assert factories.order(honey, quantity=1).awaits_call
    with pytest.raises(CashRefused):
        factories.order(honey, quantity=1)


def test_a_dear_first_order_is_accepted_only_after_a_call(cast: Cast) -> None:
    order = factories.order(dear(cast, 2_000_000), quantity=1)
    assert (order.call_reason, order.awaits_call) == ("first_time", True)
    with pytest.raises(CallAwaited):
        orders.confirm(order, by=cast.owner_a)
    orders.note_call(order, orders.CallResult.UNREACHED, by=cast.packer_a)
    with pytest.raises(CallAwaited):
        orders.confirm(order, by=cast.owner_a)
    orders.note_call(order, orders.CallResult.AGREED, by=cast.owner_a, note="giao sau 17 giờ")
    orders.confirm(order, by=cast.owner_a)
    made = [(call.by.name, call.result, call.note) for call in orders.calls_of(order)]
    assert made == [("Người đóng gói", "unreached", ""), ("Chủ Green Life", "agreed", "giao sau 17 giờ")]


def test_nobody_calls_twice_for_one_word(cast: Cast) -> None:
    order = factories.order(dear(cast, 2_000_000), quantity=1)
    orders.note_call(order, orders.CallResult.AGREED, by=cast.owner_a)
    with pytest.raises(CallNotAwaited):
        orders.note_call(order, orders.CallResult.AGREED, by=cast.owner_a)


def test_an_ordinary_order_waits_for_no_call(cast: Cast) -> None:
    order = factories.order(factories.product(cast.seller_a))
    assert not order.awaits_call
    with pytest.raises(CallNotAwaited):
        orders.note_call(order, orders.CallResult.AGREED, by=cast.owner_a)


def test_after_refused_parcels_one_is_called_and_then_pays_ahead(cast: Cast) -> None:
    honey = factories.product(cast.seller_a, left=40)
    reasons = []
    for _ in range(3):
        order = factories.order(honey)
        reasons.append(order.call_reason)
        if order.awaits_call:
            orders.note_call(order, orders.CallResult.AGREED, by=cast.owner_a)
            db.session.commit()
        refuse(order)
    assert reasons == [None, "refusals", "refusals"]
    with pytest.raises(CashRefused):
        factories.order(honey)
    db.session.rollback()


@pytest.mark.parametrize("reason", [Undelivered.WRONG_ADDRESS, Undelivered.DAMAGED])
def test_what_is_not_the_buyers_doing_does_not_count(cast: Cast, reason: Undelivered) -> None:
    honey = factories.product(cast.seller_a, left=40)
    refuse(factories.order(honey), reason)
    assert factories.order(honey).call_reason is None


def test_refusals_are_forgotten_after_some_months(cast: Cast) -> None:
    honey = factories.product(cast.seller_a, left=40)
    order = factories.order(honey)
    refuse(order)
    assert factories.order(honey).call_reason == "refusals"
    db.session.get_one(Purchase, order.purchase_id).placed_at = now() - timedelta(days=181)
    db.session.flush()
    assert factories.order(honey).call_reason is None
