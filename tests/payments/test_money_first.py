"""A purchase whose money comes before anything is sent."""

from collections.abc import Callable

import pytest

from marketplace import audit, orders, payments
from marketplace.database import db, transaction
from marketplace.orders.errors import OrderNotFound
from marketplace.orders.models import OrderEvent, Purchase
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod, PaymentState
from marketplace.payments.errors import PaymentMoveRefused
from marketplace.payments.states import MOVES, RefundState
from marketplace.stock import left_of
from tests import factories
from tests.people import Cast


@pytest.fixture
def bought(cast: Cast) -> Purchase:
    """Honey and eggs, to be paid by transfer."""
    honey, eggs = factories.product(cast.seller_a), factories.product(cast.seller_b, price_vnd=38_000)
    return factories.purchase((honey.variants[0], 2), (eggs.variants[0], 1), paying=PaymentMethod.TRANSFER)


def act(step: Callable[..., None], bought: Purchase, *more: int) -> None:
    with transaction():
        step(payments.get_purchase(bought.code), *more)


def pay(bought: Purchase) -> None:
    payments.receive(bought, bought.due_vnd)


def states(bought: Purchase) -> set[str]:
    return {order.state for order in bought.orders}


def in_books(bought: Purchase) -> tuple[str, int, int]:
    assert audit.check(db.session()) == []
    return bought.payment_state, bought.paid_vnd, bought.refunded_vnd


def test_it_waits_and_nothing_is_placed(bought: Purchase) -> None:
    assert states(bought) == {OrderState.AWAITING_PAYMENT}
    assert in_books(bought) == (PaymentState.AWAITING, 0, 0)
    assert bought.due_vnd == bought.total_vnd


def test_the_money_places_every_order(bought: Purchase) -> None:
    act(pay, bought)
    assert states(bought) == {OrderState.PLACED}
    assert in_books(bought) == (PaymentState.PAID, bought.total_vnd, 0)
    steps = db.session.query(OrderEvent.state, OrderEvent.role).filter_by(order_id=bought.orders[0].id).all()
    assert steps == [("awaiting_payment", ActorRole.BUYER), ("placed", ActorRole.SYSTEM)]


def test_the_banks_word_places_every_order_and_the_money_follows(bought: Purchase) -> None:
    act(payments.authorise, bought)
    assert states(bought) == {OrderState.PLACED}
    assert in_books(bought) == (PaymentState.AUTHORISED, 0, 0)
    act(pay, bought)
    assert in_books(bought) == (PaymentState.PAID, bought.total_vnd, 0)


def test_when_time_runs_out_the_goods_go_back(bought: Purchase) -> None:
    variant_id = bought.orders[0].lines[0].variant_id
    assert left_of([variant_id]) == {variant_id: 8}
    act(payments.expire, bought)
    assert left_of([variant_id]) == {variant_id: 10}
    assert states(bought) == {OrderState.CANCELLED}
    assert in_books(bought) == (PaymentState.EXPIRED, 0, 0)
    assert bought.due_vnd == 0


def test_the_buyer_may_leave_out_a_parcel_before_paying(bought: Purchase) -> None:
    dropped, kept = bought.orders
    with transaction():
        orders.cancel(dropped, by=None, role=ActorRole.BUYER, reason="đổi ý")
    act(pay, bought)
    assert (dropped.state, kept.state) == (OrderState.CANCELLED, OrderState.PLACED)
    assert in_books(bought) == (PaymentState.PAID, kept.total_vnd, 0)


def test_a_purchase_that_the_buyer_gives_up_whole_has_failed(bought: Purchase) -> None:
    with transaction():
        for order in bought.orders:
            orders.cancel(order, by=None, role=ActorRole.BUYER, reason="đổi ý")
    assert in_books(bought) == (PaymentState.FAILED, 0, 0)


def test_what_was_paid_for_a_parcel_that_is_called_off_goes_back_by_itself(bought: Purchase) -> None:
    act(pay, bought)
    lost, kept = bought.orders
    with transaction():
        orders.cancel(lost, by=None, role=ActorRole.SELLER, reason="hết hàng")
    assert in_books(bought) == (PaymentState.PAID, bought.total_vnd, 0)
    assert (bought.refunding_vnd, bought.surplus_vnd, bought.due_vnd) == (lost.total_vnd, 0, 0)
    (refund,) = payments.refunds_of(bought)
    assert (refund.reason, refund.bearer, refund.route, refund.order) == ("called_off", None, "transfer", lost)
    act(send_all, bought)
    assert in_books(bought) == (PaymentState.PARTLY_REFUNDED, bought.total_vnd, lost.total_vnd)
    with transaction():
        orders.cancel(kept, by=None, role=ActorRole.OPERATOR, reason="hết hàng")
    act(send_all, bought)
    assert in_books(bought) == (PaymentState.REFUNDED, bought.total_vnd, bought.total_vnd)


def send_all(bought: Purchase) -> None:
    for refund in payments.refunds_of(bought):
        if refund.state == RefundState.REQUESTED:
            payments.mark_sent(refund)
            payments.confirm_refund(refund)


def test_a_parcel_that_was_paid_before_is_not_paid_again_at_the_door(bought: Purchase) -> None:
    act(pay, bought)
    order = bought.orders[0]
    with transaction():
        orders.confirm(order, by=None)
        orders.pack(order, by=None)
        orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN-1")
        orders.deliver(order, by=None, role=ActorRole.SELLER)
    assert order.cash_vnd == 0
    assert in_books(bought) == (PaymentState.PAID, bought.total_vnd, 0)


STEPS: dict[PaymentState, Callable[[Purchase], None]] = {
    PaymentState.AUTHORISED: payments.authorise,
    PaymentState.EXPIRED: payments.expire,
}


@pytest.mark.parametrize("wanted", list(STEPS))
@pytest.mark.parametrize("state", list(PaymentState))
def test_only_the_moves_of_the_table_are_possible(bought: Purchase, state: PaymentState, wanted: PaymentState) -> None:
    bought.payment_state = state
    db.session.flush()
    if wanted in MOVES[state]:
        STEPS[wanted](bought)
        assert bought.payment_state == wanted
    else:
        with pytest.raises(PaymentMoveRefused) as refused:
            STEPS[wanted](bought)
        assert refused.value.state == state
        assert states(bought) == {OrderState.AWAITING_PAYMENT}


def test_a_purchase_that_does_not_exist_is_not_found(cast: Cast) -> None:
    with pytest.raises(OrderNotFound):
        payments.get_purchase("2611-XXXXX")
