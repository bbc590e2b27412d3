"""Goods that are short while a parcel is packed: the buyer is asked by a link, answers yes or no, or lets time pass.

| proposed | yes | no | no answer in time |
|---|---|---|---|
| send the part that is there | so it is sent | the line is called off | as yes |
| another pack for what is missing | it is added, never dearer than that | the missing part is called off | as no |
| call the line off | the rest is sent | the whole order is called off | as yes |

An order with nothing left in it is called off like any other. All of it happens under the lock of the order, so that an
answer and a packer come one after the other. What is missing leaves the book of its lots as a count; what is there and
not sent can be sold again.
"""

import secrets
from typing import Final

from sqlalchemy import select

from marketplace import stock
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product, Variant
from marketplace.clock import now
from marketplace.database import announce, db
from marketplace.orders import actions
from marketplace.orders.errors import (
    AlreadyAsked,
    AnsweredAlready,
    JobUnknown,
    MoveRefused,
    NothingToSend,
    OnlyLine,
    PackUnavailable,
    PlanMissing,
    ThereRefused,
)
from marketplace.orders.line_changes import Change, Facts
from marketplace.orders.models import Order, OrderLine
from marketplace.orders.packing import find_job, jobs_with, take_back
from marketplace.orders.queries import get_order
from marketplace.orders.reasons import NOT_WITHOUT_IT, NOTHING_THERE
from marketplace.orders.refitting import refit, shrink
from marketplace.orders.shortage_models import Outcome, Plan, Shortage, answer_time
from marketplace.orders.shortage_queries import find_open, get_shortage
from marketplace.orders.states import ActorRole
from marketplace.stock.errors import SoldOut

AS_PROPOSED: Final = (Outcome.AGREED, Outcome.SOLD_OUT)


def ask(
    order: Order, key: str, *, there: int, plan: str, by: User | None, ref: str = "", quantity: int = 0
) -> Shortage:
    """Ask the buyer of this order what to do about a line of which only `there` units are there.

    With the plan "replace", `quantity` units of the pack `ref` are offered. Raises MoveRefused, JobUnknown,
    AlreadyAsked, ThereRefused, PlanMissing, NothingToSend, OnlyLine or PackUnavailable.
    """
    if not order.can_pack:
        raise MoveRefused(order.state)
    job = find_job(order, key)
    if job.line is None or job.is_weighing:
        raise JobUnknown()
    if find_open(order.id):
        raise AlreadyAsked()
    line = job.line
    if not 0 <= there < line.quantity:
        raise ThereRefused(most=line.quantity - 1, wanted=line.quantity)
    _check(order, plan, there)
    asked_at = now()
    times = answer_time(asked_at)
    shortage = Shortage(
        token=secrets.token_urlsafe(32),
        order=order,
        line=line,
        plan=Plan(plan),
        wanted=line.quantity,
        there=there,
        by=by,
        asked_at=asked_at,
        answer_by=asked_at + times.to_answer,
    )
    if plan == Plan.REPLACE:
        _offer(shortage, ref, quantity)
    db.session.add(shortage)
    order.begin_time(max(order.due_at or asked_at, shortage.answer_by + times.to_pack))
    order.record(Change.ASKED, by=by, role=ActorRole.SELLER, facts=_facts(shortage))
    db.session.flush()
    announce(shortage)
    return shortage


def answer(token: str, *, agrees: bool, by: User | None) -> Shortage:
    """The buyer's answer. After the time to answer, what happens is what was told. Raises QuestionNotFound, or
    AnsweredAlready when the question has ended otherwise.
    """
    shortage = _locked(token)
    if shortage.outcome == (Outcome.AGREED if agrees else Outcome.DECLINED):
        return shortage  # the button was pressed twice
    if not shortage.is_open:
        raise AnsweredAlready()
    late = shortage.answer_by <= now()
    outcome = Outcome.LAPSED if late else Outcome.AGREED if agrees else Outcome.DECLINED
    _settle(shortage, outcome, by=by)
    return shortage


def withdraw(order: Order, *, by: User | None) -> None:
    """All of it was found: the question ends and the parcel is packed as it was ordered. Raises AnsweredAlready."""
    shortage = find_open(order.id)
    if shortage is None:
        raise AnsweredAlready()
    actions.end_question(order, by=by, role=ActorRole.SELLER)


def lapse_overdue() -> int:
    """Make the safe choice for the question that has waited longest of those that nobody answered in time; 0 when there
    is none, else 1. One at a time, so that nobody waits for more than this order.
    """
    overdue = select(Shortage.token).where(Shortage.outcome.is_(None), Shortage.answer_by <= now())
    token = db.session.scalar(overdue.order_by(Shortage.answer_by).limit(1))
    if token is None:
        return 0
    shortage = _locked(token)
    if shortage.is_open:
        _settle(shortage, Outcome.LAPSED, by=None)
    return 1


