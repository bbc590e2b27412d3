"""What an operator books by hand: for or against a seller, with a reason, above a limit by two of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.counting import Count
from marketplace.database import db
from marketplace.ledger.accounts import Account, costs, seller
from marketplace.ledger.balances import is_open
from marketplace.ledger.errors import AmountRefused, NoteMissing, OwnAdjustment, TransactionNotFound
from marketplace.ledger.holds import find_hold, hold, post_hold, void_hold
from marketplace.ledger.models import Kind, LedgerHold, LedgerHoldEnd
from marketplace.ledger.posting import Posting, post
from marketplace.sellers.models import Seller

ADJUSTED: Final[Account] = costs("adjustments")
"""What adjustments cost the shop, less what they brought."""
ALONE_UP_TO_VND: Final = 1_000_000
"""So much one operator books alone; more waits for a second one."""
MOST_VND: Final = 1_000_000_000
REASON: Final = "adjustment"


@dataclass(frozen=True)
class Awaited:
    """An adjustment that waits for a second operator; above zero it is for the seller. `by` is who asked for it."""

    ref: str
    seller: Seller
    amount_vnd: int
    note: str
    by: User
    at: datetime


def adjust(ref: str, seller_id: int, amount_vnd: int, *, note: str, by: User) -> bool:
    """Book an amount for a seller (+) or against (-), or have it wait for a second operator: False then.

    `ref` makes a form count once. Raises AmountRefused, NoteMissing or KeyTaken.
    """
    if not 0 < abs(amount_vnd) <= MOST_VND:
        raise AmountRefused()
    if not note.strip():
        raise NoteMissing()
    owner = seller(seller_id)
    sides = (ADJUSTED, owner) if amount_vnd > 0 else (owner, ADJUSTED)
    key, posting = f"{REASON}:{ref}", Posting(*sides, abs(amount_vnd))
    if abs(amount_vnd) > ALONE_UP_TO_VND:
        hold(key, posting, REASON, note=note, by_id=by.id)
        return False
    post(Kind.ADJUSTMENT, key, [posting], note=note, by_id=by.id, seller_id=seller_id)
    return True


def awaited_adjustments() -> list[Awaited]:
    """What waits for a second operator, the oldest first."""
    found = select(LedgerHold, User).outerjoin(LedgerHoldEnd, LedgerHoldEnd.hold_id == LedgerHold.id)
    asked = found.join(User, User.id == LedgerHold.by_id).where(LedgerHold.reason == REASON, is_open(now()))
    rows = db.session.execute(asked.order_by(LedgerHold.id)).all()
    shops = select(Seller).where(Seller.id.in_([_seller_of(held) for held, _ in rows]))
    sellers = {shop.id: shop for shop in db.session.scalars(shops)}
    return [
        Awaited(held.key.partition(":")[2], sellers[_seller_of(held)], _signed(held), held.note, by, held.at)
        for held, by in rows
    ]


def adjustments_to_approve() -> Count:
    """How many wait for a second operator."""
    found = select(func.count(LedgerHold.id)).outerjoin(LedgerHoldEnd, LedgerHoldEnd.hold_id == LedgerHold.id)
    return found.where(LedgerHold.reason == REASON, is_open(now())).scalar_subquery()


def approve(ref: str, *, by: User) -> int:
    """The second operator agrees: it is booked. Raises OwnAdjustment, TransactionNotFound or HoldOver."""
    held = _get(ref)
    if held.by_id == by.id:
        raise OwnAdjustment()
    return post_hold(held, Kind.ADJUSTMENT, held.key, note=held.note, by_id=by.id, seller_id=_seller_of(held))


def refuse(ref: str, *, by: User) -> None:
    """It is not booked, which whoever asked for it may decide too. Raises TransactionNotFound or HoldOver."""
    void_hold(_get(ref), by_id=by.id)


def _seller_of(held: LedgerHold) -> int:
    """Whose account it is about."""
    code = held.destination if held.source == ADJUSTED.code else held.source
    return int(code.partition(":")[2])


def _signed(held: LedgerHold) -> int:
    """What it is for the seller: above zero what they get."""
    return held.amount_vnd if held.source == ADJUSTED.code else -held.amount_vnd


def _get(ref: str) -> LedgerHold:
    held = find_hold(f"{REASON}:{ref}")
    if held is None:
        raise TransactionNotFound()
    return held
