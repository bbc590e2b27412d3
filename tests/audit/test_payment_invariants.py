"""The same of payments and of the cash that is paid at the door."""

import pytest

from marketplace import guards
from marketplace.database import db
from marketplace.orders.models import Order
from tests.audit.books import broken, run

PAYMENT_PATH = "every payment's events are moves that its table allows, from its opening on"
PAYMENT_LAST = "every payment stands where its last event left it, or where it was opened"
PAYMENT_SUMS = "what was paid and given back is the sum of the payment's events"
HELD = "the cash of every parcel delivered against it is somewhere, and of no other"
OPEN = "who took cash still has what its moves left there"
CASH = "cash came in for every parcel delivered against it, and for no other"
OVER = "a payment is over exactly when nothing is left to be paid, and failed or expired only without money"
BACK = "a payment that is over says how much of it went back"
WAITS = "an order waits for its money exactly while its purchase does"
MONEY_BOOKED = "what came in for a purchase and went back is booked to the dong"
CASH_BOOKED = "cash was booked for every parcel that was paid at the door, and for no other"

PAY_AGAIN = "INSERT INTO payment_events (purchase_id, state, amount_vnd, at) "
CALL_IT_AWAITED = (
    "DELETE FROM payment_events;"
    "UPDATE purchases SET paid_vnd = 0, payment_state = 'awaiting', payment_method = 'transfer'"
)

PAYMENT_FAULTS: dict[str, tuple[str, list[str]]] = {
    "cash is forgotten": ("DELETE FROM cash_moves; DELETE FROM cash_custodies", [HELD]),
    "cash of a parcel vanishes without a move": ("UPDATE cash_custodies SET open_vnd = 0", [OPEN]),
    "a carrier took more than the parcel cost": (
        "UPDATE cash_custodies SET amount_vnd = amount_vnd + 1, open_vnd = open_vnd + 1",
        [HELD, OPEN],
    ),
    "a payment jumps back": ("UPDATE purchases SET payment_state = 'due'", [PAYMENT_LAST, OVER]),
    "a payment takes a step that is none": (
        "UPDATE payment_events SET state = 'authorised'; UPDATE purchases SET payment_state = 'authorised'",
        [PAYMENT_PATH, OVER],
    ),
    "a payment is called refunded that was not": (
        "UPDATE payment_events SET state = 'refunded'; UPDATE purchases SET payment_state = 'refunded'",
        [BACK],
    ),
    "cash vanishes": ("UPDATE purchases SET paid_vnd = paid_vnd - 1", [PAYMENT_SUMS, OVER, MONEY_BOOKED]),
    "cash is that of another parcel": ("UPDATE payment_events SET order_id = NULL", [CASH]),
    "cash is written down twice": (
        PAY_AGAIN + "SELECT purchase_id, 'partly_refunded', amount_vnd, at FROM payment_events",
        [PAYMENT_LAST, PAYMENT_SUMS],
    ),
    "a payment waits although its parcels went": (
        CALL_IT_AWAITED,
        [WAITS, CASH_BOOKED, MONEY_BOOKED, HELD],
    ),
}


@pytest.mark.parametrize("fault", PAYMENT_FAULTS)
def test_the_audit_notices_in_payments_when(fault: str, delivered: Order) -> None:
    statement, promises = PAYMENT_FAULTS[fault]
    guards.unwatch(db.session.connection())  # as somebody with the database's own password
    run(statement)
    assert broken() == promises
