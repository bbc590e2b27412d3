"""What an operator decides about a line that differs, and how it is taken back."""

from collections.abc import Callable

import pytest

from marketplace import audit, cash
from marketplace.cash.errors import DecisionRefused, NotHeld, ReasonMissing
from marketplace.cash.models import CashMove, RemittanceLine
from marketplace.database import db, transaction
from marketplace.orders.models import Order
from tests.cash.tables import deliver, delivered, sent, take_in
from tests.people import Cast


def decide(line: RemittanceLine, decision: Callable[[RemittanceLine], None]) -> None:
    with transaction():
        decision(cash.get_line(line.ref, lock=True))


def decisions(line: RemittanceLine) -> list[tuple[str, int]]:
    moves = db.session.query(CashMove).filter_by(line_id=line.id, is_decision=True).order_by(CashMove.id)
    return [(move.kind, move.amount_vnd) for move in moves]


def open_vnd(order: Order) -> int:
    custody = cash.custody_of(order.id)
    assert custody
    return custody.open_vnd


@pytest.fixture
def order(cast: Cast) -> Order:
    return delivered(cast.seller_a)


@pytest.fixture
def short(order: Order) -> RemittanceLine:
    return take_in(f"GHN001;;{order.total_vnd - 30_000};;").lines[0]


def test_what_is_missing_is_given_up_with_a_reason(cast: Cast, order: Order, short: RemittanceLine) -> None:
    decide(short, lambda line: cash.accept(line, reason="Bưu tá trả thiếu, bỏ qua", by=cast.operator))
    assert (open_vnd(order), short.outcome, decisions(short)) == (0, "accepted", [("given_up", 30_000)])
    assert audit.check(db.session()) == []


def test_nothing_is_given_up_without_a_reason(cast: Cast, order: Order, short: RemittanceLine) -> None:
    with pytest.raises(ReasonMissing):
        decide(short, lambda line: cash.accept(line, reason=" ", by=cast.operator))
    assert (open_vnd(order), short.outcome) == (30_000, None)


def test_what_is_missing_is_charged_to_the_seller(cast: Cast, order: Order, short: RemittanceLine) -> None:
    decide(short, lambda line: cash.charge_seller(line, reason="Ghi sai tiền thu", by=cast.operator))
    assert (open_vnd(order), short.outcome, decisions(short)) == (0, "on_seller", [("on_seller", 30_000)])
    assert audit.check(db.session()) == []


def test_a_claim_books_nothing_and_waits_on(cast: Cast, order: Order, short: RemittanceLine) -> None:
    decide(short, lambda line: cash.claim(line, by=cast.operator))
    assert (open_vnd(order), decisions(short), cash.count_differences()) == (30_000, [], {False: 0, True: 1})
    decide(short, lambda line: cash.accept(line, reason="Hãng không trả", by=cast.operator))
    assert (open_vnd(order), cash.count_differences()) == (0, {False: 0, True: 0})


def test_a_line_is_decided_once(cast: Cast, short: RemittanceLine) -> None:
    decide(short, lambda line: cash.accept(line, reason="Bỏ qua", by=cast.operator))
    with pytest.raises(DecisionRefused):
        decide(short, lambda line: cash.charge_seller(line, reason="Ghi sai", by=cast.operator))


@pytest.mark.parametrize("deciding", [cash.accept, cash.charge_seller])
def test_a_decision_is_taken_back_whole(
    cast: Cast, order: Order, short: RemittanceLine, deciding: Callable[..., None]
) -> None:
    decide(short, lambda line: deciding(line, reason="Nhầm", by=cast.operator))
    decide(short, lambda line: cash.take_back(line, by=cast.operator))
    assert (open_vnd(order), short.outcome, sum(amount for _, amount in decisions(short))) == (30_000, None, 0)
    assert cash.count_differences()[False] == 1
    decide(short, lambda line: deciding(line, reason="Lần này đúng", by=cast.operator))
    assert open_vnd(order) == 0
    assert audit.check(db.session()) == []


def test_a_surplus_that_is_accepted_is_written_down(cast: Cast, order: Order) -> None:
    over = take_in(f"GHN001;;{order.total_vnd + 7_000};;").lines[0]
    with pytest.raises(DecisionRefused):
        decide(over, lambda line: cash.charge_seller(line, reason="Không thiếu gì", by=cast.operator))
    decide(over, lambda line: cash.accept(line, reason="Hãng trả thừa", by=cast.operator))
    assert decisions(over) == [("surplus", 7_000)]
    assert audit.check(db.session()) == []


def test_the_fee_of_a_way_back_is_ours_or_the_sellers(cast: Cast) -> None:
    sent(cast.seller_a, "GHN002")
    fee = take_in("GHN002;;0;18000;-18000").lines[0]
    decide(fee, lambda line: cash.charge_seller(line, reason="Đóng gói sai địa chỉ", by=cast.operator))
    assert decisions(fee) == [("on_seller", 18_000)]
    decide(fee, lambda line: cash.take_back(line, by=cast.operator))
    decide(fee, lambda line: cash.accept(line, reason="Phí hoàn", by=cast.operator))
    assert decisions(fee)[-1] == ("fee", 18_000)


def test_a_mistyped_code_is_put_right(cast: Cast, order: Order) -> None:
    line = take_in(f"GHNOO1;;{order.total_vnd};;").lines[0]
    decide(line, lambda line: cash.correct(line, order.number, by=cast.operator))
    assert (line.verdict, line.outcome, open_vnd(order)) == ("exact", "corrected", 0)
    decide(line, lambda line: cash.take_back(line, by=cast.operator))
    assert (line.verdict, line.difference_vnd, open_vnd(order)) == ("unknown", order.total_vnd, order.total_vnd)
    assert audit.check(db.session()) == []


def test_what_still_differs_after_it_was_put_right_waits_on(cast: Cast, order: Order) -> None:
    line = take_in(f"GHNOO1;;{order.total_vnd - 9_000};;").lines[0]
    decide(line, lambda line: cash.correct(line, order.number, by=cast.operator))
    assert (line.verdict, line.outcome, line.difference_vnd, open_vnd(order)) == ("short", None, -9_000, 9_000)


def test_a_parcel_that_was_not_delivered_yet_is_booked_once_it_is(cast: Cast) -> None:
    order = sent(cast.seller_a, "GHN002")
    line = take_in(f"GHN002;;{order.total_vnd};;").lines[0]
    with pytest.raises(NotHeld):
        decide(line, lambda line: cash.correct(line, order.number, by=cast.operator))
    deliver(order)
    decide(line, lambda line: cash.correct(line, order.number, by=cast.operator))
    assert (line.outcome, open_vnd(order)) == ("corrected", 0)
    assert audit.check(db.session()) == []
