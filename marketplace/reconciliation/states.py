"""What becomes of money on the shop's account, and what was found of it when it was looked at."""

from enum import StrEnum
from typing import Final


class Source(StrEnum):
    """Who told of money. The same money may be told by each of them once."""

    STATEMENT = "statement"
    SEPAY = "sepay"
    CASSO = "casso"
    PAYOS = "payos"


class TransferState(StrEnum):
    """Where money that came in stands. A returning one belongs to nobody's purchase and goes back to its sender."""

    WAITING = "waiting"
    MATCHED = "matched"
    IGNORED = "ignored"
    RETURNING = "returning"
    RETURNED = "returned"


MOVES: Final[dict[TransferState, frozenset[TransferState]]] = {
    TransferState.WAITING: frozenset({TransferState.MATCHED, TransferState.IGNORED, TransferState.RETURNING}),
    TransferState.MATCHED: frozenset({TransferState.WAITING}),
    TransferState.IGNORED: frozenset({TransferState.WAITING}),
    TransferState.RETURNING: frozenset({TransferState.WAITING, TransferState.RETURNED}),
    TransferState.RETURNED: frozenset(),
}


class Finding(StrEnum):
    """What the memo and the amount say. Exact and short money with its check character needs nobody."""

    EXACT = "exact"
    SHORT = "short"
    OVER = "over"
    LATE = "late"
    DOUBLE = "double"
    AT_DOOR = "at_door"
    SEVERAL = "several"
    UNSURE = "unsure"
    CUT = "cut"
    NO_PURCHASE = "no_purchase"
    UNKNOWN = "unknown"


BOOKED_ALONE: Final = frozenset({Finding.EXACT, Finding.SHORT})


class StatementState(StrEnum):
    """How far a statement that was sent has come."""

    READING = "reading"
    READ = "read"
