"""Vouchers from the basket to the books: what is frozen, who pays, and what comes back."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import orders, payments, vouchers
from marketplace.audit.checks import check
from marketplace.clock import now, pretending, today
from marketplace.database import db
from marketplace.earnings.models import Earning
from marketplace.ledger import accounts
from marketplace.ledger.balances import balances
from marketplace.orders.models import Order
from marketplace.orders.reasons import TIME_RAN_OUT
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod
from marketplace.payments.states import RefundBearer, RefundReason
from marketplace.vouchers import Bearer, NewVoucher, Voucher, VoucherKind
from marketplace.vouchers.errors import (
    CodeTaken,
    VoucherEnded,
    VoucherNotYet,
    VoucherPaused,
    VoucherRefused,
    VoucherUnknown,
    VoucherUsedBefore,
    VoucherUsedUp,
)
from tests import factories
from tests.vouchers.buying import bought


def voucher(code: str = "MUAGAO10", kind: VoucherKind = VoucherKind.PERCENT, **values: Any) -> Voucher:
    """A voucher of the market: 10 % off, without a limit."""
    given = {"basis_points": 1_000} if kind == VoucherKind.PERCENT else {}
    days = {"first_day": today(), "last_day": today() + timedelta(30)}
    said = {"bearer": Bearer.MARKET, "per_person": None, **given, **days, **values}
    return vouchers.make(NewVoucher(code=code, kind=kind, **said), by=None)


def deliver(order: Order) -> None:
    with factories.heard():
        orders.confirm(order, by=None)
        orders.pack(order, by=None)
        orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN2611773")
        orders.deliver(order, by=None, role=ActorRole.SELLER)


def posted(account: accounts.Account) -> int:
    return balances(account).posted_vnd


def test_a_voucher_of_the_market_is_its_cost_and_the_seller_earns_the_full_price(app: Flask) -> None:
    honey = factories.product()
    used = voucher()
    order = bought((honey.variants[0], 2), codes=("muagao-10",)).orders[0]
    assert (order.goods_vnd, order.discount_vnd, order.seller_discount_vnd) == (330_000, 33_000, 0)
    assert order.total_vnd == order.cash_vnd == 297_000 + order.shipping_vnd
    assert order.lines[0].commission_vnd == order.lines[0].terms.commission_of(330_000, 2)
    deliver(order)
    assert posted(accounts.vouchers("market")) == 33_000
    assert posted(accounts.buyer(order.purchase_id)) == 0
    assert db.session.scalars(select(Earning.goods_vnd)).all() == [330_000]
    db.session.refresh(used)
    assert used.used == 1
    assert check(db.session()) == []


def test_a_voucher_of_a_seller_lowers_the_price_that_fees_and_taxes_are_counted_from(app: Flask) -> None:
    of = factories.seller(kind="household_business")
    honey = factories.product(of)
    voucher("QUABIEU", bearer=Bearer.SELLER, seller_id=of.id)
    order = bought((honey.variants[0], 2), codes=("QUABIEU",)).orders[0]
    assert (order.goods_vnd, order.discount_vnd, order.full_goods_vnd) == (297_000, 0, 330_000)
    assert order.lines[0].commission_vnd == order.lines[0].terms.commission_of(297_000, 2)
    deliver(order)
    row = db.session.scalars(select(Earning)).one()
    assert (row.goods_vnd, row.withheld_vat_vnd) == (297_000, 2_970)
    assert posted(accounts.vouchers("market")) == 0
    assert check(db.session()) == []


def test_what_goes_back_is_what_was_paid_and_the_seller_returns_the_markets_part(app: Flask) -> None:
    honey, clerk = factories.product(), factories.user()
    voucher()
    order = bought((honey.variants[0], 3), codes=("MUAGAO10",)).orders[0]
    deliver(order)
    line = order.lines[0]
    assert (line.paid_vnd, line.market_discount_vnd) == (445_500, 49_500)
    before = posted(accounts.seller(order.seller_id))
    for times, bearer in ((1, RefundBearer.SELLER), (2, RefundBearer.SELLER)):
        with factories.heard():
            payments.get_purchase(order.purchase.code)
            refund = payments.request_refund(
                order, quantities={line.id: times}, reason=RefundReason.DAMAGED, bearer=bearer, by=clerk
            )
            refund.takes_two = False
            payments.mark_sent(refund)
            payments.confirm_refund(refund)
        assert (refund.amount_vnd, refund.market_vnd) == (148_500 * times, 16_500 * times)
    assert posted(accounts.vouchers("market")) == 0
    assert posted(accounts.seller(order.seller_id)) == 0 != before  # fees and taxes came back with it, to the dong
    assert check(db.session()) == []


def test_weighing_and_calling_off_let_the_discount_follow_and_never_grow(app: Flask) -> None:
    of = factories.seller()
    bird, egg = factories.chicken(of), factories.product(of, "Trứng gà", price_vnd=40_000)
    voucher("CHOGIAM", VoucherKind.AMOUNT, amount_vnd=50_000, least_vnd=60_000)
    voucher("SHOPGIAM", bearer=Bearer.SELLER, seller_id=of.id)
    voucher("GUIFREE", VoucherKind.DELIVERY)
    order = bought((bird.variants[0], 1), (egg.variants[0], 2), codes=("CHOGIAM", "SHOPGIAM", "GUIFREE")).orders[0]
    assert (order.goods_vnd, order.seller_discount_vnd) == (288_000, 32_000)
    assert order.total_vnd == 288_000 - 50_000  # delivery is free
    assert order.shipping_vnd == order.delivery_discount_vnd > 0
    orders.confirm(order, by=None)
    by, line = factories.user(), order.lines[0]
    orders.weigh(order, "weigh-1", [1_600], by=by, seen="")
    assert (line.price_vnd, line.seller_discount_vnd, line.market_discount_vnd) == (256_000, 24_000, 37_500)
    orders.weigh(order, "weigh-1", [1_200], by=by, seen="1600")
    assert (line.price_vnd, line.seller_discount_vnd, line.market_discount_vnd) == (192_000, 19_200, 30_000)
    asked = orders.ask(order, "take-2", there=1, plan="part", by=None)
    orders.answer(asked.token, agrees=True, by=None)
    eggs = order.lines[1]
    assert (eggs.quantity, eggs.total_vnd, eggs.market_discount_vnd) == (1, 36_000, 6_250)
    assert order.total_vnd == 192_000 - 19_200 - 30_000 + 36_000 - 6_250
    assert order.purchase.total_vnd == order.total_vnd
    assert check(db.session()) == []


def test_a_use_is_given_back_when_all_that_used_it_is_called_off_before_it_is_sent(app: Flask) -> None:
    one, other = factories.product(), factories.product(factories.seller("HTX Sơn Nam"), "Chè")
    once = voucher(most_uses=1)
    first = bought((one.variants[0], 1), (other.variants[0], 1), codes=("MUAGAO10",))
    assert isinstance(refusal("MUAGAO10"), VoucherUsedUp)
    for order, used in zip(first.orders, (1, 0), strict=True):
        with factories.heard():
            orders.cancel(order, by=None, role=ActorRole.BUYER, reason="Đổi ý")
        db.session.refresh(once)
        assert once.used == used
    assert bought((one.variants[0], 1), codes=("MUAGAO10",)).discount_vnd == 16_500
    assert check(db.session()) == []


def test_one_person_is_known_by_the_phone_number(app: Flask) -> None:
    tea = factories.product(left=50)
    voucher(per_person=1)
    bought((tea.variants[0], 1), codes=("MUAGAO10",))
    with pytest.raises(VoucherUsedBefore, match="mỗi người 1 lần"):
        bought((tea.variants[0], 1), codes=("MUAGAO10",))


def refusal(code: str) -> VoucherRefused:
    (found,) = vouchers.find([code]).refused
    return found


def test_a_voucher_counts_in_its_days_only_and_can_be_paused_and_ended(app: Flask) -> None:
    by, made = factories.user(), voucher(first_day=today() + timedelta(1))
    assert isinstance(refusal("KHONGCO"), VoucherUnknown)
    assert isinstance(refusal("MUAGAO10"), VoucherNotYet)
    with pretending(now() + timedelta(40)):
        assert isinstance(refusal("MUAGAO10"), VoucherEnded)
    with pretending(now() + timedelta(2)):
        vouchers.pause(made, by=by)
        assert isinstance(refusal("MUAGAO10"), VoucherPaused)
        vouchers.resume(made, by=by)
        assert vouchers.find(["MUAGAO10"]).vouchers == (made,)
        vouchers.end(made, by=by)
        assert isinstance(refusal("MUAGAO10"), VoucherEnded)
    assert [event.step for event in made.events] == ["made", "paused", "resumed", "ended"]
    with pytest.raises(CodeTaken):
        voucher()


def test_an_order_revived_uses_its_voucher_again(app: Flask) -> None:
    tea = factories.product(left=50)
    used = voucher(most_uses=1)
    waiting = bought((tea.variants[0], 1), codes=("MUAGAO10",), paying=PaymentMethod.TRANSFER)
    order = waiting.orders[0]
    orders.cancel(order, by=None, role=ActorRole.SYSTEM, reason=TIME_RAN_OUT)
    orders.revive(order, OrderState.AWAITING_PAYMENT)
    db.session.refresh(used)
    assert used.used == 1
    assert check(db.session()) == []
