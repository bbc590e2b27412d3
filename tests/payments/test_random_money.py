"""Random steps of buyers, sellers, operators and banks, hundreds in the tests, more with MONEY_OPERATIONS: no more goes
back than came in, and the last unit brings everything to nothing.
"""

import os
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import audit, ledger, orders, payments
from marketplace.accounts.models import User
from marketplace.database import db, transaction
from marketplace.errors import DomainError
from marketplace.ledger import accounts
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import NoticeOutcome, RefundBearer, RefundReason, RefundState
from tests import factories

STEPS = min(int(os.environ.get("MONEY_OPERATIONS", "300")), 20_000)


class Market:
    """Draws steps, does them as the shop does, and knows what came in."""

    def __init__(self, dice: Random) -> None:
        self.dice, self.came, self.told = dice, Counter[str](), Counter[str]()
        self.operators = [factories.user() for _ in range(2)]
        self.packs = [factories.product(factories.seller(f"HTX {n}"), left=100_000).variants[0] for n in range(3)]
        self.notices = 0

    def step(self) -> None:
        """One step, be it refused."""
        deeds = {self.buy: 1, self.pay: 4, self.go_on: 8, self.call_off: 1, self.ask: 5, self.move_refund: 6}
        [deed] = self.dice.choices(list(deeds), list(deeds.values()))
        try:
            with transaction():
                deed()
            self.told[deed.__name__] += 1
        except DomainError as refusal:
            self.told[type(refusal).__name__] += 1
        db.session.expire_all()
        check(self)

    def buy(self) -> None:
        wanted = self.dice.sample(self.packs, self.dice.randint(1, 2))
        factories.purchase(*((pack, self.dice.randint(1, 4)) for pack in wanted), paying=PaymentMethod.TRANSFER)

    def pay(self) -> None:
        """Exactly, short or too much; now and then the bank tells of it twice."""
        bought = payments.get_purchase(self.some(Purchase).code)
        part = self.dice.randint(1, 50_000)
        vnd = self.dice.choice([bought.due_vnd, bought.due_vnd, part, bought.due_vnd + part])
        self.notices += 1
        notice = payments.note("bank", f"FT{self.notices}", "transfer", outcome=NoticeOutcome.APPLIED)
        for _ in range(self.dice.randint(1, 2)):
            payments.receive(bought, vnd, notice=notice)
        self.came[bought.code] += vnd

    def go_on(self) -> None:
        go_on(orders.get_order(self.some(Order).number, lock=True))

    def call_off(self) -> None:
        order = orders.get_order(self.some(Order).number, lock=True)
        orders.cancel(order, by=None, role=ActorRole.SELLER, reason="hết hàng")

    def ask(self) -> None:
        """For some units, for the fee, for goodwill; often for more than there is."""
        found = self.some(Order)
        order = next(each for each in payments.get_purchase(found.purchase.code).orders if each.id == found.id)
        units = {line.id: self.dice.randint(0, 3) for line in order.lines}
        fee = self.dice.choice([0, 0, order.shipping_vnd])
        goodwill = self.dice.choice([0, 0, self.dice.randint(1, 300_000)])
        self.request(order, units, fee, goodwill)

    def request(self, order: Order, units: dict[int, int], fee_vnd: int, goodwill_vnd: int = 0) -> None:
        bearer = self.dice.choice(list(RefundBearer))
        why = {"reason": RefundReason.DAMAGED, "bearer": bearer, "by": self.operators[0]}
        payments.request_refund(order, quantities=units, shipping_vnd=fee_vnd, goodwill_vnd=goodwill_vnd, **why)

    def move_refund(self) -> None:
        refund = payments.get_refund(self.some(Refund).ref)
        moves: list[Callable[[], None]] = [
            lambda: payments.approve_refund(refund, by=self.operators[1]),
            lambda: payments.mark_sent(refund),
            lambda: payments.confirm_refund(refund),
            lambda: payments.fail_refund(refund, "account closed"),
            lambda: payments.send_by_transfer(refund, by=None),
            lambda: payments.cancel_refund(refund, by=self.operators[1], note="nhầm"),
        ]
        self.dice.choice(moves)()

    def some(self, kind: type[Any]) -> Any:
        """One of the newest, so that each of them lives through a lot."""
        found = db.session.scalars(select(kind).order_by(kind.id.desc()).limit(4)).all()
        if not found:
            raise DomainError("Chưa có gì.")
        return self.dice.choice(found)


