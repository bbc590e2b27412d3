"""A buyer wants an accepted order no more, or a shop is late: what comes of it, and who hears."""

from datetime import timedelta

import pytest

from marketplace import audit, orders, payments
from marketplace.clock import now, pretending
from marketplace.database import db, transaction
from marketplace.orders import CancelOutcome
from marketplace.orders.deadlines import deadlines_of
from marketplace.orders.errors import (
    CancelAnswered,
    CancelAskedAlready,
    CancelNotAsked,
    CancelUnanswered,
    MoveRefused,
    ReasonMissing,
)
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod
from marketplace.stock import left_of
from tests import factories
from tests.orders.steps import SHIPMENT
from tests.people import Cast
from tests.work import queued_mails

BUYER, SHOP = "buyer@example.test", "htx@example.test"
DAY = timedelta(hours=24, minutes=1)


@pytest.fixture
def order(cast: Cast) -> Order:
    """Two of ten jars, paid before, accepted, and both sides have an address."""
    cast.seller_a.email = SHOP
    jar = factories.product(cast.seller_a, left=10)
    made = factories.order(jar, quantity=2, paying=PaymentMethod.TRANSFER)
    with transaction():
        factories.pay(made.purchase.code)
    made.purchase.email = BUYER
    orders.confirm(made, by=None)
    db.session.commit()
    return made


def heard(since: int = 0) -> dict[str, str]:
    """The last letter that each side got."""
    return {mail.recipient: mail.subject for mail in queued_mails()[since:]}


def ask(order: Order, reason: str = "Không cần nữa") -> None:
    with transaction():
        orders.ask_to_cancel(again(order), by=None, reason=reason)


def pack(order: Order) -> None:
    with transaction():
        orders.pack(again(order), by=None)


def again(order: Order) -> Order:
    return orders.get_order(order.number, lock=True)


def swept(after: timedelta) -> int:
    """How many orders the worker found late so long from now."""
    found = 0
    with pretending(now() + after):
        for sweep in (orders.lapse_requests, orders.pass_overdue):
            more = 1
            while more:
                with transaction():
                    more = sweep()
                found += more
    return found


def is_undone(order: Order) -> bool:
    """Whether it is called off with its units on sale again and its money on the way back."""
    found, pack = again(order), order.lines[0].variant_id
    refunds = payments.refunds_of(found.purchase)
    is_back = sum(refund.amount_vnd for refund in refunds) == found.total_vnd
    return found.state == OrderState.CANCELLED and left_of([pack]) == {pack: 10} and is_back


def test_a_seller_who_agrees_calls_the_order_off_with_units_and_money_back(order: Order) -> None:
    told = len(queued_mails())
    ask(order)
    assert heard(told) == {SHOP: f"Khách xin hủy đơn {order.number}"}
    with transaction():
        orders.agree_to_cancel(again(order), by=None)
    assert is_undone(order)
    assert any("đã hủy" in mail.subject for mail in queued_mails()[told:] if mail.recipient == BUYER)
    with pytest.raises(CancelNotAsked):
        orders.agree_to_cancel(again(order), by=None)
    assert audit.check(db.session()) == []


def test_a_refusal_is_read_by_the_buyer_gives_the_time_back_and_ends_the_asking(order: Order) -> None:
    due_at = again(order).due_at
    assert due_at
    ask(order)
    with pytest.raises(CancelAskedAlready):
        orders.ask_to_cancel(again(order), by=None, reason="Đặt nhầm")
    with pytest.raises(CancelUnanswered):
        orders.pack(again(order), by=None)
    told = len(queued_mails())
    with pretending(now() + timedelta(hours=5)), transaction():
        with pytest.raises(ReasonMissing):
            orders.refuse_to_cancel(again(order), by=None, reason=" ")
        orders.refuse_to_cancel(again(order), by=None, reason="Bưu tá đã lấy kiện")
    (letter,) = queued_mails()[told:]
    assert letter.recipient == BUYER
    assert "Bưu tá đã lấy kiện" in letter.body
    found = again(order)
    assert found.due_at
    assert found.due_at - due_at >= timedelta(hours=5)
    with pytest.raises(CancelAnswered):
        orders.ask_to_cancel(found, by=None, reason="Đặt nhầm")
    orders.pack(found, by=None)


