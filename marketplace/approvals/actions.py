"""Asking to be looked at, and deciding. What an approval then writes stands in outcomes.py."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import or_, update

from marketplace import sellers
from marketplace.accounts.models import User
from marketplace.approvals.errors import (
    AlreadyDecided,
    HeldByAnother,
    OwnRequest,
    OwnShop,
    ReasonMissing,
    SecondPersonNeeded,
    ShopSuspended,
)
from marketplace.approvals.events import Approved, SentBack, Submitted
from marketplace.approvals.models import PROMISED, Approval, ApprovalKind, ApprovalState, Values
from marketplace.approvals.outcomes import reopen, write
from marketplace.approvals.queries import find_last, find_waiting
from marketplace.clock import now
from marketplace.database import announce, db
from marketplace.sellers.models import Seller, SellerState

HOLDING: Final = timedelta(minutes=10)
"""How long a colleague who opened a request keeps it without doing anything."""
MENDED_WITHIN: Final = timedelta(hours=2)
"""How soon what was sent back and mended is looked at again: it goes before everything that was asked for since."""


def submit(
    kind: ApprovalKind,
    *,
    seller: Seller,
    subject: str,
    title: str,
    after: Values,
    by: User,
    before: Values | None = None,
    needs_two: bool = False,
    product_id: int | None = None,
    batch: str = "",
) -> Approval:
    """Ask for `after`, where `before` is what stands now. A request that waits about the same subject is replaced.

    The answer is promised from this moment on, and soon for what was sent back, which is looked at by itself even when
    it comes with a `batch`. Whoever holds the replaced request finds it withdrawn.
    """
    db.session.refresh(seller, ["id"], with_for_update={"key_share": True})  # one request of a shop after the other
    withdraw(kind, subject)
    last = find_last(kind, subject)
    is_mended = last is not None and last.state == ApprovalState.SENT_BACK
    approval = Approval(
        kind=kind,
        seller=seller,
        subject=subject,
        title=title,
        before=before or {},
        after=after,
        round=1 if last is None or last.state == ApprovalState.APPROVED else last.round + 1,
        needs_two=needs_two,
        product_id=product_id,
        batch="" if is_mended else batch,
        submitted_by=by,
        due_at=now() + (MENDED_WITHIN if is_mended else PROMISED[kind]),
    )
    db.session.add(approval)
    db.session.flush()
    announce(Submitted(approval))
    return approval


def withdraw(kind: ApprovalKind, subject: str) -> None:
    """Take back what waits about this subject, if anything does."""
    if asked := find_waiting(kind, subject, lock=True):
        if asked.is_planned:
            asked.to_mend, asked.note = [], ""
        asked.end(ApprovalState.WITHDRAWN)
        db.session.flush()


def hold(approval: Approval, *, by: User) -> None:
    """Keep a request for oneself for ten minutes, and let go of any other: nobody looks at two at once.

    Raises AlreadyDecided, or HeldByAnother with the colleague's name.
    """
    moment = now()
    free = or_(Approval.held_until.is_(None), Approval.held_until <= moment, Approval.held_by_id == by.id)
    undecided = (Approval.state == ApprovalState.WAITING, Approval.planned.is_(None))
    taken = update(Approval).where(Approval.id == approval.id, *undecided, free)
    held = db.session.execute(
        taken.values(held_by_id=by.id, held_until=moment + HOLDING).returning(Approval.id)
    ).first()
    db.session.refresh(approval)
    if held is None:
        _refuse_unless_free(approval, by)
    # last, so that of two people who change places neither waits for the other
    mine = (Approval.state == ApprovalState.WAITING, Approval.held_by_id == by.id, Approval.id != approval.id)
    db.session.execute(update(Approval).where(*mine).values(held_by_id=None, held_until=None))


def let_go(approval: Approval, *, by: User) -> None:
    """Leave a request that one holds to the others."""
    if approval.held_by_id == by.id:
        approval.free()


def approve(approval: Approval, *, by: User) -> bool:
    """Agree to a request that was loaded with its lock. Whether that decides it: where two must agree, the second does.

    Raises AlreadyDecided, HeldByAnother, OwnRequest, OwnShop, ShopSuspended, SecondPersonNeeded, and what writing the
    wanted values may raise.
    """
    _refuse_unless_free(approval, by)
    _refuse_own(approval, by)
    if approval.first_by_id == by.id:
        raise SecondPersonNeeded()
    if approval.needs_two and approval.first_by_id is None:
        approval.first_by, approval.first_at = by, now()
        approval.free()
        db.session.flush()
        return False
    write(approval, by=by)
    approval.end(ApprovalState.APPROVED, by=by)
    db.session.flush()
    announce(Approved(approval))
    return True


def send_back(approval: Approval, *, by: User, to_mend: Sequence[str], note: str) -> None:
    """Ask the seller to mend these fields, in words that the seller reads.

    Raises AlreadyDecided, HeldByAnother, OwnRequest or OwnShop, and ReasonMissing without a field or words.
    """
    _refuse_unless_free(approval, by)
    _refuse_own(approval, by)
    if not (to_mend and note.strip()):
        raise ReasonMissing()
    approval.to_mend, approval.note = list(dict.fromkeys(to_mend)), note.strip()
    if approval.first_by_id == by.id:
        approval.first_by_id = approval.first_at = None
    approval.end(ApprovalState.SENT_BACK, by=by)
    reopen(approval)
    db.session.flush()
    announce(SentBack(approval))


def _refuse_own(approval: Approval, by: User) -> None:
    if approval.submitted_by_id == by.id:
        raise OwnRequest()
    if sellers.works_for(by.id, approval.seller_id):
        raise OwnShop()


def _refuse_unless_free(approval: Approval, by: User) -> None:
    if not approval.is_waiting or approval.is_planned:
        raise AlreadyDecided()
    if approval.seller.state == SellerState.SUSPENDED:
        raise ShopSuspended()
    holder = approval.holder
    if holder is not None and holder.id != by.id:
        raise HeldByAnother(name=holder.name)
