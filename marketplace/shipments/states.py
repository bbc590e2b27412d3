"""Two machines of one parcel: where the goods are, and where the cash is. Nothing else decides how either may move."""

from datetime import timedelta
from enum import StrEnum
from typing import Final


class ParcelState(StrEnum):
    """Where the goods are, as far as the carrier has told.

    ASKED is the one that blocks: the carrier was asked to take the parcel and nobody knows yet whether it did.
    """

    ASKED = "asked"
    REFUSED = "refused"
    BOOKED = "booked"
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    FAILED = "failed"
    DELIVERED = "delivered"
    RETURNING = "returning"
    RETURNED = "returned"
    LOST = "lost"
    CANCELLED = "cancelled"


class CashState(StrEnum):
    """Where the cash of the parcel is, as far as the carrier has told; the books follow its statements alone."""

    NONE = "none"
    DUE = "due"
    COLLECTED = "collected"
    RECONCILED = "reconciled"
    PAID_OUT = "paid_out"
    NOT_TAKEN = "not_taken"


class Source(StrEnum):
    """Who said that something happened to a parcel."""

    SHOP = "shop"
    NOTICE = "notice"
    QUESTION = "question"
    PERSON = "person"


class Result(StrEnum):
    """What became of a notice: it moved the parcel, told what is known or past, or waits for an operator."""

    APPLIED = "applied"
    NOTED = "noted"
    LATE = "late"
    UNKNOWN_STATUS = "unknown_status"
    UNKNOWN_PARCEL = "unknown_parcel"
    CONTRADICTS = "contradicts"


FINAL: Final = frozenset(
    {ParcelState.REFUSED, ParcelState.DELIVERED, ParcelState.RETURNED, ParcelState.LOST, ParcelState.CANCELLED}
)
"""No news leads out of these: what speaks against them is shown to an operator."""
NEVER_LEFT: Final = frozenset({ParcelState.REFUSED, ParcelState.CANCELLED})
"""The parcel is not with the carrier, and may be handed over anew."""
ON_THE_ROAD: Final = frozenset(
    {ParcelState.IN_TRANSIT, ParcelState.OUT_FOR_DELIVERY, ParcelState.FAILED, ParcelState.RETURNING}
)
LEFT: Final = ON_THE_ROAD | {ParcelState.DELIVERED, ParcelState.RETURNED, ParcelState.LOST}
"""The carrier has collected it."""
TOLD: Final = LEFT | {ParcelState.BOOKED, ParcelState.CANCELLED}
"""Where a carrier's news may lead: from any state that is not final to any of these, because news may be left out."""
TO_DECIDE: Final = frozenset({Result.UNKNOWN_STATUS, Result.UNKNOWN_PARCEL, Result.CONTRADICTS})
"""Notices that an operator has to look at."""

TIME_TO_ACT: Final = {
    ParcelState.ASKED: timedelta(minutes=15),
    ParcelState.BOOKED: timedelta(hours=48),
    ParcelState.IN_TRANSIT: timedelta(days=5),
    ParcelState.OUT_FOR_DELIVERY: timedelta(hours=24),
    ParcelState.FAILED: timedelta(hours=72),
    ParcelState.RETURNING: timedelta(days=14),
}
"""How long a parcel may stay in a state before an operator asks the carrier. GHTK tries for three days."""
SETTLES_AFTER: Final = timedelta(minutes=10)
"""How long after asking a carrier that knows no such parcel is believed: before, it may still be making it."""
SILENT_AFTER: Final = timedelta(hours=6)
"""How long a parcel may be on its way without news before the carrier is asked."""

_CASH_ORDER: Final = (CashState.DUE, CashState.COLLECTED, CashState.RECONCILED, CashState.PAID_OUT)


def can_move(here: ParcelState, there: ParcelState) -> bool:
    """Whether news may lead a parcel from the one state to the other."""
    return here not in FINAL and there in TOLD


def cash_after(here: CashState, there: CashState | None) -> CashState:
    """Where the cash is after this was told: it never goes back, and what was never to be taken stays so."""
    if there is None or here in (CashState.NONE, CashState.NOT_TAKEN):
        return here
    if there == CashState.NOT_TAKEN:
        return there if here == CashState.DUE else here
    return max(here, there, key=_CASH_ORDER.index)
