"""What concerns all transfers of a run, be they a seller's or a buyer's."""

from typing import Final

from sqlalchemy import func, select, union_all

from marketplace.database import db
from marketplace.payouts.models import Payout, PayoutRun
from marketplace.payouts.refund_models import RefundTransfer
from marketplace.payouts.states import PayoutState, RunState

KINDS: Final = (Payout, RefundTransfer)


def total_of(run: PayoutRun) -> int:
    """What leaves the bank with it, in dong."""
    sums = (select(func.sum(kind.amount_vnd)).where(kind.run_id == run.id) for kind in KINDS)
    return sum(db.session.scalar(total_vnd) or 0 for total_vnd in sums)


def end(run: PayoutRun) -> None:
    """The run is done when the bank has said something of every transfer."""
    sent = (select(kind.id).where(kind.run_id == run.id, kind.state == PayoutState.SENT) for kind in KINDS)
    if run.state == RunState.SENT and db.session.scalar(union_all(*sent).limit(1)) is None:
        run.move_to(RunState.DONE)
