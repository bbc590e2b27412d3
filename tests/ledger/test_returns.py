"""What goes back after a sale is final: each part in proportion, at last exactly the rest, and who bears it pays."""

from collections.abc import Iterator

import pytest
from flask import Flask

from marketplace import audit, ledger, orders, payments
from marketplace.accounts.models import User
from marketplace.database import db, transaction
from marketplace.ledger import BANK, DELIVERY, FEE_VAT, FEES, Account, accounts
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, PaymentMethod
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundBearer, RefundReason
from marketplace.sellers.models import SellerKind
from tests import factories

VAT, PIT = accounts.tax("vat"), accounts.tax("pit")
KEPT = FEES, FEE_VAT, VAT, PIT


@pytest.fixture
def operator(app: Flask) -> User:
    return factories.user("Người vận hành")


@pytest.fixture
def order(app: Flask) -> Iterator[Order]:
    """Three units at an odd price, paid before and delivered; whatever happens to them, the books stay in order."""
    household = factories.seller(kind=SellerKind.HOUSEHOLD_BUSINESS, commission_bp=777)
    made = factories.order(factories.product(household, price_vnd=33_331), quantity=3, paying=PaymentMethod.TRANSFER)
    with transaction():
        factories.pay(made.purchase.code)
    send(made)
    with transaction():
        orders.deliver(orders.get_order(made.number, lock=True), by=None, role=ActorRole.SELLER)
    yield made
    db.session.flush()
    assert audit.check(db.session()) == []


def send(order: Order) -> None:
    with transaction():
        orders.confirm(order, by=None)
        orders.pack(order, by=None)
        orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN-1")


def ask(order: Order, by: User, units: int = 0, bearer: RefundBearer = RefundBearer.SELLER, **parts: int) -> Refund:
    with transaction():
        locked = payments.get_purchase(order.purchase.code).orders[0]
        quantities = {locked.lines[0].id: units} if units else {}
        why = {"reason": RefundReason.DAMAGED, "bearer": bearer, "by": by}
        refund = payments.request_refund(locked, quantities=quantities, **why, **parts)
        payments.approve_refund(refund, by=factories.user("Người thứ hai"))
    return refund


def give_back(refund: Refund) -> None:
    with transaction():
        again = payments.get_refund(refund.ref)
        payments.mark_sent(again)
        payments.confirm_refund(again)


def a_third(amount_vnd: int) -> int:
    """Rounded to the nearest dong."""
    return (2 * amount_vnd + 3) // 6


def posted(account: Account) -> int:
    return ledger.balances(account).posted_vnd


def test_one_unit_brings_its_share_of_every_part_back(order: Order, operator: User) -> None:
    owner = accounts.seller(order.seller_id)
    fee, fee_vat, vat, pit = before = [posted(account) for account in KEPT]
    assert fee + fee_vat == order.commission_vnd
    assert 0 < pit < vat < fee
    give_back(ask(order, operator, 1))
    left = [posted(account) for account in KEPT]
    assert sum(left[:2]) == order.commission_vnd - a_third(order.commission_vnd)
    assert left[1:] == [was - a_third(was) for was in before[1:]]
    assert posted(owner) == 2 * 33_331 - sum(left)
    assert posted(accounts.buyer(order.purchase_id)) == 0
    assert posted(BANK) == order.total_vnd - 33_331


def test_the_last_unit_brings_exactly_the_rest(order: Order, operator: User) -> None:
    for _unit in range(3):
        give_back(ask(order, operator, 1))
    whole = *KEPT, accounts.seller(order.seller_id), accounts.buyer(order.purchase_id)
    assert [posted(account) for account in whole] == [0] * 6
    assert posted(BANK) == posted(DELIVERY) == order.shipping_vnd


@pytest.mark.parametrize(
    ("bearer", "account"),
    [(RefundBearer.SHOP, "costs:refunds shop"), (RefundBearer.CARRIER, "costs:refunds carrier")],
)
def test_what_others_bear_costs_the_seller_nothing(
    order: Order, operator: User, bearer: RefundBearer, account: str
) -> None:
    owner = accounts.seller(order.seller_id)
    before = posted(owner)
    give_back(ask(order, operator, 2, bearer, shipping_vnd=order.shipping_vnd, goodwill_vnd=5_000))
    assert posted(owner) == before
    assert posted(accounts.costs(account.partition(":")[2])) == 2 * 33_331 + order.shipping_vnd + 5_000


def test_nothing_is_booked_before_the_money_has_gone(order: Order, operator: User) -> None:
    before = posted(accounts.seller(order.seller_id))
    refund = ask(order, operator, 1)
    with transaction():
        payments.mark_sent(payments.get_refund(refund.ref))
    assert (posted(accounts.seller(order.seller_id)), posted(BANK)) == (before, order.total_vnd)


def test_what_a_bank_returns_is_owed_to_the_buyer_and_borne_once(order: Order, operator: User) -> None:
    refund = ask(order, operator, 1)
    give_back(refund)
    borne = posted(accounts.seller(order.seller_id))
    with transaction():
        payments.fail_refund(payments.get_refund(refund.ref), "account_closed")
    assert posted(accounts.buyer(order.purchase_id)) == 33_331
    with transaction():
        payments.send_by_transfer(payments.get_refund(refund.ref), by=operator)
        payments.approve_refund(payments.get_refund(refund.ref), by=factories.user("Người thứ hai"))
    give_back(refund)
    assert posted(accounts.buyer(order.purchase_id)) == 0
    assert posted(accounts.seller(order.seller_id)) == borne


def test_what_is_called_off_after_all_is_borne_by_nobody(order: Order, operator: User) -> None:
    before = posted(accounts.seller(order.seller_id)), posted(FEES), posted(VAT)
    refund = ask(order, operator, 1)
    give_back(refund)
    with transaction():
        payments.fail_refund(payments.get_refund(refund.ref), "account_closed")
    with transaction():
        payments.cancel_refund(payments.get_refund(refund.ref), by=operator, note="khách đổi ý")
    assert (posted(accounts.seller(order.seller_id)), posted(FEES), posted(VAT)) == before
    assert posted(accounts.buyer(order.purchase_id)) == 0
    give_back(ask(order, operator, 3))
    assert posted(FEES) == 0


def test_a_parcel_that_is_called_off_after_a_part_went_back_leaves_nothing(app: Flask, operator: User) -> None:
    order = factories.order(quantity=3, paying=PaymentMethod.TRANSFER)
    with transaction():
        factories.pay(order.purchase.code)
    with transaction():
        orders.confirm(order, by=None)
        orders.pack(order, by=None)
    give_back(ask(order, operator, goodwill_vnd=10_000))
    with transaction():
        orders.cancel(orders.get_order(order.number, lock=True), by=None, role=ActorRole.SELLER, reason="vỡ")
    give_back(payments.refunds_of(order.purchase)[-1])
    accounts_of = BANK, FEES, accounts.seller(order.seller_id), accounts.buyer(order.purchase_id)
    assert [posted(account) for account in accounts_of] == [0] * 4
    assert audit.check(db.session()) == []
