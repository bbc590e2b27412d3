"""A packed order goes to a carrier once, and follows what the carrier tells."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from marketplace import cash, orders, shipments
from marketplace.clock import now, pretending
from marketplace.database import db, transaction
from marketplace.gateways.carriers import Carrier
from marketplace.gateways.carriers.viettel_post import _tokens
from marketplace.orders.states import ActorRole, OrderState, Undelivered
from marketplace.shipments import flows
from marketplace.shipments.errors import AlreadyHandedOver, NotCancelled, PickupMissing, TooHeavy, TooMuchCash
from marketplace.shipments.models import CarrierNotice, Shipment
from marketplace.shipments.states import CashState, ParcelState, Result
from tests import factories
from tests.carriers import Carriers, carriers
from tests.shipments.parcels import handed_over, news, packed, told

GHN, GHTK, POST = Carrier.GHN, Carrier.GHTK, Carrier.VIETTEL_POST


@pytest.fixture
def fake(app: Flask) -> Iterator[Carriers]:
    _tokens.clear()
    with carriers(app) as started:
        yield started


def results(shipment: Shipment) -> list[str]:
    rows = db.session.query(CarrierNotice).filter_by(shipment_id=shipment.id).order_by(CarrierNotice.id)
    return [notice.result for notice in rows]


def test_the_order_follows_its_parcel_to_the_door_and_the_cash_to_the_courier(fake: Carriers) -> None:
    order = packed()
    [parcel] = handed_over(order, GHN)
    assert (parcel.state, parcel.tracking, parcel.fee_vnd) == (ParcelState.BOOKED, "GYK0000", 33_000)
    assert (parcel.number, parcel.cash_state) == (f"{order.number}.1", CashState.DUE)
    assert fake.parcels[parcel.code][0].told["cod_amount"] == order.cash_vnd
    assert order.state == OrderState.PACKED
    told(parcel, "picking", "picked")
    assert (order.state, order.carrier, order.tracking_number) == (OrderState.SHIPPED, "GHN", "GYK0000")
    told(parcel, "transporting", "delivering", "money_collect_delivering", "delivered")
    assert (order.state, parcel.state, parcel.cash_state) == (
        OrderState.DELIVERED,
        ParcelState.DELIVERED,
        CashState.COLLECTED,
    )
    custody = cash.custody_of(order.id)
    assert custody is not None
    assert (custody.carrier, custody.open_vnd) == ("GHN", order.total_vnd)
    told(parcel, "delivered", is_paid_out=True)
    assert parcel.cash_state == CashState.PAID_OUT
    assert custody.open_vnd == order.total_vnd, "only a carrier's statement moves the books"


def test_what_comes_late_twice_unknown_or_against_the_end_is_kept_and_moves_nothing(fake: Carriers) -> None:
    [parcel] = handed_over(packed(), GHTK)
    told(parcel, "4")
    with transaction():
        shipments.take_news(news(parcel, "3", minutes=-60))
    with transaction():
        assert shipments.take_news(news(parcel, "3", minutes=-60)) is None
    told(parcel, "77")
    assert (parcel.state, parcel.raw_status) == (ParcelState.OUT_FOR_DELIVERY, "77")
    told(parcel, "5")
    told(parcel, "20")
    assert parcel.state == ParcelState.DELIVERED
    assert results(parcel) == [
        *(Result.APPLIED, Result.LATE, Result.UNKNOWN_STATUS, Result.APPLIED, Result.CONTRADICTS),
    ]
    assert len(shipments.undecided_notices(limit=9)) == 2


def test_a_notice_for_an_unknown_parcel_waits_for_an_operator(fake: Carriers) -> None:
    [parcel] = handed_over(packed(), GHN)
    stray = news(parcel, "delivered", tracking="LXYZ", code="nobody")
    with transaction():
        shipments.take_news(stray)
    [notice] = shipments.undecided_notices(limit=9)
    assert (notice.result, notice.tracking, notice.shipment_id) == (Result.UNKNOWN_PARCEL, "LXYZ", None)
    with transaction():
        shipments.settle_notice(shipments.get_notice(notice.ref), by_id=None)
    assert shipments.count_to_look_after() == (0, 0)


@pytest.mark.parametrize("carrier", [GHN, GHTK])
def test_an_unknown_outcome_blocks_until_it_was_looked_up(fake: Carriers, carrier: Carrier) -> None:
    order = packed()
    fake.faults.update({"/create": ["cut"], "/order/": ["cut"]})
    [parcel] = handed_over(order, carrier)
    assert parcel.is_blocked
    assert fake.count() == 1
    with pytest.raises(AlreadyHandedOver):
        handed_over(order, POST)
    with pretending(now() + timedelta(minutes=2)):
        assert flows.look_after() == (1, 0)
    db.session.refresh(parcel)
    assert parcel.state == ParcelState.BOOKED
    assert parcel.tracking == fake.parcels[parcel.code][0].tracking
    assert fake.count() == 1


def test_what_the_carrier_does_not_know_may_be_handed_over_again_only_after_a_while(fake: Carriers) -> None:
    order = packed()
    fake.faults["/create"] = ["lost"]
    [parcel] = handed_over(order, GHN)
    flows.resolve(parcel.ref)
    assert shipments.get_shipment(parcel.ref).is_blocked, "the carrier may still be making it"
    with pretending(now() + timedelta(minutes=11)):
        flows.resolve(parcel.ref)
        [again] = handed_over(order, GHN)
    db.session.refresh(parcel)
    assert (parcel.state, again.state, again.attempt) == (ParcelState.REFUSED, ParcelState.BOOKED, 2)
    told(parcel, "picked", tracking="LATE1")
    assert results(parcel) == [Result.CONTRADICTS], "it was made after all: an operator calls one of the two off"


def test_viettel_posts_notice_tells_what_its_answer_did_not(fake: Carriers) -> None:
    fake.faults["/createOrderNlp"] = ["cut"]
    [parcel] = handed_over(packed(), POST)
    flows.resolve(parcel.ref)
    assert parcel.is_blocked
    told(parcel, "104", tracking="15878180012")
    assert (parcel.state, parcel.tracking) == (ParcelState.BOOKED, "15878180012")


def test_a_notice_that_is_faster_than_the_answer_is_followed_once_the_number_is_known(fake: Carriers) -> None:
    fake.faults["/create"] = ["cut"]
    order = packed()
    [parcel] = handed_over(order, GHN)
    with transaction():
        shipments.take_news(news(parcel, "picked", tracking="GYK0000", code=""))
    assert parcel.is_blocked
    flows.resolve(parcel.ref)
    db.session.refresh(parcel)
    assert (parcel.state, order.state) == (ParcelState.IN_TRANSIT, OrderState.SHIPPED)
    assert shipments.undecided_notices(limit=9) == []


def test_a_refusal_is_told_and_leaves_the_order_packed(fake: Carriers, app: Flask) -> None:
    order = packed()
    order.purchase.phone = "+8412"
    db.session.flush()
    [parcel] = handed_over(order, GHN)
    assert (parcel.state, parcel.refusal) == (ParcelState.REFUSED, "Số điện thoại không hợp lệ")
    order.purchase.phone = "+84900000123"
    db.session.flush()
    [again] = handed_over(order, GHN)
    assert again.state == ParcelState.BOOKED
    assert again.code.endswith("-1-2")
    assert order.state == OrderState.PACKED


def test_a_parcel_is_called_off_until_it_is_collected(fake: Carriers) -> None:
    order = packed()
    [parcel] = handed_over(order, GHN)
    flows.cancel(parcel.ref, by_id=None)
    db.session.refresh(parcel)
    assert (parcel.state, order.state) == (ParcelState.CANCELLED, OrderState.PACKED)
    [again] = handed_over(order, GHTK)
    fake.parcels[again.code][0].status = "3"
    with pytest.raises(NotCancelled, match="Đơn đã lấy hàng"):
        flows.cancel(again.ref, by_id=None)


def test_several_parcels_share_weight_and_cash_and_the_order_waits_for_the_last(fake: Carriers) -> None:
    order = packed(quantity=3)
    first, second = handed_over(order, GHN, 2)
    assert first.grams + second.grams == order.weight_grams
    assert first.cod_vnd + second.cod_vnd == order.cash_vnd
    told(first, "picked", "delivered")
    assert order.state == OrderState.SHIPPED
    told(second, "picked", "delivered")
    assert order.state == OrderState.DELIVERED


def test_a_parcel_comes_back_for_a_reason_that_is_sure_and_its_goods_and_money_find_their_way(fake: Carriers) -> None:
    order = packed()
    [parcel] = handed_over(order, GHTK)
    told(parcel, "3", "4")
    told(parcel, "9", reason="Người nhận từ chối", reason_number="130")
    assert (parcel.state, order.state) == (ParcelState.FAILED, OrderState.SHIPPED)
    told(parcel, "20")
    assert (order.state, order.undelivered, order.cash_vnd) == (OrderState.RETURNING, Undelivered.REFUSED, 0)
    told(parcel, "21")
    assert (parcel.cash_state, order.state) == (CashState.NOT_TAKEN, OrderState.RETURNING), "the seller says how it is"
    with factories.heard():
        orders.take_in(order, by=None, fit={line.id: line.quantity for line in order.lines}, unfit_as=None)
    assert order.state == OrderState.RETURNED


def test_without_a_sure_reason_or_after_a_loss_a_person_decides(fake: Carriers) -> None:
    order = packed()
    [parcel] = handed_over(order, GHN)
    told(parcel, "picked", "returning")
    assert (parcel.state, order.state) == (ParcelState.RETURNING, OrderState.SHIPPED)
    told(parcel, "lost")
    assert (parcel.state, order.state) == (ParcelState.LOST, OrderState.SHIPPED)
    assert [each.ref for each in shipments.to_look_after(limit=9)] == [parcel.ref]
    with factories.heard():
        orders.lose(order, by=None)
    assert shipments.to_look_after(limit=9) == []


def test_a_silent_parcel_is_asked_about_and_a_late_one_is_listed(fake: Carriers) -> None:
    [parcel] = handed_over(packed(), GHN)
    made = fake.parcels[parcel.code][0]
    with pretending(now() + timedelta(hours=7)):
        made.status, made.at = "picked", now().isoformat()
        assert flows.look_after() == (0, 1)
        assert flows.look_after() == (0, 0)
    db.session.refresh(parcel)
    assert parcel.state == ParcelState.IN_TRANSIT
    with pretending(now() + timedelta(days=6)):
        assert [each.ref for each in shipments.to_look_after(limit=9)] == [parcel.ref]


def test_a_carrier_that_is_away_costs_a_note_and_one_call_a_round(fake: Carriers, app: Flask) -> None:
    pair = [handed_over(packed(), GHN)[0], handed_over(packed(), GHN)[0]]
    app.config["GHN_API_URL"] = "http://127.0.0.1:9"
    with pretending(now() + timedelta(hours=7)):
        assert flows.look_after() == (0, 2)
    assert {shipments.get_shipment(each.ref).state for each in pair} == {ParcelState.BOOKED}


def test_an_order_that_is_called_off_leaves_its_parcel_to_an_operator(fake: Carriers) -> None:
    order = packed()
    [parcel] = handed_over(order, GHN)
    with transaction():
        orders.cancel(orders.get_order(order.number, lock=True), by=None, role=ActorRole.OPERATOR, reason="Nhầm")
    assert [each.ref for each in shipments.to_look_after(limit=9)] == [parcel.ref]


def test_limits_and_the_place_to_collect_are_checked_before_anything_is_asked(fake: Carriers) -> None:
    order = packed()
    order.weight_grams = 120_000
    db.session.flush()
    with pytest.raises(TooHeavy, match="50 kg"):
        handed_over(order, GHN)
    order.weight_grams, order.total_vnd, order.goods_vnd = 2_000, 60_000_000, 60_000_000 - order.shipping_vnd
    db.session.flush()
    with pytest.raises(TooMuchCash):
        handed_over(order, GHN)
    db.session.delete(shipments.find_pickup(order.seller_id))
    db.session.flush()
    with pytest.raises(PickupMissing):
        handed_over(order, GHN)
    assert fake.count() == 0


def test_prices_are_kept_shown_with_their_age_and_never_asked_by_a_page(fake: Carriers, app: Flask) -> None:
    order = packed()
    assert {rate.fee_vnd for rate in shipments.rates_for(order)} == {None}
    shipments.ask_rates(order.number)
    assert {rate.carrier: rate.fee_vnd for rate in shipments.rates_for(order)} == {
        GHN: 33_000,
        GHTK: 30_000,
        POST: 36_500,
    }
    calls = fake.calls.total()
    shipments.ask_rates(order.number)
    assert fake.calls.total() == calls, "fresh prices are not asked for again"
    app.config["GHN_API_URL"] = "http://127.0.0.1:9"
    with pretending(now() + timedelta(hours=30)):
        shipments.ask_rates(order.number)
        kept = {rate.carrier: (rate.fee_vnd, rate.is_old) for rate in shipments.rates_for(order)}
    assert kept[GHN] == (33_000, True)
    assert kept[GHTK] == (30_000, False)
