"""Claims, returns and exchanges: three kinds with one table of states. Nothing else decides where one may go."""

from enum import StrEnum
from typing import Final

from marketplace.orders.states import ActorRole
from marketplace.payments.states import RefundReason

BUYER, SELLER, OPERATOR, SYSTEM = ActorRole


class ClaimKind(StrEnum):
    """A claim: something is wrong, and nothing need come back. A return and an exchange: the goods go back first."""

    CLAIM = "claim"
    RETURN = "return"
    EXCHANGE = "exchange"


class Reason(StrEnum):
    """What is wrong with the goods, which is the seller's fault; the last three are the buyer's change of mind."""

    BROKEN = "broken"
    SPOILED = "spoiled"
    MISSING = "missing"
    WRONG = "wrong"
    NOT_AS_DESCRIBED = "not_as_described"
    OTHER = "other"
    WRONG_CHOICE = "wrong_choice"
    NOT_NEEDED = "not_needed"
    CHANGED_MIND = "changed_mind"


FAULTS: Final = (
    Reason.BROKEN,
    Reason.SPOILED,
    Reason.MISSING,
    Reason.WRONG,
    Reason.NOT_AS_DESCRIBED,
    Reason.OTHER,
)
"""What no seller can switch off: goods that are not as described are taken back (law 122/2025/QH15, article 17)."""
CHANGES_OF_MIND: Final = (Reason.WRONG_CHOICE, Reason.NOT_NEEDED, Reason.CHANGED_MIND)
"""Reasons that a seller may switch off, and that hold for nothing fresh."""
SHOWN: Final = (Reason.BROKEN, Reason.SPOILED, Reason.WRONG)
"""Reasons that a photo has to show."""
REFUND_REASONS: Final = {
    Reason.BROKEN: RefundReason.DAMAGED,
    Reason.SPOILED: RefundReason.DAMAGED,
    Reason.MISSING: RefundReason.MISSING,
    Reason.WRONG: RefundReason.WRONG,
    Reason.NOT_AS_DESCRIBED: RefundReason.WRONG,
    Reason.OTHER: RefundReason.GOODWILL,
}
"""What the money's own record calls it; what goes back is returned."""


class Wish(StrEnum):
    """What the buyer would like: the money, the goods once more, or to keep them for less."""

    MONEY = "money"
    AGAIN = "again"
    OTHER = "other"


class ClaimState(StrEnum):
    """Whose turn it is, or how it ended."""

    OPEN = "open"
    OFFERED = "offered"
    ESCALATED = "escalated"
    APPEALED = "appealed"
    COMING_BACK = "coming_back"
    REPLACING = "replacing"
    SETTLED = "settled"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


_OUTCOMES: Final = {
    ClaimState.SETTLED: frozenset({OPERATOR}),
    ClaimState.REPLACING: frozenset({OPERATOR}),
    ClaimState.COMING_BACK: frozenset({OPERATOR}),
    ClaimState.REFUSED: frozenset({OPERATOR}),
}
MOVES: Final[dict[ClaimState, dict[ClaimState, frozenset[ActorRole]]]] = {
    ClaimState.OPEN: {
        ClaimState.OFFERED: frozenset({SELLER}),
        ClaimState.SETTLED: frozenset({SELLER}),
        ClaimState.REPLACING: frozenset({SELLER}),
        ClaimState.COMING_BACK: frozenset({SELLER}),
        ClaimState.ESCALATED: frozenset({SELLER, SYSTEM}),
        ClaimState.WITHDRAWN: frozenset({BUYER}),
    },
    ClaimState.OFFERED: {
        ClaimState.SETTLED: frozenset({BUYER}),
        ClaimState.ESCALATED: frozenset({BUYER, SYSTEM}),
        ClaimState.WITHDRAWN: frozenset({BUYER}),
    },
    ClaimState.ESCALATED: {**_OUTCOMES, ClaimState.WITHDRAWN: frozenset({BUYER})},
    ClaimState.APPEALED: _OUTCOMES,
    ClaimState.COMING_BACK: {
        ClaimState.SETTLED: frozenset({SELLER}),
        ClaimState.REPLACING: frozenset({SELLER}),
        ClaimState.ESCALATED: frozenset({SELLER, SYSTEM}),
        ClaimState.WITHDRAWN: frozenset({BUYER, SYSTEM}),
    },
    ClaimState.REPLACING: {
        ClaimState.SETTLED: frozenset({SELLER}),
        ClaimState.ESCALATED: frozenset({SYSTEM}),
    },
    ClaimState.SETTLED: {ClaimState.APPEALED: frozenset({BUYER})},
    ClaimState.REFUSED: {ClaimState.APPEALED: frozenset({BUYER})},
    ClaimState.WITHDRAWN: {},
}
"""The seller agrees, offers a part, or says no, and then the operators decide; so they do when a deadline passes. What
was decided is appealed once. Goods that never were sent back end it.
"""

LIVE: Final = tuple(state for state in ClaimState if state not in ("settled", "refused", "withdrawn"))
"""The states in which the order's money waits."""
DECIDED_BY_OPERATORS: Final = (ClaimState.ESCALATED, ClaimState.APPEALED)
UNDONE: Final = (ClaimState.WITHDRAWN, ClaimState.REFUSED)
"""How one ends that takes no unit from another: what was refused may be appealed, so it counts until then."""


class Step(StrEnum):
    """What somebody did: an entry of the thread."""

    OPENED = "opened"
    WROTE = "wrote"
    OFFERED = "offered"
    AGREED = "agreed"
    DECLINED = "declined"
    ESCALATED = "escalated"
    SENT_BACK = "sent_back"
    RECEIVED = "received"
    SENT_AGAIN = "sent_again"
    DECIDED = "decided"
    REFUSED = "refused"
    APPEALED = "appealed"
    RESTOCKED = "restocked"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
