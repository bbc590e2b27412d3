"""Whose money it may be: purchases ranked by what speaks for them, with the grounds to be read beside each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, or_, select

from marketplace.banking.references import Reference, find_references
from marketplace.clock import start_of_day, to_local
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod, PaymentState
from marketplace.reconciliation.models import BankTransfer
from marketplace.reconciliation.queries import complete
from marketplace.text import fold

MOST: Final = 5
POOL: Final = 500
"""Purchases whose money is awaited that are looked through, the newest; a day's worth of a large shop."""
RECENT: Final = timedelta(days=7)
CODE_LENGTH: Final = 5
LEAST_NAME: Final = 6


class Ground(StrEnum):
    """What speaks for a purchase, or against it."""

    SAME_CODE = "same_code"
    NEAR_CODE = "near_code"
    CUT_CODE = "cut_code"
    SAME_AMOUNT = "same_amount"
    LESS = "less"
    MORE = "more"
    SAME_NAME = "same_name"
    SOON_AFTER = "soon_after"
    BEFORE = "before"
    PAID = "paid"
    EXPIRED = "expired"
    AT_DOOR = "at_door"


WEIGHTS: Final = {
    Ground.SAME_CODE: 60,
    Ground.NEAR_CODE: 40,
    Ground.CUT_CODE: 25,
    Ground.SAME_AMOUNT: 40,
    Ground.SAME_NAME: 20,
    Ground.SOON_AFTER: 10,
    Ground.LESS: -5,
    Ground.MORE: -5,
    Ground.BEFORE: -30,
    Ground.PAID: -10,
    Ground.EXPIRED: -5,
    Ground.AT_DOOR: -10,
}
ENOUGH: Final = 30
"""A purchase that has less to say for itself is not worth a look."""


@dataclass(frozen=True)
class Said:
    """One ground with what belongs to it: an amount in dong, minutes, or the two letters that differ."""

    ground: Ground
    number: int = 0
    letters: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Suggestion:
    """A purchase with its grounds."""

    purchase: Purchase
    grounds: tuple[Said, ...]

    @property
    def weight(self) -> int:
        """How much speaks for it."""
        return sum(WEIGHTS[said.ground] for said in self.grounds)


def suggest(transfer: BankTransfer, *, limit: int = MOST) -> list[Suggestion]:
    """The purchases whose money it may be, the likeliest first."""
    references = find_references(transfer.memo)
    found = [Suggestion(each, tuple(grounds(transfer, references, each))) for each in _candidates(transfer, references)]
    likely = [suggestion for suggestion in found if suggestion.weight >= ENOUGH]
    return sorted(likely, key=lambda each: (-each.weight, each.purchase.id))[:limit]


def grounds(transfer: BankTransfer, references: Iterable[Reference], purchase: Purchase) -> Iterator[Said]:
    """What speaks for this purchase and against it, the weightiest first."""
    if code := _code_ground(references, purchase.code):
        yield code
    yield _amount_ground(transfer.amount_vnd, purchase)
    words = fold(f"{transfer.memo} {transfer.counterparty}")
    if len(purchase.recipient_folded) >= LEAST_NAME and purchase.recipient_folded in words:
        yield Said(Ground.SAME_NAME)
    if time := _time_ground(transfer, purchase.placed_at):
        yield time
    if state := _state_ground(purchase):
        yield Said(state)


def _candidates(transfer: BankTransfer, references: list[Reference]) -> list[Purchase]:
    """What the memo names, and of what is awaited or was lately the rest that may fit."""
    since = transfer.booked_at - RECENT
    is_recent = Purchase.placed_at.between(since, transfer.booked_at + timedelta(days=1))
    awaited = select(Purchase.id).where(Purchase.payment_state == PaymentState.AWAITING)
    of_same_sum = select(Purchase.id).where(is_recent, Purchase.total_vnd == transfer.amount_vnd)
    wanted = [awaited.order_by(Purchase.placed_at.desc()).limit(POOL), of_same_sum.limit(POOL)]
    if named := [_named(each) for each in references]:
        wanted.append(select(Purchase.id).where(or_(*named)).limit(POOL))
    return complete(select(Purchase).where(or_(*(Purchase.id.in_(some) for some in wanted))))


def _named(reference: Reference) -> ColumnElement[bool]:
    """Its code, the codes with one other letter, or those that begin with what is left of it."""
    if not reference.is_whole:
        return Purchase.code.startswith(reference.code, autoescape=True)
    month, _hyphen, letters = reference.code.partition("-")
    near = [f"{month}-{letters[:at]}_{letters[at + 1 :]}" for at in range(len(letters))]
    return or_(Purchase.code == reference.code, *(Purchase.code.like(pattern) for pattern in near))


def _code_ground(references: Iterable[Reference], code: str) -> Said | None:
    for found in references:
        if found.code == code:
            return Said(Ground.SAME_CODE)
        if not found.is_whole and code.startswith(found.code):
            return Said(Ground.CUT_CODE)
        other = [(said, meant) for said, meant in zip(found.code, code, strict=False) if said != meant]
        if found.is_whole and len(found.code) == len(code) and len(other) == 1:
            return Said(Ground.NEAR_CODE, letters=other[0])
    return None


def _amount_ground(amount_vnd: int, purchase: Purchase) -> Said:
    expected_vnd = purchase.due_vnd or purchase.total_vnd
    if amount_vnd == expected_vnd:
        return Said(Ground.SAME_AMOUNT)
    gap_vnd = amount_vnd - expected_vnd
    return Said(Ground.MORE if gap_vnd > 0 else Ground.LESS, abs(gap_vnd))


def _time_ground(transfer: BankTransfer, placed_at: datetime) -> Said | None:
    """How long after the purchase the money came, where the bank tells more than the day."""
    if not transfer.has_time:
        return Said(Ground.BEFORE) if transfer.booked_at < start_of_day(to_local(placed_at).date()) else None
    passed = transfer.booked_at - placed_at
    if passed < timedelta(minutes=-1):
        return Said(Ground.BEFORE)
    return Said(Ground.SOON_AFTER, int(passed / timedelta(minutes=1))) if passed < timedelta(days=1) else None


def _state_ground(purchase: Purchase) -> Ground | None:
    if purchase.payment_method == PaymentMethod.COD:
        return Ground.AT_DOOR
    if purchase.payment_state in (PaymentState.EXPIRED, PaymentState.FAILED):
        return Ground.EXPIRED
    return None if purchase.payment_state == PaymentState.AWAITING else Ground.PAID
