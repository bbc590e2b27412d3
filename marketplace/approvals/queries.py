"""Questions about what waits and what was decided."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby
from statistics import median_low
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select
from sqlalchemy.orm import joinedload

from marketplace.accounts.models import User
from marketplace.approvals.errors import ApprovalNotFound
from marketplace.approvals.models import Approval, ApprovalKind, ApprovalState
from marketplace.clock import now
from marketplace.counting import Count
from marketplace.database import db
from marketplace.sellers.models import Seller, SellerMember, SellerState

MOST_EARLIER = 5


class WaitingTimes(NamedTuple):
    """How long sellers waited for an answer: how many answers, the middle and the longest wait, how many came late."""

    answers: int
    middle: timedelta
    longest: timedelta
    late: int


class Work(NamedTuple):
    """How many requests of each kind wait, and how many shops that applied without a request."""

    waiting: dict[ApprovalKind, int]
    unasked: int


def get_approval(ref: str, *, lock: bool = False) -> Approval:
    """One request with its seller and its people. Raises ApprovalNotFound."""
    found = _complete().where(Approval.ref == ref)
    approval = db.session.scalars(_locked(found) if lock else found).first()
    if approval is None:
        raise ApprovalNotFound()
    return approval


def waiting(kinds: Iterable[ApprovalKind] = (), *, limit: int, offset: int = 0) -> list[Approval]:
    """What waits, of these kinds (none: all), the one that must be answered first on top; of each batch the first."""
    wanted = list(kinds)
    firsts = select(func.min(Approval.id)).where(_is_in_queue(), Approval.batch != "", *_of_kind(wanted))
    apart = or_(Approval.batch == "", Approval.id.in_(firsts.group_by(Approval.batch)))
    return list(db.session.scalars(_queue(wanted).where(apart).limit(limit).offset(offset)))


def count_batches(batches: Iterable[str]) -> dict[str, int]:
    """How many requests of each of these batches wait: one statement, none without a batch."""
    wanted = [batch for batch in batches if batch]
    counted = select(Approval.batch, func.count()).where(_is_in_queue(), Approval.batch.in_(wanted))
    rows: Any = db.session.execute(counted.group_by(Approval.batch)) if wanted else ()
    return dict(tuple(row) for row in rows)


def waiting_of_batch(batch: str, *, limit: int, offset: int = 0) -> list[Approval]:
    """What waits of a batch, in the order in which it was asked for."""
    wanted = _complete().where(_is_in_queue(), Approval.batch == batch, Approval.batch != "")
    return list(db.session.scalars(wanted.order_by(Approval.id).limit(limit).offset(offset)))


def of_batch(batch: str, refs: Iterable[str]) -> list[Approval]:
    """These requests of a batch, waiting or decided, each with its lock."""
    wanted = _complete().where(Approval.batch == batch, Approval.ref.in_(list(refs))).order_by(Approval.id)
    return list(db.session.scalars(_locked(wanted)))


def count_waiting(*, due_before: datetime | None = None) -> dict[ApprovalKind, int]:
    """How many requests of each kind wait, or must be answered before then, every kind included: one statement."""
    urgent = [Approval.due_at < due_before] if due_before else []
    counted = select(Approval.kind, func.count()).where(_is_in_queue(), *urgent).group_by(Approval.kind)
    found = {ApprovalKind(kind): count for kind, count in db.session.execute(counted)}
    return {kind: found.get(kind, 0) for kind in ApprovalKind}


def count_work() -> Work:
    """How much waits for operators: one statement."""
    waiting_ = select(Approval.kind, func.count()).where(_is_in_queue()).group_by(Approval.kind)
    unasked = select(literal(""), func.count()).select_from(Seller).where(*_UNASKED)
    found: dict[str, int] = {row[0]: row[1] for row in db.session.execute(waiting_.union_all(unasked))}
    return Work({kind: found.get(kind, 0) for kind in ApprovalKind}, found[""])


def waiting_requests(kinds: Iterable[ApprovalKind]) -> Count:
    """How many requests of these kinds wait."""
    return select(func.count()).where(_is_in_queue(), Approval.kind.in_(list(kinds))).scalar_subquery()


def unasked_shops() -> Count:
    """How many shops applied without a request."""
    return select(func.count()).select_from(Seller).where(*_UNASKED).scalar_subquery()


def find_next(by: User, kinds: Iterable[ApprovalKind] = (), *, after: Approval | None = None) -> Approval | None:
    """The request that must be answered first among those that this person can decide now, or the first `after` one."""
    free = or_(Approval.held_until.is_(None), Approval.held_until <= now(), Approval.held_by_id == by.id)
    not_first = or_(Approval.first_by_id.is_(None), Approval.first_by_id != by.id)
    own_shop = exists().where(SellerMember.seller_id == Approval.seller_id, SellerMember.user_id == by.id)
    found = _queue(kinds).where(free, not_first, Approval.submitted_by_id != by.id, ~own_shop)
    if after is not None:
        later = or_(Approval.due_at > after.due_at, and_(Approval.due_at == after.due_at, Approval.id > after.id))
        found = found.where(later)
    return db.session.scalars(found.limit(1)).first()


def find_waiting(kind: ApprovalKind, subject: str, *, lock: bool = False) -> Approval | None:
    """What waits about this subject; there is at most one."""
    wanted = _complete().where(Approval.kind == kind, Approval.subject == subject, _is_waiting())
    return db.session.scalars(_locked(wanted) if lock else wanted).first()


def find_last(kind: ApprovalKind, subject: str) -> Approval | None:
    """What was asked for last about this subject, decided or not."""
    wanted = _complete().where(Approval.kind == kind, Approval.subject == subject)
    return db.session.scalars(wanted.order_by(Approval.id.desc()).limit(1)).first()


def earlier(approval: Approval) -> list[Approval]:
    """What was decided about the same subject before, the newest first."""
    same = (Approval.kind == approval.kind, Approval.subject == approval.subject, Approval.id < approval.id)
    decided = _complete().where(*same, Approval.state.in_(_ANSWERS))
    return list(db.session.scalars(decided.order_by(Approval.id.desc()).limit(MOST_EARLIER)))


def find_next_unasked() -> Seller | None:
    """The shop that has waited longest among those that applied without a request, as before there were requests."""
    found = select(Seller).where(*_UNASKED).order_by(Seller.created_at, Seller.id).limit(1)
    return db.session.scalars(found).first()


def decided_about(product_id: int, *, limit: int) -> list[Approval]:
    """What was decided about a product, the newest first."""
    about = _complete().where(Approval.product_id == product_id, Approval.state.in_(_ANSWERS))
    return list(db.session.scalars(about.order_by(Approval.id.desc()).limit(limit)))


def decided_since(
    moment: datetime, kinds: Iterable[ApprovalKind] = (), *, limit: int, offset: int = 0
) -> list[Approval]:
    """What was decided since then, of these kinds (none: all), the newest first."""
    answered = (Approval.decided_at >= moment, Approval.state.in_(_ANSWERS))
    decided = _complete().where(*answered, *_of_kind(kinds))
    ordered = decided.order_by(Approval.decided_at.desc(), Approval.id.desc())
    return list(db.session.scalars(ordered.limit(limit).offset(offset)))


def waiting_times(since: datetime) -> dict[ApprovalKind, WaitingTimes]:
    """How long answers given since then took, by kind; kinds without an answer are left out."""
    asked = select(Approval.kind, Approval.submitted_at, Approval.decided_at, Approval.due_at)
    answered = asked.where(Approval.decided_at >= since, Approval.state.in_(_ANSWERS)).order_by(Approval.kind)
    rows: Any = groupby(db.session.execute(answered), key=lambda row: ApprovalKind(row.kind))
    return {kind: _summed_up([(row[2] - row[1], row[2] > row[3]) for row in each]) for kind, each in rows}


_ANSWERS = (ApprovalState.APPROVED, ApprovalState.SENT_BACK)
_ASKED = select(Approval.id).where(Approval.kind == ApprovalKind.SELLER, Approval.subject == Seller.slug)
_UNASKED = (Seller.state == SellerState.APPLIED, ~_ASKED.exists())


def _summed_up(waits: list[tuple[timedelta, bool]]) -> WaitingTimes:
    lengths = sorted(length for length, _late in waits)
    return WaitingTimes(len(waits), median_low(lengths), lengths[-1], sum(late for _length, late in waits))


def _queue(kinds: Iterable[ApprovalKind]) -> Select[Approval]:
    return _complete().where(_is_in_queue(), *_of_kind(kinds)).order_by(Approval.due_at, Approval.id)


def _of_kind(kinds: Iterable[ApprovalKind]) -> list[ColumnElement[bool]]:
    wanted = list(kinds)
    return [Approval.kind.in_(wanted)] if wanted else []


def _locked(found: Select[Approval]) -> Select[Approval]:
    """As the rows stand now; nobody else changes them until the end."""
    return found.with_for_update(of=Approval).execution_options(populate_existing=True)


def _is_waiting() -> ColumnElement[bool]:
    return Approval.state == ApprovalState.WAITING


def _is_in_queue() -> ColumnElement[bool]:
    """What an operator can decide now: nothing that was decided a moment ago, nothing of a suspended shop."""
    is_closed = exists().where(Seller.id == Approval.seller_id, Seller.state == SellerState.SUSPENDED)
    return _is_waiting() & Approval.planned.is_(None) & ~is_closed.correlate(Approval)


def _complete() -> Select[Approval]:
    people = (Approval.submitted_by, Approval.held_by, Approval.first_by, Approval.decided_by)
    return select(Approval).options(joinedload(Approval.seller), *(joinedload(person) for person in people))
