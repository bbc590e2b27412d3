"""Money on its way back: reserved first, approved by a second person above a limit, tried again, never too much."""

from collections.abc import Callable

import pytest

from marketplace import audit, events, orders, payments
from marketplace.accounts.models import User
from marketplace.database import db, transaction
from marketplace.errors import DomainError
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import ActorRole, PaymentMethod
from marketplace.payments.errors import (
    NotYetRefundable,
    RefundMoveRefused,
    RefundRefused,
    SecondOperatorNeeded,
    ShippingRefused,
    SurplusOwed,
    TooManyUnits,
)
from marketplace.payments.refund_models import Refund, RefundEvent
from marketplace.payments.states import RefundBearer, RefundReason
from tests import factories
from tests.people import Cast

WHY = {"reason": RefundReason.DAMAGED, "bearer": RefundBearer.SELLER}


@pytest.fixture
def operator(cast: Cast) -> User:
    return factories.user("Người vận hành")


@pytest.fixture
def bought(cast: Cast) -> Purchase:
    """Three jars of honey and some eggs, paid before and delivered."""
    honey = factories.product(cast.seller_a, price_vnd=100_001)
    eggs = factories.product(cast.seller_b, price_vnd=38_000)
    made = factories.purchase((honey.variants[0], 3), (eggs.variants[0], 1), paying=PaymentMethod.TRANSFER)
    with transaction():
        factories.pay(made.code)
    for order in made.orders:
        deliver(order)
    return made


def deliver(order: Order) -> None:
    with transaction():
        orders.confirm(order, by=None)
        orders.pack(order, by=None)
        orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN-1")
        orders.deliver(order, by=None, role=ActorRole.SELLER)


def ask(bought: Purchase, by: User, *, units: int = 0, **parts: int) -> Refund:
    with transaction():
        order = payments.get_purchase(bought.code).orders[0]
        return payments.request_refund(order, quantities={order.lines[0].id: units}, by=by, **WHY, **parts)


def step(do: Callable[..., None], refund: Refund, *args: object, **told: object) -> None:
    with transaction():
        do(payments.get_refund(refund.ref), *args, **told)


def send(refund: Refund) -> None:
    step(payments.mark_sent, refund)
    step(payments.confirm_refund, refund)


def sums(bought: Purchase) -> tuple[str, int, int, int]:
    assert audit.check(db.session()) == []
    return bought.payment_state, bought.paid_vnd, bought.refunding_vnd, bought.refunded_vnd


def test_what_is_asked_for_is_reserved_and_then_gone(bought: Purchase, operator: User) -> None:
    total = bought.total_vnd
    refund = ask(bought, operator, units=1, shipping_vnd=5_000, goodwill_vnd=2_000)
    assert refund.amount_vnd == 107_001
    assert sums(bought) == ("paid", total, 107_001, 0)
    assert (bought.due_vnd, bought.surplus_vnd) == (0, 0)
    send(refund)
    assert sums(bought) == ("partly_refunded", total, 0, 107_001)
    assert [event.state for event in refund.events] == ["requested", "sent", "confirmed"]


def test_the_last_unit_and_the_fee_leave_nothing_to_give_back(bought: Purchase, operator: User) -> None:
    order = bought.orders[0]
    for _ in range(3):
        send(ask(bought, operator, units=1))
    send(ask(bought, operator, shipping_vnd=order.shipping_vnd))
    assert order.given_back_vnd == order.total_vnd
    with pytest.raises(TooManyUnits):
        ask(bought, operator, units=1)
    with pytest.raises(RefundRefused):
        ask(bought, operator, goodwill_vnd=1)
    assert bought.kept_vnd == bought.orders[1].total_vnd
    assert sums(bought)[0] == "partly_refunded"


def test_goodwill_that_was_given_before_is_no_second_price(bought: Purchase, operator: User) -> None:
    order = bought.orders[0]
    ask(bought, operator, goodwill_vnd=20_000)
    rest = ask(bought, operator, units=3, shipping_vnd=order.shipping_vnd)
    assert rest.amount_vnd == order.total_vnd - 20_000
    assert order.given_back_vnd == order.total_vnd
    assert sums(bought)[2] == order.total_vnd


