"""What is booked without a person, and what waits for one."""

import pytest

from marketplace import audit, payments, reconciliation
from marketplace.database import db, transaction
from marketplace.orders.models import Purchase
from marketplace.orders.states import OrderState, PaymentMethod, PaymentState
from marketplace.reconciliation.states import Finding, TransferState
from tests.people import Cast
from tests.reconciliation.money import bought, came, memo_of


@pytest.fixture
def purchase(cast: Cast) -> Purchase:
    return bought()


def in_books(purchase: Purchase) -> tuple[str, int]:
    assert audit.check(db.session()) == []
    db.session.refresh(purchase)
    return purchase.payment_state, purchase.paid_vnd


@pytest.mark.parametrize(
    "written",
    ["{}", "{} NGUYEN MAU K chuyen tien", "MBVCB.4525077405.{}.CT tu 0351000646393 toi 0011001932418", "{:lower}"],
)
def test_the_exact_money_places_the_orders(purchase: Purchase, written: str) -> None:
    memo = written.replace("{:lower}", memo_of(purchase).lower()).replace("{}", memo_of(purchase))
    transfer = came(purchase.total_vnd, memo)
    assert (transfer.finding, transfer.state) == (Finding.EXACT, TransferState.MATCHED)
    assert in_books(purchase) == (PaymentState.PAID, purchase.total_vnd)
    assert {order.state for order in purchase.orders} == {OrderState.PLACED}


def test_short_money_is_kept_and_the_rest_completes_it(purchase: Purchase) -> None:
    first = came(purchase.total_vnd - 20_000, memo_of(purchase))
    assert (first.finding, first.gap_vnd) == (Finding.SHORT, -20_000)
    assert in_books(purchase) == (PaymentState.AWAITING, purchase.total_vnd - 20_000)
    rest = came(20_000, memo_of(purchase))
    assert rest.finding == Finding.EXACT
    assert in_books(purchase) == (PaymentState.PAID, purchase.total_vnd)


def test_money_that_is_too_much_waits(purchase: Purchase) -> None:
    transfer = came(purchase.total_vnd + 5_000, memo_of(purchase))
    assert (transfer.finding, transfer.gap_vnd, transfer.is_waiting) == (Finding.OVER, 5_000, True)
    assert in_books(purchase) == (PaymentState.AWAITING, 0)


def test_money_after_the_time_to_pay_waits(purchase: Purchase) -> None:
    with transaction():
        payments.expire(payments.get_purchase(purchase.code))
    transfer = came(purchase.total_vnd, memo_of(purchase))
    assert (transfer.finding, transfer.is_waiting) == (Finding.LATE, True)


def test_the_same_money_once_more_waits(purchase: Purchase) -> None:
    came(purchase.total_vnd, memo_of(purchase))
    again = came(purchase.total_vnd, memo_of(purchase))
    assert (again.finding, again.is_waiting) == (Finding.DOUBLE, True)
    assert in_books(purchase) == (PaymentState.PAID, purchase.total_vnd)


def test_half_the_money_twice_may_be_one_half_told_twice(purchase: Purchase) -> None:
    half = purchase.total_vnd // 2
    assert came(half, memo_of(purchase)).state == TransferState.MATCHED
    assert came(half, memo_of(purchase)).finding == Finding.DOUBLE


def test_money_for_what_is_paid_at_the_door_waits(cast: Cast) -> None:
    at_door = bought(paying=PaymentMethod.COD)
    assert came(at_door.total_vnd, memo_of(at_door)).finding == Finding.AT_DOOR
    assert in_books(at_door) == (PaymentState.DUE, 0)


def test_money_for_several_purchases_waits(purchase: Purchase) -> None:
    other = bought()
    transfer = came(purchase.total_vnd + other.total_vnd, f"{memo_of(purchase)} {memo_of(other)}")
    assert (transfer.finding, transfer.gap_vnd) == (Finding.SEVERAL, 0)


@pytest.mark.parametrize(
    ("memo", "finding"),
    [
        ("tra tien mat ong", Finding.UNKNOWN),
        ("", Finding.UNKNOWN),
        ("GUI2611", Finding.UNKNOWN),
        ("GUI2611P9A", Finding.CUT),
        ("GUI2611P9AN9", Finding.UNSURE),
    ],
)
def test_what_is_not_certain_waits(cast: Cast, memo: str, finding: Finding) -> None:
    transfer = came(348_000, memo)
    assert (transfer.finding, transfer.is_waiting) == (finding, True)


def test_a_wrong_letter_is_never_booked_by_itself(purchase: Purchase) -> None:
    right = memo_of(purchase)
    wrong = [
        right[:at] + letter + right[at + 1 :] for at in range(7, 12) for letter in "23456789ABC" if letter != right[at]
    ]
    for memo in wrong:
        came(purchase.total_vnd, memo)
    assert in_books(purchase) == (PaymentState.AWAITING, 0)


def test_money_that_was_quicker_than_its_purchase_is_found_later(purchase: Purchase) -> None:
    code, memo = purchase.code, memo_of(purchase)
    purchase.code = "2611-22222"
    db.session.flush()
    transfer = came(purchase.total_vnd, memo, booked_at=purchase.placed_at)
    assert transfer.finding == Finding.NO_PURCHASE
    purchase.code = code
    db.session.commit()
    reconciliation.look_again()
    assert in_books(purchase) == (PaymentState.PAID, purchase.total_vnd)
