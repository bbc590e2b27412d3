"""The moves that the payment of a purchase may make. Nothing else decides how far its money has come."""

from datetime import timedelta
from typing import Final

from marketplace.orders.states import PaymentState

DUE, AWAITING, AUTHORISED, PAID, PARTLY_REFUNDED, REFUNDED, FAILED, EXPIRED = PaymentState

TIME_TO_PAY: Final = timedelta(hours=24)
"""How long goods are kept for money that is awaited, counted from the purchase."""

MOVES: dict[PaymentState, frozenset[PaymentState]] = {
    DUE: frozenset({DUE, PAID, FAILED}),
    AWAITING: frozenset({AUTHORISED, PAID, FAILED, EXPIRED}),
    AUTHORISED: frozenset({PAID, FAILED}),
    PAID: frozenset({PARTLY_REFUNDED, REFUNDED}),
    PARTLY_REFUNDED: frozenset({PARTLY_REFUNDED, REFUNDED}),
    REFUNDED: frozenset(),
    FAILED: frozenset(),
    EXPIRED: frozenset(),
}
"""Due: cash at the door, which comes parcel by parcel and so stays due until the last one. Awaiting: nothing is sent
before the money, or the bank's word for it (authorised), has come. Failed: no money came and none will, because every
parcel was called off. Expired: the time to pay ran out.
"""
