"""Mistakes with refunds that other markets made: each as what the people of this one see."""

import pytest

from marketplace import audit, orders, payments, payouts
from marketplace.database import db, transaction
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import ActorRole, PaymentMethod
from marketplace.payments.errors import RefundRefused
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundBearer, RefundReason, RefundState
from tests import factories, people
from tests.client import Client
from tests.people import Cast

ACCOUNT = {"bank": "970436", "number": "0123456789", "holder": "NGUYEN THI MAU"}


@pytest.fixture
def bought(cast: Cast) -> Purchase:
    """Two jars, paid by transfer and delivered."""
    with transaction():
        return factories.delivered(factories.product(cast.seller_a), quantity=2, paying=PaymentMethod.TRANSFER).purchase


def asked(order: Order, cast: Cast, units: int = 2, **parts: int) -> Refund:
    with transaction():
        found = payments.get_purchase(order.purchase.code).orders[0]
        why = {"reason": RefundReason.DAMAGED, "bearer": RefundBearer.SELLER}
        quantities = {found.lines[0].id: units} if units else {}
        refund = payments.request_refund(found, quantities=quantities, by=cast.operator, **why, **parts)
        payments.name_account(refund, **ACCOUNT)
    return refund


def gone(refund: Refund) -> None:
    with transaction():
        found = payments.get_refund(refund.ref)
        payments.mark_sent(found)
        payments.confirm_refund(found)


def test_a_fully_refunded_order_is_called_paid_nowhere(operator: Client, bought: Purchase, cast: Cast) -> None:
    order = bought.orders[0]
    gone(asked(order, cast, shipping_vnd=order.shipping_vnd))
    assert (bought.payment_state, bought.kept_vnd, order.given_back_vnd) == ("refunded", 0, order.total_vnd)
    desk = operator.get(f"/van-hanh/don?xem=tat-ca&don={order.number}").text
    assert "Đã hoàn hết" in desk
    assert "Đã thu đủ" not in desk
    assert "Đã hoàn tiền" in operator.get(f"/don/{bought.token}").text
    shop = people.signed_in(operator, cast.owner_a).get(f"/ban-hang/don/{order.number}").text
    assert "Đã hoàn tiền cho khách" in shop
    assert audit.check(db.session()) == []


def test_an_order_of_which_all_went_back_offers_no_more_and_gives_no_more(
    operator: Client, bought: Purchase, cast: Cast
) -> None:
    order = bought.orders[0]
    asked(order, cast, shipping_vnd=order.shipping_vnd)
    assert "không còn gì để hoàn" in operator.get(f"/van-hanh/don/{order.number}/hoan-tien").text
    with pytest.raises(RefundRefused):
        asked(order, cast, units=0, goodwill_vnd=1)


def test_a_refund_that_the_bank_returned_is_not_called_arrived(operator: Client, bought: Purchase, cast: Cast) -> None:
    refund = asked(bought.orders[0], cast, units=1)
    gone(refund)
    with transaction():
        payments.fail_refund(payments.get_refund(refund.ref), "Tài khoản đã đóng")
    for path in (f"/don/{bought.token}", f"/hoan-tien/{refund.token}"):
        page = operator.get(path).text
        assert "Chờ bạn ghi tài khoản" in page
    assert bought.payment_state == "paid"
    assert bought.refunding_vnd == refund.amount_vnd
    assert audit.check(db.session()) == []


def test_refunding_one_sellers_parcel_leaves_the_other_as_it_was(cast: Cast) -> None:
    honey, eggs = factories.product(cast.seller_a), factories.product(cast.seller_b, price_vnd=38_000)
    made = factories.purchase((honey.variants[0], 1), (eggs.variants[0], 1), paying=PaymentMethod.TRANSFER)
    with transaction():
        factories.pay(made.code)
    for order in made.orders:
        with transaction():
            deliver(order)
    gone(asked(made.orders[0], cast, units=1))
    assert made.payment_state == "partly_refunded"
    assert made.orders[1].given_back_vnd == 0
    assert audit.check(db.session()) == []


def test_more_is_sent_by_no_run_than_was_asked_for(operator: Client, bought: Purchase, cast: Cast) -> None:
    first, second = asked(bought.orders[0], cast, units=1), asked(bought.orders[0], cast, units=1)
    with transaction():
        run = payouts.open_run()
    assert sorted(line.refund_id for line in run.refunds) == sorted((first.id, second.id))
    assert payouts.total_of(run) == first.amount_vnd + second.amount_vnd == bought.orders[0].goods_vnd
    with transaction():
        payments.cancel_refund(payments.get_refund(second.ref), by=cast.operator, note="Nhầm")
    assert (
        operator.send(f"/van-hanh/chuyen-tien/{run.code}/chot", {"total": str(payouts.total_of(run))}).status_code
        == 409
    )
    assert second.state == RefundState.CANCELLED


def deliver(order: Order) -> None:
    orders.confirm(order, by=None)
    orders.pack(order, by=None)
    orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN-1")
    orders.deliver(order, by=None, role=ActorRole.SELLER)
