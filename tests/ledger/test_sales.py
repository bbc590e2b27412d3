import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import audit, ledger, orders, payments
from marketplace.database import db, transaction
from marketplace.ledger import BANK, DELIVERY, FEE_VAT, FEES, Account, accounts
from marketplace.ledger.models import LedgerTransaction
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, PaymentMethod
from marketplace.payments.refund_models import Refund
from marketplace.sellers.models import SellerKind
from tests import factories
from tests.statements import counted


def send(order: Order) -> None:
    with transaction():
        orders.confirm(order, by=None)
        orders.pack(order, by=None)
        orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN-1")


def deliver(order: Order) -> None:
    with transaction():
        orders.deliver(orders.get_order(order.number, lock=True), by=None, role=ActorRole.SELLER)


def give_back(refund: Refund) -> None:
    with transaction():
        again = payments.get_refund(refund.ref)
        if again.state == "requested":
            payments.approve_refund(again, by=factories.user())
        payments.mark_sent(again)
        payments.confirm_refund(again)


def posted(account: Account) -> int:
    return ledger.balances(account).posted_vnd


def kinds() -> list[str]:
    return list(db.session.scalars(select(LedgerTransaction.kind).order_by(LedgerTransaction.id)))


def sound() -> bool:
    db.session.flush()
    return audit.check(db.session()) == []


def test_cash_at_the_door_is_earned_on_delivery_and_lies_with_the_carrier(app: Flask) -> None:
    order = factories.order()
    send(order)
    assert kinds() == []
    deliver(order)
    assert kinds() == ["sale"]
    assert posted(accounts.cash("Bưu điện")) == order.total_vnd
    assert posted(accounts.buyer(order.purchase_id)) == 0
    assert posted(accounts.seller(order.seller_id)) == order.net_vnd
    assert posted(FEE_VAT) == sum(line.net.commission_vat_vnd for line in order.lines) > 0
    assert (posted(FEES) + posted(FEE_VAT), posted(DELIVERY)) == (order.commission_vnd, order.shipping_vnd)
    assert sound()


def test_money_that_comes_first_is_the_buyers_until_the_parcel_arrives(app: Flask) -> None:
    order = factories.order(paying=PaymentMethod.TRANSFER)
    with transaction():
        factories.pay(order.purchase.code)
    assert posted(BANK) == posted(accounts.buyer(order.purchase_id)) == order.total_vnd
    send(order)
    deliver(order)
    assert kinds() == ["payment", "sale"]
    assert posted(accounts.buyer(order.purchase_id)) == 0
    assert posted(BANK) == order.total_vnd
    assert sound()


def test_what_is_called_off_leaves_the_money_with_the_buyer_until_it_goes_back(app: Flask) -> None:
    order = factories.order(paying=PaymentMethod.TRANSFER)
    with transaction():
        factories.pay(order.purchase.code)
    with transaction():
        orders.cancel(orders.get_order(order.number, lock=True), by=None, role=ActorRole.SELLER, reason="hết hàng")
    assert posted(accounts.buyer(order.purchase_id)) == order.total_vnd
    give_back(payments.refunds_of(order.purchase)[0])
    assert kinds() == ["payment", "refund"]
    assert (posted(BANK), posted(accounts.seller(order.seller_id))) == (0, 0)
    assert sound()


@pytest.mark.parametrize(
    ("kind", "vat", "pit"), [(SellerKind.HOUSEHOLD_BUSINESS, 1_500, 750), (SellerKind.COOPERATIVE, 0, 0)], ids=str
)
def test_taxes_are_held_back_by_the_sellers_legal_kind(app: Flask, kind: SellerKind, vat: int, pit: int) -> None:
    shop = factories.seller(kind=kind)
    order = factories.order(factories.product(shop, price_vnd=75_000))
    send(order)
    deliver(order)
    assert (order.goods_vnd, posted(accounts.tax("vat")), posted(accounts.tax("pit"))) == (150_000, vat, pit)
    assert posted(accounts.seller(shop.id)) == 150_000 - order.commission_vnd - vat - pit == order.net_vnd


def test_a_delivery_takes_two_statements_more(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def statements() -> int:
        order = factories.order()
        send(order)
        db.session.expire_all()
        with counted() as sent:
            deliver(order)
        return len(sent)

    with monkeypatch.context() as without:
        without.setattr("marketplace.ledger.handlers.post_all", list)
        before = statements()
    assert kinds() == []
    assert statements() == before + 2
    assert kinds() == ["sale"]


def test_placing_books_nothing(app: Flask) -> None:
    with transaction():
        factories.order()
    with transaction():
        factories.order(paying=PaymentMethod.TRANSFER)
    assert kinds() == []
