"""Messages by Zalo: sent once, never again blindly, by another way where there is no Zalo, all written down."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from marketplace import dispatches, jobs, notices, orders, payments
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.dispatches import Dispatch, DispatchState
from marketplace.jobs import Job
from marketplace.jobs.models import MOST_ATTEMPTS
from marketplace.notices import Channel, NoticeKind
from marketplace.notifications.models import GatewayToken
from marketplace.orders.models import Order
from marketplace.orders.states import PaymentMethod
from tests import factories
from tests.client import Client
from tests.orders.steps import order_in
from tests.people import Cast
from tests.texts import Texts
from tests.work import work
from tests.zalo import Zalo

DAY = datetime(2026, 11, 30, 4, tzinfo=UTC)
NIGHT = datetime(2026, 11, 30, 16, tzinfo=UTC)


def shipped(cast: Cast, *, email: str | None = None) -> Order:
    """A signed-in buyer's order that the shop has just sent."""
    order = order_in(orders.states.OrderState.PACKED, cast)
    order.purchase.email, order.purchase.user_id = email, cast.buyer.id
    db.session.execute(update(Job).values(due_at=None, finished_at=now()))
    db.session.commit()
    with transaction():
        orders.ship(orders.get_order(order.number, lock=True), by=cast.owner_a, carrier="GHN", tracking_number="V1")
    return order


def again() -> None:
    """The time of the next try has come."""
    with transaction():
        db.session.execute(update(Job).where(Job.finished_at.is_(None)).values(due_at=now(), lease=None))
    work("zalo", "sms", "mail", "slow_mail")


def told(order: Order) -> dict[str, str]:
    return {each.channel: each.state for each in dispatches.of_order(order)}


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    with time_machine.travel(moment, tick=False):
        yield


def test_a_message_is_sent_once_with_what_its_template_takes(cast: Cast, zalo: Zalo, texts: Texts) -> None:
    with at(DAY):
        order = shipped(cast, email="lan@example.test")
        again()
        (message,) = zalo.sent
        assert (message["phone"], message["template_id"]) == (order.purchase.phone.removeprefix("+"), "312345")
        assert message["template_data"]["code"] == order.number
        assert message["template_data"]["link"].endswith(f"/don/{order.purchase.token}")
        assert told(order) == {"zalo": "sent", "mail": "sent"}
        (dispatch,) = [each for each in dispatches.of_order(order) if each.channel == Channel.ZALO]
        assert (dispatch.message_id, dispatch.key) == ("m1", message["tracking_id"])
        assert order.purchase.phone not in dispatch.reached
        assert zalo.renewals == 1
        again()
        assert len(zalo.sent) == 1
        assert texts.sent == []


@pytest.mark.parametrize("fault", ["cut", "broken", "page", -100])
def test_what_may_have_arrived_is_not_sent_again_and_shown_to_operators(
    cast: Cast, zalo: Zalo, texts: Texts, fault: str | int
) -> None:
    zalo.faults = [fault]
    with at(DAY):
        order = shipped(cast)
        again()
        again()
    assert len(zalo.sent) == (fault != -100)
    assert texts.sent == []
    ((dispatch, number),) = dispatches.unclear(limit=9)
    assert (dispatch.state, number) == (DispatchState.UNKNOWN, order.number)
    with transaction():
        dispatches.look(dispatch.ref, arrived=False, by=cast.operator)
    assert dispatches.unclear(limit=9) == []


def test_a_sender_that_dies_over_a_message_leaves_it_unclear(cast: Cast, zalo: Zalo) -> None:
    with at(DAY):
        order = shipped(cast)
        job = db.session.scalars(select(Job).where(Job.kind == "zalo")).one()
        with transaction():
            dispatches.reserve(job.payload["label"], Channel.ZALO)
        again()
    assert zalo.sent == []
    assert told(order) == {"zalo": "unknown"}


@pytest.mark.parametrize(("error", "state"), [(-118, "unreachable"), (-141, "unreachable"), (-144, "refused")])
def test_whoever_zalo_does_not_reach_gets_a_text_or_has_the_mail(
    cast: Cast, zalo: Zalo, texts: Texts, error: int, state: str
) -> None:
    zalo.faults = [error, error]
    with at(DAY):
        order = shipped(cast)
        again()
        again()
        known = shipped(cast, email="lan@example.test")
        again()
    assert told(order) == {"zalo": state, "text": "sent"}
    ((_, text),) = texts.sent
    assert order.number in text
    assert f"/don/{order.purchase.token}" in text
    assert told(known) == {"zalo": state, "mail": "sent"}


def test_a_token_that_counts_no_more_is_renewed_and_the_next_one_kept(cast: Cast, zalo: Zalo) -> None:
    with at(DAY):
        shipped(cast)
        again()
        zalo.access = "somebody else's"
        shipped(cast)
        again()
        shipped(cast)
        again()
    assert len(zalo.sent) == 3
    assert zalo.renewals == 2
    row = db.session.get_one(GatewayToken, "zalo")
    assert "refresh" not in row.refresh_sealed


