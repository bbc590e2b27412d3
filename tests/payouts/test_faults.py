"""What is written past the rules of payouts, and what the audit says of it."""

import pytest
from flask import Flask

from marketplace.payouts import Payout
from tests import factories
from tests.audit.books import broken, run
from tests.payouts.steps import days_later, delivered, paid, shop_with_account

SUM = "a payout is the sum of the bookings that it pays"
BOOKED = "a payout pays what the books say that its bookings brought the seller"
OVER = "a payout that is over gave its bookings free, and no other one did"
ARRIVED = "a payout that arrived stands in the books once, and no other one does"
HELD = "the books hold the money of a payout from its approval until the bank says what came of it"
TWO = "two people agreed to every run that went out"
LAST = "every payout stands where its last step left it"


@pytest.fixture
def payout(app: Flask) -> Payout:
    """A payout that arrived, in books that are in order."""
    first, second = factories.user(), factories.user()
    order = delivered(shop_with_account(first))
    with days_later(4):
        arrived = paid(first, second, order.net_vnd)
    assert broken() == []
    return arrived


@pytest.mark.parametrize(
    ("fault", "promises"),
    [
        ("UPDATE payouts SET amount_vnd = amount_vnd + 1", [SUM]),
        (
            "UPDATE payouts SET amount_vnd = amount_vnd + 1; UPDATE payout_items SET amount_vnd = amount_vnd + 1",
            [BOOKED],
        ),
        ("UPDATE payout_items SET released_at = '2026-12-01'", [OVER]),
        ("UPDATE payouts SET state = 'sent'", [ARRIVED, HELD, LAST]),
        ("UPDATE payouts SET state = 'returned'", [OVER, ARRIVED, LAST]),
        ("UPDATE payout_runs SET approved_by_id = NULL", [TWO]),
    ],
)
def test_the_audit_finds_what_was_changed_in_a_payout(payout: Payout, fault: str, promises: list[str]) -> None:
    run(fault)
    assert broken() == promises
