"""What an operator decides about a line that differs, and how a decision is taken back. Load the line locked."""

from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.cash.actions import book, settle_earlier
from marketplace.cash.errors import DecisionRefused, NotHeld, ReasonMissing
from marketplace.cash.models import CashMove, Custody, MoveKind, Outcome, RemittanceLine, Verdict
from marketplace.cash.moving import move, undo
from marketplace.cash.queries import find_parcel, lock_custodies
from marketplace.clock import now
from marketplace.database import db
from marketplace.text import clean_line

LONGEST_REASON = 200


def accept(line: RemittanceLine, *, reason: str, by: User) -> None:
    """It stays as the carrier says: what is missing we give up, a fee is ours, what came too much is a surplus.

    Raises DecisionRefused or ReasonMissing.
    """
    _check(line.can_decide)
    if not reason.strip():
        raise ReasonMissing()
    custody = _locked(line)
    if line.difference_vnd > 0:
        _decide(line, MoveKind.SURPLUS, line.difference_vnd, None, by)
    elif line.verdict == Verdict.SHORT:
        _decide(line, MoveKind.GIVEN_UP, _missing(line, custody), custody, by)
    else:
        _decide(line, MoveKind.FEE, -line.difference_vnd, None, by)
    _settle(line, Outcome.ACCEPTED, by, reason)


def claim(line: RemittanceLine, *, by: User, reason: str = "") -> None:
    """The carrier is asked for it; nothing is booked until it answers. Raises DecisionRefused."""
    _check(line.is_undecided)
    _settle(line, Outcome.CLAIMED, by, reason)


def charge_seller(line: RemittanceLine, *, by: User, reason: str) -> None:
    """The seller bears what is missing. Raises DecisionRefused or ReasonMissing."""
    _check(line.can_charge_seller)
    if not reason.strip():
        raise ReasonMissing()
    custody = _locked(line)
    if line.verdict == Verdict.SHORT:
        _decide(line, MoveKind.ON_SELLER, _missing(line, custody), custody, by)
    else:
        _decide(line, MoveKind.ON_SELLER, -line.difference_vnd, None, by)
    _settle(line, Outcome.ON_SELLER, by, reason)


def correct(line: RemittanceLine, number: str, *, by: User) -> None:
    """Another parcel is meant, or the same one, which is delivered by now: the line is booked on it.

    What differs then is to be decided like any other. Raises DecisionRefused or NotHeld.
    """
    _check(line.can_correct)
    parcel = find_parcel(number)
    custodies = lock_custodies([parcel.order_id]) if parcel else {}
    if parcel is None or not any(custody.open_vnd for custody in custodies.values()):
        raise NotHeld(number=clean_line(number, 20))
    line.matched_by_hand, line.outcome, line.decided_at = True, None, None
    book(line, parcel, custodies, is_decision=True)
    settle_earlier(custodies.values(), [line])
    if not line.difference_vnd:
        _settle(line, Outcome.CORRECTED, by, line.reason)


def take_back(line: RemittanceLine, *, by: User) -> None:
    """Undo what was decided about the line, every move of it; it waits for a decision again. Raises DecisionRefused."""
    _check(line.can_undo)
    _locked(line)
    undone = select(CashMove.undoes_id).where(CashMove.line_id == line.id, CashMove.undoes_id.is_not(None))
    decided = select(CashMove).where(CashMove.line_id == line.id, CashMove.is_decision, CashMove.undoes_id.is_(None))
    for mistake in db.session.scalars(decided.where(CashMove.id.not_in(undone)).order_by(CashMove.id)).all():
        undo(mistake, by_id=by.id)
    if line.matched_by_hand:
        line.matched_by_hand, line.custody_id, line.order_id = False, None, None
        line.verdict, line.difference_vnd = Verdict.UNKNOWN, line.paid_vnd
    line.outcome, line.decided_at, line.decided_by_id, line.reason = None, None, None, ""


def _locked(line: RemittanceLine) -> Custody | None:
    return lock_custodies([line.order_id]).get(line.order_id) if line.order_id else None


def _missing(line: RemittanceLine, custody: Custody | None) -> int:
    """What is missing of this line and has not come since."""
    return min(-line.difference_vnd, custody.open_vnd) if custody else 0


def _decide(line: RemittanceLine, kind: MoveKind, amount_vnd: int, custody: Custody | None, by: User) -> None:
    carrier = line.remittance.carrier
    move(kind, amount_vnd, carrier=carrier, custody=custody, line=line, by_id=by.id, is_decision=True)


def _settle(line: RemittanceLine, outcome: Outcome, by: User, reason: str) -> None:
    by_id = by.id  # may ask the database, to which half a decision must not go
    line.outcome, line.decided_at, line.decided_by_id = outcome, now(), by_id
    line.reason = clean_line(reason, LONGEST_REASON)
    db.session.flush()


def _check(is_allowed: bool) -> None:
    if not is_allowed:
        raise DecisionRefused()
