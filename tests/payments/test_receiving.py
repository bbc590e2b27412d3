"""Money that comes in: short, exact, too much, twice, too late. None of it is ever lost or silent."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from marketplace import audit, events, orders, payments
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.orders.models import Purchase
from marketplace.orders.states import ActorRole, PaymentMethod
from marketplace.payments.errors import AmountRefused
from marketplace.payments.models import PaymentEvent, PaymentNotice
from marketplace.payments.states import TIME_TO_PAY, NoticeOutcome
from marketplace.stock import left_of
from tests import factories
from tests.people import Cast
from tests.work import work

DAY_AND_MORE = TIME_TO_PAY + timedelta(minutes=1)


@pytest.fixture
def bought(cast: Cast) -> Purchase:
    """Honey and eggs, to be paid by transfer."""
    honey, eggs = factories.product(cast.seller_a), factories.product(cast.seller_b, price_vnd=38_000)
    return factories.purchase((honey.variants[0], 2), (eggs.variants[0], 1), paying=PaymentMethod.TRANSFER)


def receive(bought: Purchase, amount_vnd: int, notice: PaymentNotice | None = None) -> None:
    with transaction():
        payments.receive(payments.get_purchase(bought.code), amount_vnd, notice=notice)


def expire(bought: Purchase) -> None:
    with transaction():
        payments.expire(payments.get_purchase(bought.code))


def history(bought: Purchase) -> list[tuple[str, int]]:
    steps = select(PaymentEvent).where(PaymentEvent.purchase_id == bought.id).order_by(PaymentEvent.id)
    return [(step.state, step.amount_vnd) for step in db.session.scalars(steps)]


def states(bought: Purchase) -> list[str]:
    assert audit.check(db.session()) == []
    return [order.state for order in bought.orders]


def asked_back(bought: Purchase) -> list[tuple[str, int]]:
    return [(refund.reason, refund.amount_vnd) for refund in payments.refunds_of(bought)]


def test_a_part_stays_awaited_and_the_rest_places_the_orders(bought: Purchase) -> None:
    receive(bought, 100_000)
    assert (bought.payment_state, bought.due_vnd) == ("awaiting", bought.total_vnd - 100_000)
    assert states(bought) == ["awaiting_payment", "awaiting_payment"]
    receive(bought, bought.due_vnd)
    assert history(bought) == [("awaiting", 100_000), ("paid", bought.total_vnd - 100_000)]
    assert states(bought) == ["placed", "placed"]
    assert asked_back(bought) == []


def test_what_is_too_much_goes_back_by_itself(bought: Purchase) -> None:
    receive(bought, bought.total_vnd + 5_000)
    assert states(bought) == ["placed", "placed"]
    assert asked_back(bought) == [("overpaid", 5_000)]
    receive(bought, 7_000)
    assert asked_back(bought) == [("overpaid", 5_000), ("overpaid", 7_000)]
    assert (bought.payment_state, bought.refunding_vnd, bought.surplus_vnd) == ("paid", 12_000, 0)


@pytest.mark.parametrize("amount_vnd", [0, -1])
def test_nothing_or_less_is_no_money(bought: Purchase, amount_vnd: int) -> None:
    with pytest.raises(AmountRefused):
        receive(bought, amount_vnd)
    assert history(bought) == []


def notice_of(event_id: str) -> PaymentNotice:
    noted = payments.note("bank", event_id, "transfer", outcome=NoticeOutcome.APPLIED)
    assert noted is not None
    return noted


def test_a_notice_counts_once_for_a_purchase(bought: Purchase) -> None:
    with transaction():
        notice = notice_of("FT-1")
    for _ in range(3):
        receive(bought, 50_000, notice)
    assert history(bought) == [("awaiting", 50_000)]
    with transaction():
        assert payments.note("bank", "FT-1", "transfer", outcome=NoticeOutcome.APPLIED) is None


def test_one_transfer_may_pay_two_purchases(bought: Purchase, cast: Cast) -> None:
    other = factories.purchase((factories.product(cast.seller_a).variants[0], 1), paying=PaymentMethod.TRANSFER)
    with transaction():
        notice = notice_of("FT-2")
    receive(bought, bought.total_vnd, notice)
    receive(other, other.total_vnd, notice)
    assert (bought.payment_state, other.payment_state) == ("paid", "paid")
    assert states(other) == ["placed"]


def test_money_after_the_time_to_pay_places_what_is_still_there(bought: Purchase) -> None:
    pack = bought.orders[0].lines[0].variant_id
    expire(bought)
    with time_machine.travel(now() + timedelta(days=3), tick=False):
        promised = bought.orders[0].arrives_to_on
        receive(bought, bought.total_vnd)
        assert states(bought) == ["placed", "placed"]
        assert left_of([pack]) == {pack: 8}
        assert bought.orders[0].arrives_to_on > promised
    assert (bought.payment_state, bought.due_vnd, asked_back(bought)) == ("paid", 0, [])
    assert history(bought) == [("expired", 0), ("paid", bought.total_vnd)]


def test_an_order_that_came_back_can_be_called_off_again(bought: Purchase) -> None:
    pack = bought.orders[0].lines[0].variant_id
    expire(bought)
    receive(bought, bought.total_vnd)
    with transaction():
        orders.cancel(bought.orders[0], by=None, role=ActorRole.BUYER, reason="đổi ý")
    assert left_of([pack]) == {pack: 10}
    assert states(bought) == ["cancelled", "placed"]
    assert asked_back(bought) == [("called_off", bought.orders[0].total_vnd)]


def test_late_money_for_what_is_sold_meanwhile_goes_back(bought: Purchase) -> None:
    honey, eggs = bought.orders
    expire(bought)
    factories.order(product_of(honey.lines[0].product_id), quantity=9)
    receive(bought, bought.total_vnd)
    assert states(bought) == ["cancelled", "placed"]
    assert asked_back(bought) == [("late", honey.total_vnd)]
    assert (bought.payment_state, bought.payable_vnd) == ("paid", eggs.total_vnd)


def product_of(product_id: int) -> Product:
    return db.session.get_one(Product, product_id)


def test_late_money_for_what_is_not_sold_any_more_goes_back(bought: Purchase) -> None:
    expire(bought)
    for order in bought.orders:
        product_of(order.lines[0].product_id).is_listed = False
    db.session.flush()
    receive(bought, bought.total_vnd)
    assert states(bought) == ["cancelled", "cancelled"]
    assert asked_back(bought) == [("late", bought.total_vnd)]
    assert (bought.payment_state, bought.due_vnd, bought.surplus_vnd) == ("paid", 0, 0)


def test_late_money_that_is_too_little_goes_back(bought: Purchase) -> None:
    expire(bought)
    receive(bought, bought.total_vnd - 1)
    assert states(bought) == ["cancelled", "cancelled"]
    assert asked_back(bought) == [("late", bought.total_vnd - 1)]


def test_money_for_what_the_buyer_called_off_goes_back(bought: Purchase) -> None:
    with transaction():
        for order in bought.orders:
            orders.cancel(order, by=None, role=ActorRole.BUYER, reason="đổi ý")
    assert bought.payment_state == "failed"
    receive(bought, bought.total_vnd)
    assert states(bought) == ["cancelled", "cancelled"]
    assert asked_back(bought) == [("late", bought.total_vnd)]


def test_the_part_that_came_before_the_time_ran_out_goes_back(bought: Purchase) -> None:
    receive(bought, 40_000)
    with time_machine.travel(now() + DAY_AND_MORE, tick=False):
        work("awaited_money")
    assert states(bought) == ["cancelled", "cancelled"]
    assert asked_back(bought) == [("late", 40_000)]
    assert (bought.payment_state, bought.due_vnd) == ("paid", 0)


def test_a_parcel_that_is_left_out_may_make_the_part_enough(bought: Purchase) -> None:
    dropped, kept = bought.orders
    receive(bought, kept.total_vnd + 3_000)
    with transaction():
        orders.cancel(dropped, by=None, role=ActorRole.BUYER, reason="đổi ý")
    assert states(bought) == ["cancelled", "placed"]
    assert (bought.payment_state, asked_back(bought)) == ("paid", [("called_off", 3_000)])


def test_a_transfer_for_what_is_paid_at_the_door_goes_back(cast: Cast) -> None:
    bought = factories.purchase((factories.product(cast.seller_a).variants[0], 1))
    receive(bought, bought.total_vnd)
    assert (bought.payment_state, bought.due_vnd) == ("due", bought.total_vnd)
    assert states(bought) == ["placed"]
    assert asked_back(bought) == [("overpaid", bought.total_vnd)]


def test_every_sum_is_announced(bought: Purchase, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []

    def hear(happened: list[PaymentEvent]) -> None:
        told.extend(step.amount_vnd for step in happened)

    monkeypatch.setitem(events._handlers, PaymentEvent, [hear])
    receive(bought, 30_000)
    receive(bought, bought.due_vnd)
    assert told == [30_000, bought.total_vnd - 30_000]