def packs_instead(order: Order, line: OrderLine) -> list[tuple[Variant, int]]:
    """The other packs of the same product that can be sent instead, each with how many are left."""
    taken = [each.variant_id for each in order.lines]
    others = select(Variant).join(Variant.product).where(Variant.product_id == line.product_id, Product.is_listed)
    packs = list(db.session.scalars(others.where(Variant.id.not_in(taken)).order_by(Variant.position)))
    left = stock.free_of(pack.id for pack in packs)
    return [(pack, left[pack.id]) for pack in packs if left.get(pack.id) and not pack.weighing]


def _check(order: Order, plan: str, there: int) -> None:
    if plan not in list(Plan):
        raise PlanMissing()
    if plan == Plan.PART and not there:
        raise NothingToSend()
    if plan == Plan.DROP and len(order.sent_lines) == 1:
        raise OnlyLine()


def _offer(shortage: Shortage, ref: str, quantity: int) -> None:
    """The other pack at its own price, less where that would be dearer than what is missing."""
    packs = packs_instead(shortage.order, shortage.line)
    found = next(((pack, left) for pack, left in packs if pack.ref == ref), None)
    if found is None or not 1 <= quantity <= found[1]:
        raise PackUnavailable()
    missing_vnd = shortage.line.total_vnd * shortage.missing // shortage.line.quantity
    shortage.variant, shortage.quantity = found[0], quantity
    shortage.unit_price_vnd = min(found[0].price_for(quantity), missing_vnd // quantity)
    if not shortage.unit_price_vnd:
        raise PackUnavailable()


def _locked(token: str) -> Shortage:
    """The question with its order, both as they are now, locked like any step of the order."""
    order = get_order(get_shortage(token).order.number, lock=True)
    shortage = get_shortage(token)
    shortage.order = order
    return shortage


def _settle(shortage: Shortage, outcome: Outcome, *, by: User | None) -> None:
    order, line = shortage.order, shortage.line
    if shortage.plan == Plan.REPLACE and outcome == Outcome.AGREED and not _replaced(shortage):
        outcome = Outcome.SOLD_OUT
    shortage.outcome, shortage.settled_at = outcome, now()
    role = ActorRole.SYSTEM if outcome == Outcome.LAPSED else ActorRole.BUYER
    order.record(Change(outcome), by=by, role=role, facts=_facts(shortage))
    declined = outcome == Outcome.DECLINED
    left = 0 if shortage.plan == (Plan.PART if declined else Plan.DROP) else shortage.there
    if (declined and shortage.plan == Plan.DROP) or (shortage.is_alone and not left):
        _call_off(shortage, NOT_WITHOUT_IT if declined else NOTHING_THERE)
    else:
        take_back(order, *jobs_with(order, line))
        gave = shrink(line, to=left, by_id=None)
        stock.write_off(gave, shortage.missing, by_id=None)
        refit(order)
    announce(shortage)


def _call_off(shortage: Shortage, reason: str) -> None:
    """The whole order, as any other; what is missing does not go back on sale."""
    held = stock.lots_held(shortage.line.id)
    actions.cancel(shortage.order, by=None, role=ActorRole.SYSTEM, reason=reason)
    stock.write_off(held, shortage.missing, by_id=None)


def _replaced(shortage: Shortage) -> bool:
    """Add the other pack to the order; False when it has been sold meanwhile."""
    order, pack = shortage.order, shortage.variant
    if pack is None or stock.free_of([pack.id]).get(pack.id, 0) < shortage.quantity:
        return False
    line = _line_of(shortage, pack)
    order.lines.append(line)
    db.session.flush()
    try:
        stock.take([stock.Sale(pack.id, line.quantity, line.id, line.name_vi)])
    except SoldOut:  # in this very moment: the transaction is given up, and the answer can be sent again
        raise PackUnavailable() from None
    return True


def _line_of(shortage: Shortage, pack: Variant) -> OrderLine:
    missing, total_vnd = shortage.line, shortage.replacement_vnd
    return OrderLine(
        product_id=missing.product_id,
        variant_id=pack.id,
        product_slug=missing.product_slug,
        picture=missing.picture,
        name_vi=missing.name_vi,
        name_en=missing.name_en,
        pack_vi=pack.pack_vi,
        pack_en=pack.pack_en,
        unit_price_vnd=shortage.unit_price_vnd,
        quantity=shortage.quantity,
        total_vnd=total_vnd,
        market_discount_vnd=min(missing.market_discount_vnd * shortage.missing // missing.quantity, total_vnd),
        ordered_quantity=0,
        ordered_vnd=0,
        commission_bp=missing.commission_bp,
        commission_vnd=missing.terms.commission_of(total_vnd, shortage.quantity),
        fee_parts=missing.fee_parts,
        tax_class=missing.tax_class,
        ocop_stars=missing.ocop_stars,
    )


def _facts(shortage: Shortage) -> Facts:
    """What the timeline tells of it."""
    return {"line": shortage.line.id, "plan": str(shortage.plan), "wanted": shortage.wanted, "there": shortage.there}
