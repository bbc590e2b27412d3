"""Fewer units are there than were ordered: the buyer is asked, and whatever the answer, money and units agree."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from marketplace import audit, orders, stock
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending
from marketplace.database import db, transaction
from marketplace.orders import Shortage
from marketplace.orders.errors import (
    AlreadyAsked,
    AnswerAwaited,
    AnsweredAlready,
    JobUnknown,
    NothingToSend,
    OnlyLine,
    PackUnavailable,
    PlanMissing,
    QuestionNotFound,
    ThereRefused,
)
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod
from marketplace.stock.models import Lot
from tests import factories
from tests.people import Cast

LATER = timedelta(hours=13)


@pytest.fixture
def honey(cast: Cast) -> Product:
    """A jar of 500 ml for 165,000 dong, and one of 250 ml for 90,000."""
    made = factories.product(cast.seller_a, "Mật ong", left=10)
    made.variants.append(factories.pack(2, pack_vi="Hũ 250 ml", content_amount=250, gross_grams=450, price_vnd=90_000))
    db.session.flush()
    factories.lot(made.variants[1], 10, code="SMALL")
    return made


@pytest.fixture
def order(cast: Cast, honey: Product) -> Order:
    """Three jars of honey and a chilli paste, being packed."""
    paste = factories.product(cast.seller_a, "Tương ớt", price_vnd=50_000)
    return factories.confirmed((honey.variants[0], 3), (paste.variants[0], 1))


def ask(order: Order, plan: str = "part", there: int = 2, **more: Any) -> Shortage:
    return orders.ask(order, "take-1", there=there, plan=plan, by=None, **more)


def on_hand(product: Product, pack: int = 0) -> int:
    lots = select(Lot.on_hand).where(Lot.variant_id == product.variants[pack].id)
    return sum(db.session.scalars(lots))


def lines(order: Order) -> list[tuple[int, int]]:
    return [(line.quantity, line.total_vnd) for line in order.lines]


def agree(asked: Shortage) -> Shortage:
    with transaction():
        return orders.answer(asked.token, agrees=True, by=None)


def decline(asked: Shortage) -> Shortage:
    with transaction():
        return orders.answer(asked.token, agrees=False, by=None)


def lapse() -> int:
    with pretending(now() + LATER), transaction():
        return orders.lapse_overdue()


def sound() -> bool:
    db.session.flush()
    return audit.check(db.session()) == []


def test_until_the_answer_nothing_changes_but_the_parcel_waits(order: Order, honey: Product) -> None:
    due = order.due_at
    asked = ask(order)
    assert lines(order) == [(3, 495_000), (1, 50_000)]
    assert on_hand(honey) == 7
    assert order.due_at is not None
    assert due is not None
    assert order.due_at >= max(due, asked.answer_by)
    with pytest.raises(AnswerAwaited):
        orders.pack(order, by=None)
    with pytest.raises(AlreadyAsked):
        ask(order)
    assert [event.change for event in order.events if event.change] == ["asked"]
    assert sound()


@pytest.mark.parametrize("settle", [agree, lambda _asked: lapse()])
def test_yes_and_silence_send_the_part_that_is_there(order: Order, honey: Product, settle: Any) -> None:
    settle(ask(order))
    assert lines(order) == [(2, 330_000), (1, 50_000)]
    assert (order.lines[0].ordered_quantity, order.lines[0].called_off) == (3, 1)
    assert order.purchase.goods_vnd == order.goods_vnd == 380_000
    assert order.cash_vnd == order.purchase.total_vnd
    assert on_hand(honey) == 7, "what is missing cannot be sold to somebody else"
    orders.pack(order, by=None)
    assert sound()


def test_no_calls_the_whole_line_off_and_what_is_there_can_be_sold_again(order: Order, honey: Product) -> None:
    decline(ask(order))
    assert lines(order) == [(0, 0), (1, 50_000)]
    assert on_hand(honey) == 9
    assert [job.key for job in orders.jobs_of(order)] == ["take-2", "close", "label"]
    assert sound()


def test_another_pack_comes_for_what_is_missing_and_is_never_dearer(order: Order, honey: Product) -> None:
    asked = ask(order, "replace", ref=honey.variants[1].ref, quantity=2)
    agree(asked)
    assert lines(order) == [(2, 330_000), (1, 50_000), (2, 165_000 // 2 * 2)]
    assert on_hand(honey, 1) == 8
    assert [job.key for job in orders.jobs_of(order)] == ["take-1", "take-2", "take-3", "close", "label"]
    assert sound()


def test_another_pack_that_is_cheaper_costs_its_own_price(order: Order, honey: Product) -> None:
    agree(ask(order, "replace", ref=honey.variants[1].ref, quantity=1))
    assert lines(order)[-1] == (1, 90_000)
    assert sound()


@pytest.mark.parametrize("settle", [decline, lambda _asked: lapse()])
def test_without_a_yes_no_other_pack_is_sent(order: Order, honey: Product, settle: Any) -> None:
    settle(ask(order, "replace", ref=honey.variants[1].ref, quantity=2))
    assert lines(order) == [(2, 330_000), (1, 50_000)]
    assert on_hand(honey, 1) == 10
    assert sound()


def test_another_pack_that_is_sold_meanwhile_is_told(order: Order, honey: Product) -> None:
    asked = ask(order, "replace", ref=honey.variants[1].ref, quantity=2)
    factories.purchase((honey.variants[1], 9))
    assert agree(asked).outcome == "sold_out"
    assert lines(order) == [(2, 330_000), (1, 50_000)]
    assert sound()


@pytest.mark.parametrize("settle", [agree, lambda _asked: lapse()])
def test_a_line_that_is_dropped_leaves_the_rest(order: Order, honey: Product, settle: Any) -> None:
    settle(ask(order, "drop", there=0))
    assert lines(order) == [(0, 0), (1, 50_000)]
    assert on_hand(honey) == 7
    assert sound()


def test_no_to_a_dropped_line_calls_the_whole_order_off(order: Order, honey: Product) -> None:
    decline(ask(order, "drop", there=1))
    assert (order.state, order.events[-1].role) == (OrderState.CANCELLED, "system")
    assert on_hand(honey) == 8
    assert order.purchase.due_vnd == 0
    assert sound()


def test_an_order_with_nothing_left_is_called_off_as_any_other(cast: Cast, honey: Product) -> None:
    order = factories.confirmed((honey.variants[0], 2))
    lapsed = ask(order, "replace", there=0, ref=honey.variants[1].ref, quantity=1)
    lapse()
    db.session.refresh(lapsed)
    assert (lapsed.outcome, order.state) == ("lapsed", OrderState.CANCELLED)
    assert on_hand(honey) == 8
    assert sound()


def test_a_lower_price_for_more_units_stays_for_fewer(cast: Cast, honey: Product) -> None:
    honey.variants[0].price_breaks = [[3, 150_000]]
    order = factories.confirmed((honey.variants[0], 3))
    agree(ask(order))
    assert lines(order) == [(2, 300_000)]
    assert sound()


def test_what_was_paid_before_is_due_back(cast: Cast, honey: Product) -> None:
    order = factories.confirmed((honey.variants[0], 3), paying=PaymentMethod.TRANSFER)
    paid = order.total_vnd
    agree(ask(order))
    assert order.purchase.surplus_vnd == paid - order.total_vnd > 0
    assert sound()


def test_the_delivery_fee_does_not_rise_when_less_is_sent(cast: Cast, honey: Product) -> None:
    order = factories.confirmed((honey.variants[0], 4))
    assert order.shipping_vnd == 0
    agree(ask(order, there=1))
    assert order.shipping_vnd == 0
    assert sound()


def test_weights_count_no_more_when_a_bird_is_missing(cast: Cast) -> None:
    order = factories.confirmed((factories.chicken(cast.seller_a).variants[0], 2))
    orders.weigh(order, "weigh-1", [1_500, 1_480], by=cast.packer_a, seen="")
    agree(ask(order, there=1))
    assert (order.goods_vnd, order.is_unweighed) == (240_000, True)
    assert "weigh-1" not in [job.key for job in orders.jobs_of(order) if job.tick]
    assert sound()


def test_what_was_found_is_packed_as_it_was_ordered(order: Order) -> None:
    asked = ask(order)
    orders.withdraw(order, by=None)
    assert lines(order) == [(3, 495_000), (1, 50_000)]
    with pytest.raises(AnsweredAlready):
        agree(asked)
    with pytest.raises(AnsweredAlready):
        orders.withdraw(order, by=None)
    orders.pack(order, by=None)
    assert sound()


def test_an_order_that_is_called_off_asks_nothing_any_more(order: Order) -> None:
    asked = ask(order)
    with transaction():
        orders.cancel(order, by=None, role=ActorRole.SELLER, reason="Hàng vừa hết")
    with pytest.raises(AnsweredAlready):
        agree(asked)
    assert sound()


def test_an_answer_counts_once_and_a_second_press_is_no_fault(order: Order) -> None:
    asked = ask(order)
    agree(asked)
    assert agree(asked).outcome == "agreed"
    with pytest.raises(AnsweredAlready):
        decline(asked)
    assert lines(order) == [(2, 330_000), (1, 50_000)]


def test_an_answer_after_its_time_is_the_safe_choice(order: Order) -> None:
    asked = ask(order)
    with pretending(now() + LATER):
        assert decline(asked).outcome == "lapsed"
    assert lines(order) == [(2, 330_000), (1, 50_000)]


def test_only_what_was_not_answered_in_time_lapses(order: Order) -> None:
    assert orders.lapse_overdue() == 0
    asked = ask(order)
    assert orders.lapse_overdue() == 0
    assert (lapse(), lapse()) == (1, 0)
    db.session.refresh(asked)
    assert asked.outcome == "lapsed"


@pytest.mark.parametrize(
    ("plan", "there", "refusal"),
    [
        ("part", 3, ThereRefused),
        ("part", -1, ThereRefused),
        ("part", 0, NothingToSend),
        ("", 1, PlanMissing),
        ("replace", 1, PackUnavailable),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(order: Order, plan: str, there: int, refusal: type) -> None:
    with pytest.raises(refusal):
        ask(order, plan, there)


def test_the_only_line_is_not_dropped_but_the_order_called_off(cast: Cast, honey: Product) -> None:
    with pytest.raises(OnlyLine):
        ask(factories.confirmed((honey.variants[0], 2)), "drop", there=0)


def test_another_sellers_pack_and_one_that_is_there_too_little_are_not_offered(order: Order, honey: Product) -> None:
    other = factories.product().variants[0]
    for ref, quantity in ((other.ref, 1), (honey.variants[1].ref, 11), (honey.variants[1].ref, 0), ("", 1)):
        with pytest.raises(PackUnavailable):
            ask(order, "replace", ref=ref, quantity=quantity)
    with pytest.raises(JobUnknown):
        orders.ask(order, "close", there=0, plan="part", by=None)
    with pytest.raises(QuestionNotFound):
        orders.answer("no such link", agrees=True, by=None)


def test_lots_that_gave_units_back_are_told_apart(cast: Cast, honey: Product) -> None:
    factories.lot(honey.variants[0], 5, code="LATE", best_before_in_days=900)
    order = factories.confirmed((honey.variants[0], 12))
    agree(ask(order, there=9))
    shares = stock.lots_of_lines([order.lines[0].id])[order.lines[0].id]
    assert [share.quantity for share in shares] == [9]
    assert sound()
