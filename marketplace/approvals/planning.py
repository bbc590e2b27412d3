"""Decisions that can be taken back for some seconds: written down at once, carried out by a job after them.

Until then nothing follows from them, no price changes and no letter leaves, so taking one back is forgetting it. What
writing would refuse is said at once, because the decision is tried before it is planned.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from marketplace import jobs
from marketplace.accounts.models import User
from marketplace.approvals.actions import approve, hold, send_back
from marketplace.approvals.errors import TooLateToUndo
from marketplace.approvals.models import Approval, ApprovalState
from marketplace.approvals.queries import get_approval
from marketplace.clock import now
from marketplace.database import db, savepoint
from marketplace.errors import DomainError

DECISION: Final = "decision"

log = logging.getLogger(__name__)


class _Tried(Exception):
    """It would work."""


def plan_approval(approval: Approval, *, by: User, undo: timedelta) -> bool:
    """What `approve` does, but after `undo`. Whether that will decide it. Raises what `approve` raises."""
    decides = approval.first_by_id is not None or not approval.needs_two
    _plan(approval, ApprovalState.APPROVED, lambda: approve(approval, by=by), by, undo)
    return decides


def plan_sending_back(approval: Approval, *, by: User, to_mend: Sequence[str], note: str, undo: timedelta) -> None:
    """What `send_back` does, but after `undo`. Raises what `send_back` raises."""

    def decide() -> None:
        send_back(approval, by=by, to_mend=to_mend, note=note)

    _plan(approval, ApprovalState.SENT_BACK, decide, by, undo)
    if undo:
        approval.to_mend, approval.note = list(dict.fromkeys(to_mend)), note.strip()
        db.session.flush()


def take_back(approval: Approval, *, by: User) -> None:
    """Undo one's own decision while it has no effect, and keep the request. Raises TooLateToUndo."""
    if not approval.is_planned or approval.planned_by_id != by.id or (approval.effect_at or now()) <= now():
        raise TooLateToUndo()
    approval.unplan()
    approval.to_mend, approval.note = [], ""
    db.session.flush()
    hold(approval, by=by)


def carry_out(ref: str) -> None:
    """Let a planned decision have its effect; nothing, if it was taken back or the request was replaced meanwhile.

    What the rules refuse now waits in the queue again.
    """
    approval = get_approval(ref, lock=True)
    if not (approval.is_waiting and approval.is_planned):
        return
    decision, by = approval.planned, db.session.get_one(User, approval.planned_by_id)
    to_mend, note = approval.to_mend, approval.note
    approval.unplan()
    approval.to_mend, approval.note = [], ""
    db.session.flush()
    try:
        with savepoint():
            if decision == ApprovalState.APPROVED:
                approve(approval, by=by)
            else:
                send_back(approval, by=by, to_mend=to_mend, note=note)
    except DomainError as error:
        log.warning("the decision on request %s was refused and waits again: %s", ref, type(error).__name__)
        db.session.refresh(approval)


def _plan(approval: Approval, decision: ApprovalState, decide: Callable[[], object], by: User, undo: timedelta) -> None:
    if not undo:
        decide()
        return
    try:
        with savepoint():
            decide()
            raise _Tried()
    except _Tried:
        db.session.refresh(approval)
    approval.plan(decision, by=by, effect_at=now() + undo)
    db.session.flush()
    jobs.enqueue(DECISION, {"ref": approval.ref}, key=f"{DECISION} {approval.ref}", due_at=approval.effect_at)
