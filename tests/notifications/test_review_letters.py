"""The letter that asks for a review: once, some days later, of what neither was claimed nor has one."""

from datetime import timedelta

import pytest
import time_machine

from marketplace import notices, orders
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.notices import CHOICES, Channel, Party
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState
from tests.orders.steps import order_in
from tests.people import Cast
from tests.work import queued_mails, work


@pytest.fixture
def shipped(cast: Cast) -> Order:
    order = order_in(OrderState.SHIPPED, cast)
    order.purchase.email, order.purchase.user_id = "lan@example.test", cast.buyer.id
    db.session.commit()
    return order


def arrive(order: Order) -> None:
    with transaction():
        orders.deliver(orders.get_order(order.number, lock=True), by=None, role=ActorRole.BUYER)


def asked() -> list[str]:
    """What people were asked three days later."""
    with time_machine.travel(now() + timedelta(days=4)):
        work("review_reminder")
        return [mail.body for mail in queued_mails() if "chỉ hỏi một lần" in mail.body]


def test_a_buyer_is_asked_once_for_what_has_come(shipped: Order) -> None:
    arrive(shipped)
    work("review_reminder")
    assert not any("chỉ hỏi một lần" in mail.body for mail in queued_mails()), "not at the door"
    (body,) = asked()
    assert shipped.lines[0].name_vi in body
    assert f"/don/{shipped.purchase.token}" in body
    assert len(asked()) == 1


def test_whoever_wants_no_such_mail_gets_none(shipped: Order, cast: Cast) -> None:
    with transaction():
        notices.choose({Channel.ZALO: CHOICES[Party.BUYER]}, user_id=cast.buyer.id)
    arrive(shipped)
    assert asked() == []
