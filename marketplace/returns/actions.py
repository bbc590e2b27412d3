"""The steps of a claim after it is opened. Load it with `lock_claim` first: its purchase is locked, too."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from marketplace import stock
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db
from marketplace.orders.answer_time import due_after
from marketplace.orders.states import ActorRole
from marketplace.payments.states import RefundBearer
from marketplace.returns.errors import (
    AppealOver,
    ClaimMoved,
    ReceivedRefused,
    RestockRefused,
    WordsMissing,
)
from marketplace.returns.evidence import Evidence, attach
from marketplace.returns.giving import check_amount, give
from marketplace.returns.models import LONGEST, Claim, ClaimEvent, ReturnPolicy
from marketplace.returns.opening import terms_of_order, worth_of
from marketplace.returns.queries import lock_claim, takes_back_now
from marketplace.returns.states import DECIDED_BY_OPERATORS, ClaimKind, ClaimState, Step, Wish
from marketplace.text import clean_text

BUYER, SELLER, OPERATOR, SYSTEM = ActorRole


def write(claim: Claim, *, by: User | None, role: ActorRole, words: str, evidence: Sequence[Evidence] = ()) -> None:
    """Say something more, with photos where there are some. Raises WordsMissing, or ClaimMoved once it has ended."""
    if not claim.is_live:
        raise ClaimMoved()
    if not (text := clean_text(words)) and not evidence:
        raise WordsMissing()
    attach(claim.add(Step.WROTE, by=by, role=role, words=text), evidence, by=by)


def agree(claim: Claim, *, by: User, words: str = "") -> None:
    """The seller does what the buyer wishes: all of the money, or the goods once more.

    Of a return and an exchange the goods come back first. Raises ClaimMoved.
    """
    if claim.kind != ClaimKind.CLAIM:
        due_at = now() + terms_of_order(claim.order).send_back
        _move(claim, ClaimState.COMING_BACK, Step.AGREED, by=by, role=SELLER, words=words, due_at=due_at)
    elif claim.wish == Wish.AGAIN:
        _replace(claim, by=by, role=SELLER, words=words)
    else:
        _settle(claim, Step.AGREED, claim.left_vnd, by=by, role=SELLER, words=words)


def offer(claim: Claim, amount_vnd: int, *, by: User, words: str = "") -> None:
    """The seller offers a part of the money, and the goods are kept; the buyer has time to answer.

    Raises AmountRefused or ClaimMoved.
    """
    check_amount(claim, amount_vnd)
    due_at = now() + terms_of_order(claim.order).offer
    _move(
        claim, ClaimState.OFFERED, Step.OFFERED, by=by, role=SELLER, words=words, amount_vnd=amount_vnd, due_at=due_at
    )
    claim.offered_vnd = amount_vnd


def decline(claim: Claim, *, by: User | None, role: ActorRole, words: str) -> None:
    """The seller says no, or the buyer says no to an offer: the operators decide. Raises WordsMissing or ClaimMoved."""
    if role == SELLER and not clean_text(words):
        raise WordsMissing()
    wanted = ClaimState.OPEN if role == SELLER else ClaimState.OFFERED
    if claim.state != wanted:
        raise ClaimMoved()
    _escalate(claim, Step.DECLINED, by=by, role=role, words=words)


def accept_offer(claim: Claim, *, by: User | None) -> None:
    """The buyer takes what is offered: the seller's word was given when it was. Raises ClaimMoved."""
    if claim.state != ClaimState.OFFERED or not claim.offered_vnd:
        raise ClaimMoved()
    offered_by = next(each.by for each in reversed(claim.events) if each.step == Step.OFFERED)
    _settle(claim, Step.AGREED, claim.offered_vnd, by=by, role=BUYER, asked_by=offered_by)


def withdraw(claim: Claim, *, by: User | None, words: str = "") -> None:
    """The buyer has no wish any more: it was settled between the two. Raises ClaimMoved."""
    _move(claim, ClaimState.WITHDRAWN, Step.WITHDRAWN, by=by, role=BUYER, words=words)


