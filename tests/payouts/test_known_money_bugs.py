"""Mistakes of other markets between a shop's opening and the money on its account; tests/ledger has the list."""

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import approvals, audit, orders, payments, payouts
from marketplace.accounts.models import User
from marketplace.approvals import Approval
from marketplace.catalogue.models import Product
from marketplace.database import db, transaction
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, PaymentMethod
from marketplace.payments.states import RefundBearer, RefundReason
from marketplace.payouts import PayoutState
from marketplace.sellers.models import Seller
from tests import factories
from tests.approvals.test_applications import sending, whole
from tests.payouts.steps import days_later, delivered, paid, shop_with_account


@pytest.fixture
def people(app: Flask) -> list[User]:
    return [factories.user(), factories.user()]


def agree(people: list[User]) -> None:
    """Every request that waits gets as many yeses as it needs."""
    for asked in db.session.scalars(select(Approval).order_by(Approval.id)).all():
        for person in people:
            with transaction():
                if approvals.approve(approvals.get_approval(asked.ref, lock=True), by=person):
                    break


def test_a_shop_that_was_let_in_can_be_paid_without_anything_more(people: list[User]) -> None:
    assert sending(*whole()) == "sent"
    agree(people)
    with transaction():
        seller, product = db.session.scalars(select(Seller)).one(), db.session.scalars(select(Product)).one()
        factories.lot(product.variants[0], 5)
    order = delivered(seller)
    with days_later(4):
        assert paid(*people, order.net_vnd).state == PayoutState.PAID
    assert audit.check(db.session()) == []


def arrive(order: Order) -> None:
    with transaction():
        locked = orders.get_order(order.number, lock=True)
        orders.confirm(locked, by=None)
        orders.pack(locked, by=None)
        orders.ship(locked, by=None, carrier="Bưu điện", tracking_number="VN-1")
        orders.deliver(locked, by=None, role=ActorRole.SELLER)


@pytest.mark.parametrize("other", ["waits", "is called off", "asks for its money back"])
def test_a_parcel_of_a_common_purchase_is_paid_out_whatever_becomes_of_the_other(
    people: list[User], other: str
) -> None:
    """One payment of two shops; what holds up one of them never holds up the other one's money."""
    ours, theirs = factories.product(shop_with_account(people[0])), factories.product(factories.seller())
    with transaction():
        bought = factories.purchase((ours.variants[0], 1), (theirs.variants[0], 1), paying=PaymentMethod.TRANSFER)
        factories.pay(bought.code)
    first, second = bought.orders
    arrive(first)
    if other == "is called off":
        with transaction():
            locked = orders.get_order(second.number, lock=True)
            orders.cancel(locked, by=None, role=ActorRole.SELLER, reason="hết hàng")
    elif other == "asks for its money back":
        arrive(second)
        with transaction():
            lines = payments.get_purchase(bought.code).orders[1]
            why = {"reason": RefundReason.DAMAGED, "bearer": RefundBearer.SELLER, "by": people[0]}
            payments.request_refund(lines, quantities={lines.lines[0].id: 1}, **why)
    with days_later(4):
        payout = paid(*people, first.net_vnd)
    assert (payout.seller_id, payout.amount_vnd) == (first.seller_id, first.net_vnd)
    assert [kept.seller_id for kept in payouts.get_run(payout.run.code).kept] == (
        [second.seller_id] if other == "asks for its money back" else []
    )