@pytest.mark.parametrize(
    ("parts", "refusal"),
    [
        ({"units": 4}, TooManyUnits),
        ({"units": -1}, TooManyUnits),
        ({"shipping_vnd": 1_000_000}, ShippingRefused),
        ({"shipping_vnd": -1, "units": 1}, ShippingRefused),
        ({"goodwill_vnd": 10_000_000}, RefundRefused),
        ({"goodwill_vnd": -1, "units": 1}, RefundRefused),
        ({}, RefundRefused),
    ],
)
def test_what_makes_no_sense_reserves_nothing(
    bought: Purchase, operator: User, parts: dict[str, int], refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        ask(bought, operator, **parts)
    assert sums(bought) == ("paid", bought.total_vnd, 0, 0)


def test_a_line_of_another_order_is_refused(bought: Purchase, operator: User) -> None:
    foreign = bought.orders[1].lines[0].id
    with pytest.raises(RefundRefused), transaction():
        order = payments.get_purchase(bought.code).orders[0]
        payments.request_refund(order, quantities={foreign: 1}, by=operator, **WHY)


def test_goods_that_have_not_left_are_called_off_instead(cast: Cast, operator: User) -> None:
    waiting = factories.purchase((factories.product(cast.seller_a).variants[0], 1), paying=PaymentMethod.TRANSFER)
    with pytest.raises(NotYetRefundable):
        ask(waiting, operator, units=1)
    with transaction():
        factories.pay(waiting.code)
    with pytest.raises(NotYetRefundable):
        ask(waiting, operator, units=1)


def test_cash_that_has_not_come_does_not_go_back(cast: Cast, operator: User) -> None:
    honey, eggs = factories.product(cast.seller_a), factories.product(cast.seller_b)
    bought = factories.purchase((honey.variants[0], 1), (eggs.variants[0], 1))
    deliver(bought.orders[1])
    with pytest.raises(NotYetRefundable):
        ask(bought, operator, units=1)
    with transaction():
        order = payments.get_purchase(bought.code).orders[1]
        refund = payments.request_refund(order, quantities={order.lines[0].id: 1}, by=operator, **WHY)
    send(refund)
    assert sums(bought)[0] == "due"
    assert bought.due_vnd == bought.orders[0].total_vnd
    deliver(bought.orders[0])
    assert sums(bought)[0] == "partly_refunded"


def test_a_large_sum_needs_a_second_operator(bought: Purchase, operator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marketplace.payments.requesting.most_alone", lambda: 100_000)
    refund = ask(bought, operator, units=1)
    assert payments.needs_second_operator(refund)
    with pytest.raises(SecondOperatorNeeded):
        step(payments.mark_sent, refund)
    with pytest.raises(SecondOperatorNeeded):
        step(payments.approve_refund, refund, by=operator)
    other = factories.user("Người thứ hai")
    step(payments.approve_refund, refund, by=other)
    send(refund)
    assert (refund.state, refund.approved_by) == ("confirmed", other)
    small = ask(bought, operator, goodwill_vnd=100_000)
    assert not payments.needs_second_operator(small)


def test_a_large_sum_in_small_ones_needs_a_second_operator_too(
    bought: Purchase, operator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("marketplace.payments.requesting.most_alone", lambda: 100_000)
    first, second = (ask(bought, operator, goodwill_vnd=60_000) for _ in range(2))
    assert (first.takes_two, second.takes_two) == (False, True)
    with pytest.raises(SecondOperatorNeeded):
        step(payments.mark_sent, second)
    step(payments.cancel_refund, second, by=operator, note="Nhầm")
    assert not ask(bought, operator, goodwill_vnd=40_000).takes_two
    assert not ask(bought, factories.user("Người thứ hai"), goodwill_vnd=60_000).takes_two


def test_what_fails_stays_reserved_and_is_tried_again(bought: Purchase, operator: User) -> None:
    refund = ask(bought, operator, units=1)
    step(payments.mark_sent, refund)
    step(payments.fail_refund, refund, "account_closed")
    assert (refund.state, refund.failure, refund.tries) == ("failed", "account_closed", 1)
    assert sums(bought)[2:] == (100_001, 0)
    send(refund)
    assert (refund.failure, refund.tries) == ("", 2)
    assert sums(bought)[2:] == (0, 100_001)


def test_what_a_bank_returns_is_reserved_again(bought: Purchase, operator: User) -> None:
    refund = ask(bought, operator, units=1)
    send(refund)
    step(payments.fail_refund, refund, "returned")
    assert sums(bought) == ("paid", bought.total_vnd, 100_001, 0)
    send(refund)
    assert sums(bought) == ("partly_refunded", bought.total_vnd, 0, 100_001)


def test_what_is_told_twice_counts_once(bought: Purchase, operator: User) -> None:
    refund = ask(bought, operator, units=1)
    step(payments.mark_sent, refund)
    for _ in range(2):
        step(payments.confirm_refund, refund, provider_ref="re_1")
    for _ in range(2):
        step(payments.fail_refund, refund, "returned")
    assert [event.state for event in refund.events] == ["requested", "sent", "confirmed", "failed"]
    assert sums(bought)[2:] == (100_001, 0)


def test_what_is_called_off_can_be_asked_for_again(bought: Purchase, operator: User) -> None:
    refund = ask(bought, operator, units=3)
    with pytest.raises(TooManyUnits):
        ask(bought, operator, units=1)
    step(payments.cancel_refund, refund, by=operator, note="khách đổi ý")
    assert sums(bought)[2:] == (0, 0)
    assert bought.orders[0].given_back_vnd == 0
    assert ask(bought, operator, units=3).amount_vnd == 300_003


def test_a_sent_refund_is_not_called_off(bought: Purchase, operator: User) -> None:
    refund = ask(bought, operator, units=1)
    step(payments.mark_sent, refund)
    with pytest.raises(RefundMoveRefused) as refused:
        step(payments.cancel_refund, refund, by=operator, note="")
    assert refused.value.state == "sent"


def test_what_was_paid_too_much_cannot_be_kept(bought: Purchase, operator: User) -> None:
    with transaction():
        payments.receive(payments.get_purchase(bought.code), 9_000)
    (refund,) = payments.refunds_of(bought)
    with pytest.raises(SurplusOwed):
        step(payments.cancel_refund, refund, by=operator, note="")
    assert sums(bought)[2] == 9_000


def test_a_refund_of_one_order_leaves_what_is_owed_for_the_other(bought: Purchase, operator: User, cast: Cast) -> None:
    honey, eggs = factories.product(cast.seller_a), factories.product(cast.seller_b)
    other = factories.purchase((honey.variants[0], 1), (eggs.variants[0], 1), paying=PaymentMethod.TRANSFER)
    with transaction():
        factories.pay(other.code)
    deliver(other.orders[0])
    ask(other, operator, units=1)
    with transaction():
        orders.cancel(other.orders[1], by=None, role=ActorRole.SELLER, reason="hết hàng")
    assert [refund.amount_vnd for refund in payments.refunds_of(other)] == [165_000, other.orders[1].total_vnd]
    assert (other.surplus_vnd, other.kept_vnd) == (0, other.orders[0].shipping_vnd)
    assert audit.check(db.session()) == []


def test_every_step_is_announced(bought: Purchase, operator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def hear(happened: list[RefundEvent]) -> None:
        told.extend(event.state for event in happened)

    monkeypatch.setitem(events._handlers, RefundEvent, [hear])
    send(ask(bought, operator, units=1))
    assert told == ["requested", "sent", "confirmed"]


def test_a_lighter_bird_gives_money_back_once_its_parcel_is_closed(cast: Cast) -> None:
    owner = factories.user("Chủ gian hàng")
    order = factories.confirmed((factories.chicken(cast.seller_a).variants[0], 2), paying=PaymentMethod.TRANSFER)
    (weighing,) = [job.key for job in orders.jobs_of(order) if job.is_weighing]
    with transaction():
        orders.weigh(order, weighing, [1_400, 1_400], by=owner, seen="")
    assert (order.purchase.surplus_vnd, payments.refunds_of(order.purchase)) == (32_000, [])
    with transaction():
        orders.weigh(order, weighing, [1_450, 1_400], by=owner, seen="1400, 1400")
        orders.pack(order, by=owner)
    assert [(each.reason, each.amount_vnd) for each in payments.refunds_of(order.purchase)] == [("adjusted", 24_000)]
    assert order.purchase.surplus_vnd == 0
    assert audit.check(db.session()) == []