def send_back(claim: Claim, *, by: User | None, words: str) -> None:
    """The buyer has sent the goods, and says how. Raises WordsMissing or ClaimMoved."""
    if claim.state != ClaimState.COMING_BACK or claim.sent_back_at:
        raise ClaimMoved()
    if not clean_text(words):
        raise WordsMissing()
    claim.sent_back_at = now()
    claim.due_at = now() + terms_of_order(claim.order).send_back
    claim.add(Step.SENT_BACK, by=by, role=BUYER, words=clean_text(words))
    db.session.flush()


def take_in(claim: Claim, received: Mapping[int, int], *, by: User, words: str = "") -> None:
    """The goods are back, maybe fewer than were to come; the money, or other goods, are for what came.

    `received` are units by the ids of the claim's lines. Nothing at all is for the operators to decide. Raises
    ReceivedRefused or ClaimMoved.
    """
    if claim.state != ClaimState.COMING_BACK:
        raise ClaimMoved()
    for line in claim.lines:
        if not 0 <= received.get(line.id, -1) <= line.quantity:
            raise ReceivedRefused(most=line.quantity)
    for line in claim.lines:
        line.received = received[line.id]
    claim.add(Step.RECEIVED, by=by, role=SELLER, words=clean_text(words))
    if not any(received[line.id] for line in claim.lines):
        _escalate(claim, Step.DECLINED, by=by, role=SELLER)
    elif claim.kind == ClaimKind.EXCHANGE:
        _replace(claim, by=by, role=SELLER)
    else:
        _settle(claim, Step.AGREED, _worth_received(claim), by=by, role=SELLER)
        _open_to_appeal(claim)


def send_again(claim: Claim, *, by: User, words: str) -> None:
    """The seller has sent the goods once more, and says how to follow them. Raises WordsMissing or ClaimMoved."""
    if not clean_text(words):
        raise WordsMissing()
    _move(claim, ClaimState.SETTLED, Step.SENT_AGAIN, by=by, role=SELLER, words=words)
    _open_to_appeal(claim)


def decide(
    claim: Claim, outcome: ClaimState, *, amount_vnd: int = 0, bearer: RefundBearer, by: User, words: str
) -> None:
    """An operator decides: a sum goes back, the goods are sent again or come back first, or nothing is given.

    After an appeal it is the last word. Raises WordsMissing, AmountRefused or ClaimMoved.
    """
    if not clean_text(words):
        raise WordsMissing()
    if claim.state not in DECIDED_BY_OPERATORS:
        raise ClaimMoved()
    if outcome == ClaimState.REFUSED:
        _move(claim, outcome, Step.REFUSED, by=by, role=OPERATOR, words=words)
    elif outcome == ClaimState.SETTLED:
        _settle(claim, Step.DECIDED, amount_vnd, by=by, role=OPERATOR, words=words, bearer=bearer)
    elif outcome == ClaimState.REPLACING:
        _replace(claim, by=by, role=OPERATOR, words=words)
    else:
        due_at = now() + terms_of_order(claim.order).send_back
        _move(claim, outcome, Step.DECIDED, by=by, role=OPERATOR, words=words, due_at=due_at)
    _open_to_appeal(claim)


def appeal(claim: Claim, *, by: User | None, words: str, evidence: Sequence[Evidence] = ()) -> None:
    """The buyer asks once for a decision to be looked at again. Raises WordsMissing or AppealOver."""
    if not clean_text(words):
        raise WordsMissing()
    if not claim.can_appeal:
        raise AppealOver()
    due_at = now() + terms_of_order(claim.order).decide
    event = _move(claim, ClaimState.APPEALED, Step.APPEALED, by=by, role=BUYER, words=words, due_at=due_at)
    claim.appealed_at = event.at
    attach(event, evidence, by=by)


def restock(claim: Claim, units: Mapping[int, int], *, by: User) -> None:
    """The seller sells again what came back whole: units by the ids of the claim's lines, into the lots they came from.

    A decision of its own, whatever the money did. Raises RestockRefused.
    """
    wanted = {line: units.get(line.id, 0) for line in claim.lines}
    for line, count in wanted.items():
        if not 0 <= count <= line.to_restock:
            raise RestockRefused(most=line.to_restock)
    if not any(wanted.values()):
        raise RestockRefused(most=claim.to_restock)
    for line, count in sorted(wanted.items(), key=lambda pair: pair[0].line.variant_id):
        if count:
            stock.put_back(line.order_line_id, count, by_id=by.id, note=claim.number)
            line.restocked += count
    claim.add(Step.RESTOCKED, by=by, role=SELLER)
    db.session.flush()


