"""Questions about claims. Each one is scoped to who asks; nothing here is locked but by `lock_claim`."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from marketplace import payments
from marketplace.clock import now
from marketplace.counting import Count
from marketplace.database import db
from marketplace.orders.models import Order, Purchase
from marketplace.orders.operator_queries import COUNTED_TO
from marketplace.returns.errors import ClaimNotFound
from marketplace.returns.models import Claim, ClaimEvent, ClaimFile, ClaimLine, ReturnPolicy
from marketplace.returns.states import DECIDED_BY_OPERATORS, LIVE, UNDONE, ClaimState


def lock_claim(ref: str) -> Claim:
    """A claim with its purchase and the orders of that, all locked until the end. Raises ClaimNotFound."""
    of_purchase = select(Purchase.code).join(Order, Order.purchase_id == Purchase.id)
    code = db.session.scalar(of_purchase.join(Claim, Claim.order_id == Order.id).where(Claim.ref == ref))
    if code is None:
        raise ClaimNotFound()
    payments.get_purchase(code)
    fresh = _complete().where(Claim.ref == ref).execution_options(populate_existing=True)
    return db.session.scalars(fresh.with_for_update(of=Claim)).one()


def get_claim(ref: str) -> Claim:
    """Any claim, for operators. Raises ClaimNotFound."""
    return _one(Claim.ref == ref)


def get_claim_of_buyer(token: str, ref: str) -> Claim:
    """A claim about the purchase behind a tracking link. Raises ClaimNotFound."""
    mine = select(Order.id).join(Order.purchase).where(Purchase.token == token)
    return _one((Claim.ref == ref) & Claim.order_id.in_(mine))


def get_claim_of_seller(seller_id: int, ref: str) -> Claim:
    """A claim about one of the seller's own orders. Raises ClaimNotFound for anybody else's."""
    return _one((Claim.ref == ref) & (Claim.seller_id == seller_id))


def claims_of_orders(order_ids: Sequence[int]) -> list[Claim]:
    """The claims about these orders with their threads, oldest first."""
    wanted = _complete().where(Claim.order_id.in_(order_ids)).order_by(Claim.id)
    return list(db.session.scalars(wanted)) if order_ids else []


def claims_of_seller(seller_id: int, *, live: bool, limit: int, offset: int = 0) -> Sequence[Claim]:
    """The seller's claims: those that go on, the next deadline first, or those that ended, the newest first."""
    in_state = Claim.state.in_(LIVE) if live else Claim.state.not_in(LIVE)
    wanted = _complete().where(Claim.seller_id == seller_id, in_state)
    turn = (Claim.due_at, Claim.id) if live else (Claim.id.desc(),)
    return db.session.scalars(wanted.order_by(*turn).limit(limit).offset(offset)).all()


def count_for_seller(seller_id: int) -> int:
    """How many claims wait for this seller's answer or next step."""
    turn = Claim.state.in_((ClaimState.OPEN, ClaimState.REPLACING)) | (
        (Claim.state == ClaimState.COMING_BACK) & Claim.sent_back_at.is_not(None)
    )
    counted = select(func.count()).select_from(Claim).where(Claim.seller_id == seller_id, turn)
    return int(db.session.scalar(counted) or 0)


def claims_to_decide(*, limit: int, offset: int = 0, decided: bool = False, words: str = "") -> Sequence[Claim]:
    """What the operators decide, the next deadline first; with `decided` all others, the newest first."""
    wanted = _complete().where(*_in_view(decided, words))
    turn = (Claim.id.desc(),) if decided else (Claim.due_at, Claim.id)
    return db.session.scalars(wanted.order_by(*turn).limit(limit).offset(offset)).all()


def claims_waiting() -> Count:
    """How many claims wait for an operator's decision."""
    found = select(Claim.id).where(Claim.state.in_(DECIDED_BY_OPERATORS)).limit(COUNTED_TO).subquery()
    return select(func.count()).select_from(found).scalar_subquery()


def units_told(order_id: int) -> dict[int, int]:
    """How many units of each line of an order are in claims that were not withdrawn or refused."""
    units = select(ClaimLine.order_line_id, func.sum(ClaimLine.quantity)).join(ClaimLine.claim)
    told = units.where(Claim.order_id == order_id, Claim.state.not_in(UNDONE))
    return {line: int(count) for line, count in db.session.execute(told.group_by(ClaimLine.order_line_id))}


def takes_back(order: Order) -> bool:
    """Whether its shop took back what nothing is wrong with when this was ordered."""
    sold_at = order.placed_at or now()
    said = select(ReturnPolicy.takes_back).where(
        ReturnPolicy.seller_id == order.seller_id, ReturnPolicy.since <= sold_at
    )
    found = db.session.scalar(said.order_by(ReturnPolicy.since.desc(), ReturnPolicy.id.desc()).limit(1))
    return True if found is None else found


def takes_back_now(seller_id: int) -> bool:
    """The same for what is ordered from this shop now."""
    said = select(ReturnPolicy.takes_back).where(ReturnPolicy.seller_id == seller_id)
    found = db.session.scalar(said.order_by(ReturnPolicy.since.desc(), ReturnPolicy.id.desc()).limit(1))
    return True if found is None else found


def find_file(claim: Claim, name: str) -> ClaimFile:
    """A photo or film of this claim by its own name. Raises ClaimNotFound."""
    for event in claim.events:
        for file in event.files:
            if name == file.video or (file.picture and name == file.picture.ref):
                return file
    raise ClaimNotFound()


def live_claim_of(order_id: Any) -> ColumnElement[bool]:
    """A condition for a statement about orders or their money: somebody's claim about it goes on."""
    return select(Claim.id).where(Claim.order_id == order_id, Claim.state.in_(LIVE)).exists()


def _in_view(decided: bool, words: str) -> list[ColumnElement[bool]]:
    is_waiting = Claim.state.in_(DECIDED_BY_OPERATORS)
    typed = words.strip().upper()
    of_order = select(Order.id).where(Order.number == typed)
    named = [or_(Claim.number == typed, Claim.order_id.in_(of_order))] if typed else []
    return [~is_waiting if decided else is_waiting, *named]


def _one(condition: ColumnElement[bool]) -> Claim:
    claim = db.session.scalars(_complete().where(condition)).one_or_none()
    if claim is None:
        raise ClaimNotFound()
    return claim


def _complete() -> Select[Claim]:
    thread = selectinload(Claim.events)
    return select(Claim).options(
        joinedload(Claim.order).joinedload(Order.purchase),
        joinedload(Claim.order).joinedload(Order.seller),
        selectinload(Claim.lines).joinedload(ClaimLine.line),
        thread.joinedload(ClaimEvent.by),
        thread.joinedload(ClaimEvent.refund),
        thread.selectinload(ClaimEvent.files).joinedload(ClaimFile.picture),
    )