def go_on(order: Order) -> None:
    """The parcel's next step."""
    if order.state == OrderState.PLACED:
        orders.confirm(order, by=None)
    elif order.state == OrderState.CONFIRMED:
        orders.pack(order, by=None)
    elif order.state == OrderState.PACKED:
        orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN-1")
    else:
        orders.deliver(order, by=None, role=ActorRole.SELLER)


def check(market: Market) -> None:
    """What has to be so after each step of the newest purchases."""
    for bought in db.session.scalars(select(Purchase).order_by(Purchase.id.desc()).limit(4)):
        refunds = payments.refunds_of(bought)
        assert bought.paid_vnd == market.came[bought.code]
        assert bought.refunding_vnd == sum(each.amount_vnd for each in refunds if each.is_reserved)
        assert bought.refunded_vnd == sum(each.amount_vnd for each in refunds if each.state == RefundState.CONFIRMED)
        assert bought.refunded_vnd + bought.refunding_vnd <= bought.paid_vnd
        for order in bought.orders:
            assert 0 <= order.given_back_vnd <= order.total_vnd


def give_back_the_rest(market: Market) -> None:
    """Whatever arrived goes back to its last unit, and every refund reaches its buyer."""
    for number in db.session.scalars(select(Order.number).order_by(Order.id)).all():
        with transaction():
            order = payments.get_purchase(orders.get_order(number).purchase.code).orders
            [mine] = [each for each in order if each.number == number]
            gone, fee_vnd = payments.refunded_units(mine), payments.refunded_shipping_vnd(mine)
            if mine.state == OrderState.DELIVERED and mine.given_back_vnd < mine.total_vnd:
                left = {line.id: line.quantity - gone.get(line.id, 0) for line in mine.lines}
                market.request(mine, left, mine.shipping_vnd - fee_vnd)
    for ref in db.session.scalars(select(Refund.ref).order_by(Refund.id)).all():
        with transaction():
            settle(payments.get_refund(ref), market.operators[1])


def settle(refund: Refund, second: User) -> None:
    if refund.state in (RefundState.CONFIRMED, RefundState.CANCELLED):
        return
    if payments.needs_second_operator(refund):
        payments.approve_refund(refund, by=second)
    if refund.state != RefundState.SENT:
        payments.mark_sent(refund)
    payments.confirm_refund(refund)


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_steps_no_more_went_back_than_came_and_the_last_unit_empties_it(app: Flask, seed: int) -> None:
    market = Market(Random(seed))
    with transaction():
        market.buy()
    for _ in range(STEPS // 2):
        market.step()
    assert {"buy", "pay", "go_on", "ask", "move_refund"} <= market.told.keys()
    assert {"RefundMoveRefused", "NotYetRefundable", "TooManyUnits"} <= market.told.keys(), "refusals were met too"
    assert audit.check(db.session()) == []
    give_back_the_rest(market)
    db.session.expire_all()
    for order in db.session.scalars(select(Order).where(Order.state == OrderState.DELIVERED)):
        assert order.given_back_vnd == order.total_vnd
    for bought in db.session.scalars(select(Purchase)):
        assert bought.refunding_vnd == 0
        if all(order.state in (OrderState.DELIVERED, OrderState.CANCELLED) for order in bought.orders):
            assert bought.kept_vnd == ledger.balances(accounts.buyer(bought.id)).posted_vnd == 0
    assert audit.check(db.session()) == []