def pass_overdue() -> int:
    """What happens when nobody acted in time, for one claim; 0 when none is left.

    A silent seller or buyer leaves it to the operators; goods that were never sent back end it. What waits for the
    operators stays theirs, and is late.
    """
    waiting = Claim.state.not_in(DECIDED_BY_OPERATORS), Claim.due_at <= now()
    ref = db.session.scalar(select(Claim.ref).where(*waiting).order_by(Claim.due_at, Claim.id).limit(1))
    return _pass(lock_claim(ref)) if ref else 0


def set_policy(seller_id: int, *, takes_back: bool, by: User) -> None:
    """Say whether the shop takes back what nothing is wrong with, of what is ordered from now on."""
    if takes_back_now(seller_id) != takes_back:
        db.session.add(ReturnPolicy(seller_id=seller_id, takes_back=takes_back, by_id=by.id, since=now()))
        db.session.flush()


def _pass(claim: Claim) -> int:
    if claim.due_at is None or claim.due_at > now() or claim.state in DECIDED_BY_OPERATORS:
        return 1  # somebody acted meanwhile
    if claim.state == ClaimState.COMING_BACK and not claim.sent_back_at:
        _move(claim, ClaimState.WITHDRAWN, Step.LAPSED, by=None, role=SYSTEM)
    else:
        _escalate(claim, Step.ESCALATED, by=None, role=SYSTEM)
    return 1


def _settle(
    claim: Claim,
    step: Step,
    amount_vnd: int,
    *,
    by: User | None,
    role: ActorRole,
    words: str = "",
    bearer: RefundBearer = RefundBearer.SELLER,
    asked_by: User | None = None,
) -> None:
    """Give the sum back and write the refund down beside the step; `asked_by` is whose word it was, if not `by`."""
    claim.check_move(ClaimState.SETTLED, role)
    refund = give(claim, amount_vnd, bearer=bearer, by=asked_by or by)
    paid: dict[str, Any] = {"amount_vnd": refund.amount_vnd, "refund": refund, "bearer": bearer}
    claim.move_to(ClaimState.SETTLED, step, by=by, role=role, words=clean_text(words)[:LONGEST], **paid)
    db.session.flush()


def _replace(claim: Claim, *, by: User, role: ActorRole, words: str = "") -> None:
    step = Step.DECIDED if role == OPERATOR else Step.AGREED
    due_at = due_after(now(), terms_of_order(claim.order).replace, claim.order.seller)
    _move(claim, ClaimState.REPLACING, step, by=by, role=role, words=words, due_at=due_at)


def _escalate(claim: Claim, step: Step, *, by: User | None, role: ActorRole, words: str = "") -> None:
    due_at = now() + terms_of_order(claim.order).decide
    _move(claim, ClaimState.ESCALATED, step, by=by, role=role, words=words, due_at=due_at)


def _open_to_appeal(claim: Claim) -> None:
    """What an operator decided, or a seller counted, may be appealed for some days, unless it was before."""
    is_over = claim.state in (ClaimState.SETTLED, ClaimState.REFUSED)
    claim.appeal_by = now() + terms_of_order(claim.order).appeal if is_over and not claim.appealed_at else None
    db.session.flush()


def _worth_received(claim: Claim) -> int:
    """What the units cost that came back, and the fee where all of them did."""
    if all(line.received == line.quantity for line in claim.lines):
        return claim.left_vnd
    came = {line.order_line_id: line.received or 0 for line in claim.lines if line.received}
    worth, _fee_vnd = worth_of(claim.order, came, is_fault=False)
    return min(sum(worth.values()), claim.left_vnd)


def _move(
    claim: Claim,
    state: ClaimState,
    step: Step,
    *,
    by: User | None,
    role: ActorRole,
    words: str = "",
    amount_vnd: int | None = None,
    due_at: datetime | None = None,
) -> ClaimEvent:
    said = clean_text(words)[:LONGEST]
    event = claim.move_to(state, step, by=by, role=role, due_at=due_at, words=said, amount_vnd=amount_vnd)
    db.session.flush()
    return event
