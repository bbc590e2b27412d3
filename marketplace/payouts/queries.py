"""What pages ask of payouts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, contains_eager, joinedload

from marketplace.clock import now, start_of_day, to_local
from marketplace.counting import Count
from marketplace.database import db
from marketplace.gathering import Question, as_column, read
from marketplace.payouts.errors import PayoutNotFound, RunNotFound
from marketplace.payouts.models import KeptBack, Payout, PayoutRun
from marketplace.payouts.refund_models import RefundTransfer
from marketplace.payouts.states import HoldReason, PayoutState, RunState
from marketplace.payouts.terms import terms_of

ENDED: Final = (RunState.DONE, RunState.CANCELLED)
COUNTED: timedelta = timedelta(hours=6)
"""When a run is counted on its day (the timetable in jobs/schedule.py)."""


class KeptReason(NamedTuple):
    """Why a run keeps something back, from how many sellers and how much."""

    reason: HoldReason
    sellers: int
    amount_vnd: int


@dataclass(frozen=True)
class Figures:
    """How many payouts and refunds a run has and what they come to, how many sellers it keeps something back from, and
    how much.
    """

    payouts: int
    paid_vnd: int
    refunds: int
    refunds_vnd: int
    kept_sellers: int
    kept_vnd: int

    @property
    def total_vnd(self) -> int:
        """What leaves the bank."""
        return self.paid_vnd + self.refunds_vnd


def next_run() -> datetime:
    """When the next run is counted."""
    moment = now()
    today = to_local(moment).date()
    day = terms_of(today).next_run_on(today)
    counted = start_of_day(day) + COUNTED
    if counted > moment:
        return counted
    tomorrow = today + timedelta(days=1)
    return start_of_day(terms_of(tomorrow).next_run_on(tomorrow)) + COUNTED


def payouts_of(seller_id: int, *, limit: int, offset: int = 0) -> Sequence[Payout]:
    """The payouts of a seller that left the stage of a proposal, the last one first."""
    found = select(Payout).join(Payout.run).options(contains_eager(Payout.run)).where(Payout.seller_id == seller_id)
    shown = found.where(PayoutRun.state != RunState.DRAFT).order_by(Payout.id.desc())
    return db.session.scalars(shown.limit(limit).offset(offset)).all()


def get_payout(seller_id: int, ref: str) -> Payout:
    """A payout of this seller with what it pays. Raises PayoutNotFound."""
    found = select(Payout).join(Payout.run).options(contains_eager(Payout.run))
    wanted = found.where(Payout.seller_id == seller_id, Payout.ref == ref, PayoutRun.state != RunState.DRAFT)
    payout = db.session.scalar(wanted)
    if payout is None:
        raise PayoutNotFound()
    return payout


def latest_runs(*, limit: int, offset: int = 0) -> Sequence[tuple[PayoutRun, int]]:
    """The runs, the last one first, each with what it pays."""
    total = _sum(Payout.amount_vnd, Payout.run_id) + _sum(RefundTransfer.amount_vnd, RefundTransfer.run_id)
    found = select(PayoutRun, total).order_by(PayoutRun.id.desc())
    rows = db.session.execute(found.limit(limit).offset(offset))
    return [(run, int(total_vnd)) for run, total_vnd in rows]


def count_runs() -> int:
    """How many runs there are."""
    return db.session.scalar(select(func.count(PayoutRun.id))) or 0


def open_runs() -> Count:
    """Runs that wait for somebody: to be closed, approved, sent or told what the bank says."""
    return select(func.count(PayoutRun.id)).where(PayoutRun.state.not_in(ENDED)).scalar_subquery()


def show_run(code: str) -> tuple[PayoutRun, Figures]:
    """The run with those who agreed to it, and its sums. Raises RunNotFound."""
    figures = (
        _count(Payout.id, Payout.run_id),
        _sum(Payout.amount_vnd, Payout.run_id),
        _count(RefundTransfer.id, RefundTransfer.run_id),
        _sum(RefundTransfer.amount_vnd, RefundTransfer.run_id),
        _count(KeptBack.seller_id, KeptBack.run_id),
        _sum(KeptBack.amount_vnd, KeptBack.run_id),
    )
    found = select(PayoutRun, *figures).where(PayoutRun.code == code)
    complete = found.options(joinedload(PayoutRun.closed_by), joinedload(PayoutRun.approved_by))
    row = db.session.execute(complete).one_or_none()
    if row is None:
        raise RunNotFound()
    run, *counted = row
    return run, Figures(*map(int, counted))


def _count(column: InstrumentedAttribute[int], run_id: InstrumentedAttribute[int]) -> ScalarSelect[int]:
    """How many different values a run has of it."""
    return select(func.count(func.distinct(column))).where(run_id == PayoutRun.id).scalar_subquery()


def _sum(amount: InstrumentedAttribute[int], run_id: InstrumentedAttribute[int]) -> ScalarSelect[int]:
    """What the transfers of one kind come to in a run."""
    return select(func.coalesce(func.sum(amount), 0)).where(run_id == PayoutRun.id).scalar_subquery()


def find_in_run(run: PayoutRun, ref: str) -> Payout:
    """A payout of this run. Raises PayoutNotFound."""
    payout = db.session.scalar(select(Payout).where(Payout.run_id == run.id, Payout.ref == ref))
    if payout is None:
        raise PayoutNotFound()
    return payout


def with_the_bank(run: PayoutRun) -> Sequence[Payout]:
    """The payouts of which the bank has said nothing yet, with their sellers."""
    sent = select(Payout).where(Payout.run_id == run.id, Payout.state == PayoutState.SENT)
    return db.session.scalars(sent.options(joinedload(Payout.seller)).order_by(Payout.id)).all()


def kept_back(run: PayoutRun, *, limit: int) -> tuple[list[KeptBack], list[KeptReason]]:
    """The largest amounts that a run keeps back, with their sellers, and all of them by reason; one statement."""
    reasons = Question(_by_reason(run), KeptReason)
    largest = select(KeptBack, as_column(reasons)).where(KeptBack.run_id == run.id).options(joinedload(KeptBack.seller))
    found = db.session.execute(largest.order_by(KeptBack.amount_vnd.desc(), KeptBack.id).limit(limit)).all()
    return [row[0] for row in found], read(reasons, found[0][1] if found else None)


def _by_reason(run: PayoutRun) -> Select[HoldReason, int, int]:
    total = func.sum(KeptBack.amount_vnd)
    found = select(KeptBack.reason, func.count(KeptBack.id), total).where(KeptBack.run_id == run.id)
    return found.group_by(KeptBack.reason).order_by(total.desc())
