"""Vouchers where they meet other things: claims, a changed way of paying, holds that run out, two people at once."""

from datetime import timedelta
from functools import partial

from flask import Flask
from sqlalchemy import select

from marketplace import events, orders, payments, returns, vouchers
from marketplace.audit.checks import check
from marketplace.clock import now, pretending, today
from marketplace.database import db, transaction
from marketplace.ledger import accounts
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod
from marketplace.payments.refund_models import Refund
from marketplace.returns import Asked, ClaimKind, Reason, Wish
from marketplace.vouchers import Bearer, NewVoucher, Voucher, VoucherKind
from tests import factories
from tests.crowd import tried_at_once
from tests.vouchers.buying import bought
from tests.vouchers.test_using import posted, voucher


def test_a_claim_gives_back_what_was_paid_of_the_units_and_the_market_gets_its_part(app: Flask) -> None:
    honey, clerk = factories.product(), factories.user()
    voucher(per_person=1)
    made = bought((honey.variants[0], 3), codes=("MUAGAO10",), paying=PaymentMethod.TRANSFER)
    with factories.heard():
        factories.pay(made.code)
    order = made.orders[0]
    for step in (orders.confirm, orders.pack):
        step(order, by=None)
    orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN2611774")
    orders.deliver(order, by=None, role=ActorRole.SELLER)
    events.hand_out([order.events[-1]])
    with factories.heard():
        told = returns.open_claim(
            order, Asked(ClaimKind.CLAIM, {order.lines[0].id: 1}, Reason.MISSING, Wish.MONEY, "Thiếu một hũ."), by=None
        )
    with factories.heard():
        returns.agree(told, by=clerk)
    refund = db.session.scalars(select(Refund)).one()
    assert (refund.amount_vnd, refund.market_vnd) == (148_500, 16_500)
    assert db.session.scalar(select(Voucher.used)) == 1  # a claim gives no use back
    assert check(db.session()) == []


def test_another_way_of_paying_keeps_the_voucher_and_a_hold_that_runs_out_gives_it_back(app: Flask) -> None:
    honey = factories.product(left=50)
    voucher(most_uses=2)
    first, second = (
        bought((honey.variants[0], 2), codes=("MUAGAO10",), paying=PaymentMethod.TRANSFER) for _ in range(2)
    )
    for made in (first, second):
        with factories.heard():
            payments.await_transfer(payments.get_purchase(made.code), until=now() + timedelta(minutes=30))
    with factories.heard():
        payments.change_method(payments.get_purchase(first.code), PaymentMethod.COD)
    order = first.orders[0]
    assert (order.state, order.cash_vnd, order.discount_vnd) == (OrderState.PLACED, order.total_vnd, 33_000)
    assert first.total_vnd == 297_000 + order.shipping_vnd
    with pretending(now() + timedelta(minutes=31)), factories.heard():
        assert payments.expire_overdue() == 1
    assert db.session.scalar(select(Voucher.used)) == 1
    assert posted(accounts.vouchers("market")) == 0  # nothing was sold yet
    assert check(db.session()) == []


def test_a_use_that_comes_back_and_one_that_is_taken_in_the_same_moment_never_lose_count(committed_app: Flask) -> None:
    with transaction():
        pack = factories.product(left=30, price_vnd=100_000).variants[0]
        days = {"first_day": today(), "last_day": today(), "bearer": Bearer.MARKET, "per_person": None}
        said = {"code": "CHOGIAM", "kind": VoucherKind.AMOUNT, "amount_vnd": 20_000, "least_vnd": 50_000}
        vouchers.make(NewVoucher(**said, **days, most_uses=3), by=None)
    placed, baskets = [], []
    for _ in range(2):
        with transaction():
            placed.append(bought((pack, 1), codes=("CHOGIAM",)).orders[0].id)
        with transaction():
            filled = factories.basket((pack, 1))
            baskets.append((filled.token, filled.checkout_token))

    def cancel(order_id: int) -> None:
        order = db.session.get_one(Order, order_id)
        payments.get_purchase(order.purchase.code)
        orders.cancel(order, by=None, role=ActorRole.BUYER, reason="Đổi ý")

    def place(token: str, checkout_token: str) -> None:
        said = {"buyer": None, "locale": "vi", "codes": ("CHOGIAM",), "shown_total_vnd": 110_000}
        to = orders.Recipient(**vars(factories.BA_DINH))
        orders.place(checkout_token=checkout_token, cart_token=token, recipient=to, **said)

    tried_at_once(committed_app, [*(partial(cancel, each) for each in placed), *(partial(place, *b) for b in baskets)])
    assert db.session.scalar(select(Voucher.used)) == len(_uses()) <= 3
    assert check(db.session()) == []


def _uses() -> list[int]:
    kept = select(vouchers.VoucherUse.id).where(vouchers.VoucherUse.given_back_at.is_(None))
    return list(db.session.scalars(kept))