def test_silence_calls_it_off(order: Order) -> None:
    ask(order)
    assert swept(timedelta(hours=23)) == 0
    assert swept(DAY) == 1
    assert is_undone(order)
    assert {BUYER, SHOP} <= heard().keys()


def test_what_the_buyer_takes_back_goes_on(order: Order) -> None:
    ask(order)
    told = len(queued_mails())
    with transaction():
        orders.withdraw_request(again(order), by=None)
    assert heard(told) == {SHOP: f"Khách không hủy đơn {order.number} nữa"}
    pack(order)
    ask(order, "Nhận muộn hơn lúc cần")


def test_what_the_carrier_has_already_comes_though_the_buyer_asked(order: Order) -> None:
    pack(order)
    ask(order)
    with pytest.raises(CancelUnanswered):
        orders.ship(again(order), by=None, **SHIPMENT)
    with transaction():
        orders.ship(again(order), by=None, carrier="GHN", tracking_number="GHN1", role=ActorRole.SYSTEM)
    assert orders.find_open_request(order.id) is None
    (asked,) = orders.requests_of([order])[order.id]
    assert asked.outcome == CancelOutcome.SENT
    assert swept(DAY) == 0
    with pytest.raises(MoveRefused):
        orders.ask_to_cancel(again(order), by=None, reason="Không cần nữa")


def test_a_new_order_is_called_off_without_asking_and_asked_about_never(cast: Cast) -> None:
    fresh = factories.order(factories.product(cast.seller_a))
    with pytest.raises(MoveRefused):
        orders.ask_to_cancel(fresh, by=None, reason="Không cần nữa")


def test_a_shop_that_packs_late_is_reminded_once_and_its_buyer_need_not_wait(order: Order) -> None:
    told = len(queued_mails())
    late = deadlines_of().to_act[OrderState.CONFIRMED] + timedelta(minutes=1)
    assert swept(late) == 1
    assert swept(late) == 0
    assert heard(told) == {SHOP: f"Đơn {order.number} đã trễ hẹn", BUYER: f"Đơn {order.number} gói trễ hẹn"}
    with pretending(now() + late):
        ask(order)
    assert is_undone(order)


def test_a_new_order_that_nobody_answers_is_called_off_but_never_before_its_shop_was_told(cast: Cast) -> None:
    cast.seller_a.email = SHOP
    fresh = factories.order(factories.product(cast.seller_a, left=10), quantity=2)
    fresh.purchase.email = BUYER
    db.session.commit()
    told = len(queued_mails())
    assert swept(timedelta(hours=23)) == 0
    assert swept(timedelta(days=30)) == 1, "the worker was off for a month: now the shop is told, and nothing else"
    assert heard(told) == {SHOP: f"Đơn {fresh.number} đã trễ hẹn"}
    assert swept(timedelta(days=30, hours=23)) == 0
    assert swept(timedelta(days=31, minutes=1)) == 1
    assert again(fresh).state == OrderState.CANCELLED
    assert "đã hủy" in heard(told)[BUYER]
    assert "đã hủy" in heard(told)[SHOP]
    assert audit.check(db.session()) == []


def test_a_buyer_says_that_it_has_come_whoever_said_so_first(cast: Cast) -> None:
    sent = factories.delivered(factories.product(cast.seller_a))
    assert sent.received_at is None
    orders.receive(sent, by=None)
    first = sent.received_at
    orders.receive(sent, by=None)
    assert sent.received_at == first
    with pytest.raises(MoveRefused):
        orders.receive(factories.order(factories.product(cast.seller_a, "Tương ớt")), by=None)
