"""The same of attempts to pay and refunds."""

from datetime import timedelta

import pytest
from flask import Flask

from marketplace import guards, orders, payments
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.orders.models import Order
from marketplace.orders.states import PaymentMethod
from marketplace.payments.states import AttemptState, RefundBearer, RefundReason
from tests import factories
from tests.audit.books import broken, run

CARD = "a card brought money exactly once where it succeeded, and never where it did not"
REFUND_PATH = "every refund's events are moves that its table allows, from its request on"
REFUND_LAST = "every refund stands where its last event left it"
CONFIRMED = "a confirmed refund took its sum once, and no other one took any"
RESERVED = "what is reserved of a purchase is what its open refunds give back"
GIVEN = "what was given back of an order is what its refunds say, and no more than it cost"
REFUND_LINES = "a refund's goods are its lines"
UNITS_BACK = "no more units of a line go back than were sent, nor for more than they cost"


@pytest.fixture
def refunded(app: Flask) -> Order:
    """An order paid by card, of which one unit was given back and the fee is asked for."""
    made = factories.order(paying=PaymentMethod.CARD)
    with transaction():
        bought = payments.get_purchase(made.purchase.code)
        told = {"method": PaymentMethod.CARD, "provider": "stripe", "ends_at": now() + timedelta(hours=1)}
        attempt = payments.open_attempt(bought, amount_vnd=bought.due_vnd, **told)
        payments.record(attempt, payments.Outcome(AttemptState.SUCCEEDED, bought.due_vnd))
        orders.confirm(made, by=None)
        orders.pack(made, by=None)
    with transaction():
        bought = payments.get_purchase(made.purchase.code)
        why = {"reason": RefundReason.DAMAGED, "bearer": RefundBearer.SHOP, "by": factories.user()}
        first = payments.request_refund(bought.orders[0], quantities={made.lines[0].id: 1}, **why)
        payments.mark_sent(first)
        payments.confirm_refund(first)
        payments.request_refund(bought.orders[0], shipping_vnd=1_000, **why)
    assert broken() == []
    return made


PAY_TWICE = (
    "INSERT INTO payment_events (purchase_id, attempt_id, state, amount_vnd, at) "
    "SELECT purchase_id, id, 'paid', amount_vnd, opened_at FROM payment_attempts;"
    "UPDATE purchases SET paid_vnd = 2 * paid_vnd, payment_state = 'paid'"
)
FORGET_REFUNDS = (
    "DELETE FROM payment_events WHERE refund_id IS NOT NULL;"
    "UPDATE purchases SET refunded_vnd = 0, payment_state = 'paid'"
)
REFUND_FAULTS: dict[str, tuple[str, list[str]]] = {
    "a card pays twice": (
        PAY_TWICE,
        [CARD],
    ),
    "a card pays that was declined": ("UPDATE payment_attempts SET state = 'failed'", [CARD]),
    "a refund skips its sending": ("DELETE FROM refund_events WHERE state = 'sent'", [REFUND_PATH]),
    "a refund is asked for by nobody": (
        "DELETE FROM refund_events WHERE refund_id = (SELECT max(id) FROM refunds)",
        [REFUND_LAST],
    ),
    "a refund is confirmed without its money": (
        FORGET_REFUNDS,
        [CONFIRMED],
    ),
    "a reservation is forgotten": ("UPDATE purchases SET refunding_vnd = 0", [RESERVED]),
    "an order forgets what it gave back": ("UPDATE orders SET given_back_vnd = 0", [GIVEN]),
    "a refund's line loses a dong": ("UPDATE refund_lines SET amount_vnd = amount_vnd - 1", [REFUND_LINES]),
    "more units go back than were sent": ("UPDATE refund_lines SET quantity = 3", [UNITS_BACK]),
}


@pytest.mark.parametrize("fault", REFUND_FAULTS)
def test_the_audit_notices_in_refunds_when(fault: str, refunded: Order) -> None:
    statement, promises = REFUND_FAULTS[fault]
    guards.unwatch(db.session.connection())  # as somebody with the database's own password
    run(statement)
    assert set(promises) <= set(broken())
