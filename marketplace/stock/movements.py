"""Units that leave a lot without an order, told at once or later; taking that back; counting a lot."""

from datetime import date
from typing import Final

from sqlalchemy import select

from marketplace.clock import today
from marketplace.database import db
from marketplace.stock.actions import HIGHEST_COUNT, lower, raise_by
from marketplace.stock.errors import CountRefused
from marketplace.stock.lot_errors import (
    BeforeTheLot,
    DayAhead,
    LotShort,
    MovementKept,
    MovementNotFound,
    QuantityRefused,
    ReasonMissing,
)
from marketplace.stock.models import TOLD_BY_SELLER, Lot, MovementReason, StockMovement
from marketplace.text import clean_line

LONGEST_NOTE: Final = 160


def withdraw(
    lot: Lot, *, quantity: int, reason: MovementReason, happened_on: date, note: str = "", ref: str, by_id: int
) -> None:
    """Take units out of a lot for a reason, never more than nobody has ordered; `ref` makes a form count once.

    Works for lots that are sold no more, too. Raises ReasonMissing, QuantityRefused, DayAhead, BeforeTheLot, LotShort.
    """
    if reason not in TOLD_BY_SELLER:
        raise ReasonMissing()
    if not 1 <= quantity <= HIGHEST_COUNT:
        raise QuantityRefused()
    check_day(lot, happened_on)
    lock_lot(lot)
    if find_movement(lot, ref) is not None:
        return
    details = {"note": clean_line(note, LONGEST_NOTE), "happened_on": happened_on, "ref": ref}
    if not lower(lot.id, quantity, reason, by_id=by_id, **details):
        raise LotShort(lot.on_hand, quantity)


def take_back(lot: Lot, ref: str, *, by_id: int) -> StockMovement:
    """Put back what was taken out by mistake: one more row, the mistake stays. Gives the mistake.

    Raises MovementNotFound or MovementKept.
    """
    lock_lot(lot)
    mistake = find_movement(lot, ref)
    if mistake is None:
        raise MovementNotFound()
    again = select(StockMovement.id).where(StockMovement.corrects_id == mistake.id)
    if not mistake.was_told or db.session.scalar(again) is not None:
        raise MovementKept()
    raise_by(lot.id, -mistake.quantity, MovementReason.CORRECTED, by_id=by_id, corrects_id=mistake.id)
    return mistake


def set_left(lot: Lot, left: int, *, by_id: int) -> int:
    """Let the lot hold what was counted in it; returns by how much that differs. Raises CountRefused.

    The lot's row must be locked (`lock_lot`), so that nothing leaves between looking and writing.
    """
    if not 0 <= left <= HIGHEST_COUNT:
        raise CountRefused()
    difference = left - lot.on_hand
    if difference > 0:
        raise_by(lot.id, difference, MovementReason.COUNTED, by_id=by_id)
    elif difference < 0 and not lower(lot.id, -difference, MovementReason.COUNTED, by_id=by_id):
        raise LotShort(lot.on_hand, -difference)
    return difference


def check_day(lot: Lot, day: date) -> None:
    """Raise DayAhead or BeforeTheLot unless something can have happened to the lot on that day."""
    if day > today():
        raise DayAhead(day)
    if day < lot.began_on:
        raise BeforeTheLot(day, lot.began_on)


def lock_lot(lot: Lot) -> None:
    """Hold the lot until the transaction ends, and see what it holds now."""
    db.session.refresh(lot, ["on_hand"], with_for_update=True)


def find_movement(lot: Lot, ref: str) -> StockMovement | None:
    """The movement of this lot with this reference."""
    return db.session.scalar(select(StockMovement).where(StockMovement.lot_id == lot.id, StockMovement.ref == ref))