def test_a_refresh_token_whose_answer_was_lost_waits_for_the_owner_and_loses_no_message(
    app: Flask, cast: Cast, zalo: Zalo, monkeypatch: pytest.MonkeyPatch
) -> None:
    zalo.loses_tokens = True
    with time_machine.travel(DAY, tick=False) as clock:
        order = shipped(cast)
        again()
        zalo.loses_tokens = False
        clock.shift(timedelta(minutes=5))
        again()
        assert told(order) == {"zalo": "trying"}
        assert "ZALO_REFRESH_TOKEN" in dispatches.of_order(order)[0].reason
        monkeypatch.setitem(app.config, "ZALO_REFRESH_TOKEN", zalo.refresh)
        again()
    assert told(order) == {"zalo": "sent"}


def test_what_can_wait_comes_in_the_morning_and_an_order_is_confirmed_at_night(cast: Cast, zalo: Zalo) -> None:
    with time_machine.travel(NIGHT, tick=False) as clock:
        shipped(cast)
        with transaction():
            factories.order(factories.product(cast.seller_a), buyer=cast.buyer)
        work("zalo")
        assert [each["template_id"] for each in zalo.sent] == ["312347"]
        clock.shift(timedelta(hours=9))
        work("zalo")
    assert {each["template_id"] for each in zalo.sent} >= {"312347", "312345"}


def test_what_failed_by_day_rings_nobody_at_night(cast: Cast, texts: Texts) -> None:
    texts.refuses = 401
    with time_machine.travel(DAY, tick=False) as clock:
        order = shipped(cast)
        work("sms")
        texts.refuses = 0
        clock.move_to(NIGHT)
        again()
        assert texts.sent == []
        assert told(order) == {"text": "trying"}
        clock.shift(timedelta(hours=8))
        work("sms")
    assert told(order) == {"text": "sent"}
    assert len(texts.sent) == 1


def test_a_message_that_zalo_takes_at_no_try_goes_by_text(cast: Cast, zalo: Zalo, texts: Texts) -> None:
    zalo.faults = [-133] * 20
    with at(DAY):
        order = shipped(cast)
        for _ in range(MOST_ATTEMPTS):
            again()
        assert told(order) == {"zalo": "failed", "text": "sent"}
    assert len(texts.sent) == 1


def test_what_failed_for_good_is_sent_once_an_operator_starts_it_again(cast: Cast, texts: Texts) -> None:
    texts.refuses = 401
    with at(DAY):
        order = shipped(cast)
        for _ in range(MOST_ATTEMPTS):
            again()
        assert told(order) == {"text": "failed"}
        job = db.session.scalars(select(Job).where(Job.failed_at.is_not(None))).one()
        texts.refuses = 0
        with transaction():
            jobs.start_again(job.ref)
        work("sms")
        work("sms")
    assert told(order) == {"text": "sent"}
    assert len(texts.sent) == 1


def test_whoever_wants_nothing_by_zalo_gets_nothing_there(cast: Cast, zalo: Zalo, texts: Texts) -> None:
    with transaction():
        kept: notices.Wanted = {
            Channel.MAIL: list(NoticeKind),
            Channel.TEXT: list(NoticeKind),
            Channel.ZALO: {NoticeKind.MONEY},
        }
        notices.choose(kept, user_id=cast.buyer.id)
    with at(DAY):
        order = shipped(cast)
        again()
    assert zalo.sent == []
    assert told(order) == {"text": "sent"}


def test_a_text_without_an_answer_is_unclear_and_a_refused_one_is_tried_again(cast: Cast, texts: Texts) -> None:
    texts.refuses = 401
    with at(DAY):
        order = shipped(cast)
        work("sms")
        assert told(order) == {"text": "trying"}
        texts.refuses = 503
        again()
        texts.refuses = 0
        again()
    assert told(order) == {"text": "unknown"}
    assert texts.sent == []


def test_a_mailbox_that_does_not_exist_is_written_down(app: Flask, cast: Cast) -> None:
    with at(DAY):
        order = shipped(cast, email="lan\n@example.test")
        again()
    assert told(order) == {"mail": "trying"}


def test_old_ones_are_forgotten(cast: Cast, zalo: Zalo) -> None:
    with at(DAY):
        shipped(cast)
        again()
    with time_machine.travel(DAY + timedelta(days=181)), transaction():
        assert dispatches.forget_old() == 1
    assert db.session.scalars(select(Dispatch)).all() == []


def test_a_guest_with_a_phone_alone_hears_of_money_that_is_missing_and_that_its_time_is_over(
    cast: Cast, texts: Texts, client: Client
) -> None:
    assert "Nơi gửi tin nhắn, Zalo biết số điện thoại" in client.get("/quy-dinh/rieng-tu").text
    product = factories.product(cast.seller_a)
    with at(DAY):
        awaited, unpaid = (factories.order(product, paying=PaymentMethod.TRANSFER) for _ in range(2))
        with transaction():
            payments.receive(payments.get_purchase(awaited.purchase.code), 1_000)
        work("sms")
    ((phone, text),) = [each for each in texts.sent if "còn thiếu" in each[1]]
    assert phone == awaited.purchase.phone
    assert f"/don/{awaited.purchase.token}/tra-tien" in text
    with at(DAY + timedelta(days=2)):
        with transaction():
            assert payments.expire_overdue() == 1
        with transaction():
            payments.expire_overdue()
        work("sms")
    assert ["Chưa thấy tiền" in text for _, text in texts.sent if unpaid.purchase.code in text] == [True]


def test_nothing_is_said_of_telephones_where_no_message_goes_there(client: Client) -> None:
    assert "Nơi gửi tin nhắn" not in client.get("/quy-dinh/rieng-tu").text
