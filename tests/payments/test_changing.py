"""What a buyer may still change while the money is awaited, and after its time ran out."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from marketplace import audit, payments
from marketplace.catalogue.models import Variant
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.orders.errors import CashRefused, OrderNotFound
from marketplace.orders.models import Order, Purchase
from marketplace.orders.reasons import BUYERS
from marketplace.orders.states import OrderState, PaymentMethod, PaymentState
from marketplace.payments.errors import HoldRefused, MethodRefused
from marketplace.payments.states import AttemptState
from marketplace.stock import left_of
from tests import factories
from tests.people import Cast

HOLD = timedelta(hours=2)


@pytest.fixture
def bought(cast: Cast) -> Purchase:
    """Honey and eggs, to be paid by a transfer within two hours."""
    honey, eggs = factories.product(cast.seller_a), factories.product(cast.seller_b, price_vnd=38_000)
    made = factories.purchase((honey.variants[0], 2), (eggs.variants[0], 1), paying=PaymentMethod.TRANSFER)
    with transaction():
        payments.await_transfer(payments.get_purchase(made.code), until=now() + HOLD)
    return made


def act(step: Callable[..., object], bought: Purchase, **more: object) -> None:
    with transaction():
        step(payments.get_purchase(bought.code), **more)


def pay(bought: Purchase, amount_vnd: int) -> None:
    with transaction():
        payments.receive(payments.get_purchase(bought.code), amount_vnd)


def left(order: Order) -> int:
    pack = order.lines[0].variant_id
    return left_of([pack])[pack]


def sell_out(order: Order) -> None:
    pack = db.session.get_one(Variant, order.lines[0].variant_id)
    factories.purchase((pack, left(order)))


def run_out(bought: Purchase) -> None:
    with transaction():
        assert payments.expire_overdue() == 1


def stand(bought: Purchase) -> tuple[str, str, set[str]]:
    assert audit.check(db.session()) == []
    db.session.refresh(bought)
    return bought.payment_method, bought.payment_state, {order.state for order in bought.orders}


def attempts(bought: Purchase) -> list[str]:
    return [attempt.state for attempt in payments.attempts_of(bought)]


def test_a_transfer_is_awaited_as_long_as_the_goods_are_kept(bought: Purchase) -> None:
    (attempt,) = payments.attempts_of(bought)
    assert (attempt.provider, attempt.amount_vnd) == ("bank", bought.total_vnd)
    with time_machine.travel(attempt.ends_at - timedelta(seconds=1), tick=False), transaction():
        assert payments.expire_overdue() == 0
    with time_machine.travel(attempt.ends_at, tick=False):
        run_out(bought)
    assert stand(bought) == ("transfer", PaymentState.EXPIRED, {OrderState.CANCELLED})


def test_it_may_be_paid_at_the_door_instead(bought: Purchase) -> None:
    act(payments.change_method, bought, method=PaymentMethod.COD)
    assert stand(bought) == ("cod", PaymentState.DUE, {OrderState.PLACED})
    assert attempts(bought) == [AttemptState.CANCELLED]
    assert {order.cash_vnd for order in bought.orders} == {order.total_vnd for order in bought.orders}


def dear(cast: Cast, price_vnd: int) -> Purchase:
    """A first purchase of two jars at this price, of which each seller sends one, that awaits its transfer."""
    jars = [factories.product(of, price_vnd=price_vnd).variants[0] for of in (cast.seller_a, cast.seller_b)]
    made = factories.purchase(*((jar, 1) for jar in jars), paying=PaymentMethod.TRANSFER)
    with transaction():
        payments.await_transfer(payments.get_purchase(made.code), until=now() + HOLD)
    return made


def test_what_may_not_be_paid_at_the_door_is_still_to_be_paid_ahead(cast: Cast) -> None:
    too_dear = dear(cast, 6_000_000)
    with pytest.raises(CashRefused):
        act(payments.change_method, too_dear, method=PaymentMethod.COD)
    assert stand(too_dear) == ("transfer", PaymentState.AWAITING, {OrderState.AWAITING_PAYMENT})
    assert attempts(too_dear) == [AttemptState.OPEN]


def test_a_buyer_who_changes_to_cash_is_called_as_one_who_chose_it_at_once(cast: Cast) -> None:
    first = dear(cast, 2_000_000)
    act(payments.change_method, first, method=PaymentMethod.COD)
    assert stand(first) == ("cod", PaymentState.DUE, {OrderState.PLACED})
    assert [order.call_reason for order in first.orders] == ["first_time", "first_time"]


def test_money_that_comes_by_the_way_given_up_goes_back(bought: Purchase) -> None:
    act(payments.change_method, bought, method=PaymentMethod.COD)
    pay(bought, bought.total_vnd)
    assert stand(bought) == ("cod", PaymentState.DUE, {OrderState.PLACED})
    (refund,) = payments.refunds_of(bought)
    assert refund.amount_vnd == bought.total_vnd


def test_another_way_before_the_money_ends_what_was_begun(bought: Purchase) -> None:
    act(payments.change_method, bought, method=PaymentMethod.CARD)
    assert stand(bought) == ("card", PaymentState.AWAITING, {OrderState.AWAITING_PAYMENT})
    assert attempts(bought) == [AttemptState.CANCELLED]


@pytest.mark.parametrize("part", [1, None])
def test_nothing_changes_once_money_has_come(bought: Purchase, part: int | None) -> None:
    pay(bought, part or bought.total_vnd)
    assert not payments.may_change(bought)
    with pytest.raises(MethodRefused):
        act(payments.change_method, bought, method=PaymentMethod.COD)


def test_goods_whose_time_ran_out_are_kept_once_more(bought: Purchase) -> None:
    honey = bought.orders[0]
    before = left(honey)
    with time_machine.travel(now() + HOLD, tick=False):
        run_out(bought)
        assert left(honey) > before
        act(payments.hold_again, bought, until=now() + HOLD)
        assert stand(bought) == ("transfer", PaymentState.AWAITING, {OrderState.AWAITING_PAYMENT})
        assert left(honey) == before
        assert attempts(bought) == [AttemptState.EXPIRED, AttemptState.OPEN]
        pay(bought, bought.total_vnd)
    assert stand(bought)[1:] == (PaymentState.PAID, {OrderState.PLACED})


def test_what_was_sold_meanwhile_stays_called_off(bought: Purchase) -> None:
    with time_machine.travel(now() + HOLD, tick=False):
        run_out(bought)
        first, other = bought.orders
        sell_out(other)
        act(payments.hold_again, bought, until=now() + HOLD)
    assert stand(bought)[2] == {OrderState.AWAITING_PAYMENT, OrderState.CANCELLED}
    assert bought.due_vnd == first.total_vnd
    assert payments.attempts_of(bought)[-1].amount_vnd == first.total_vnd


def test_nothing_left_or_too_late_is_said_and_changes_nothing(bought: Purchase) -> None:
    with time_machine.travel(now() + HOLD, tick=False):
        run_out(bought)
        for order in bought.orders:
            sell_out(order)
        with pytest.raises(HoldRefused):
            act(payments.hold_again, bought, until=now() + HOLD)
    with time_machine.travel(bought.placed_at + timedelta(hours=24), tick=False), pytest.raises(HoldRefused):
        act(payments.hold_again, bought, until=now() + HOLD)
    assert stand(bought) == ("transfer", PaymentState.EXPIRED, {OrderState.CANCELLED})


def test_whose_time_is_over_and_not_called_off_yet_is_kept_on(bought: Purchase) -> None:
    with time_machine.travel(now() + HOLD, tick=False):
        act(payments.hold_again, bought, until=now() + HOLD)
        with transaction():
            assert payments.expire_overdue() == 0
    assert stand(bought)[1:] == (PaymentState.AWAITING, {OrderState.AWAITING_PAYMENT})


def test_a_buyer_who_gives_up_gets_back_what_came(bought: Purchase) -> None:
    pay(bought, 50_000)
    act(payments.give_up, bought, by=None, reason=BUYERS[-1])
    assert stand(bought)[2] == {OrderState.CANCELLED}
    assert [refund.amount_vnd for refund in payments.refunds_of(bought)] == [50_000]
    with pytest.raises(MethodRefused):
        act(payments.give_up, bought, by=None, reason=BUYERS[-1])


def test_the_word_for_how_it_stands_changes_with_every_step(bought: Purchase) -> None:
    seen = [payments.standing(payments.look_up(bought.token))]
    pay(bought, 50_000)
    seen.append(payments.standing(payments.look_up(bought.token)))
    pay(bought, bought.due_vnd)
    seen.append(payments.standing(payments.look_up(bought.token)))
    assert len(set(seen)) == 3
    assert [event.amount_vnd for event in payments.receipts_of(bought)] == [50_000, bought.total_vnd - 50_000]
    with pytest.raises(OrderNotFound):
        payments.look_up("nobody")
