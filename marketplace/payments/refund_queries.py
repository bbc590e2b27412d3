"""What the desk and other pages ask of refunds; nothing here is locked."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import selectinload

from marketplace.clock import now
from marketplace.counting import Count, count_all
from marketplace.database import db
from marketplace.orders.models import Order, Purchase
from marketplace.orders.operator_queries import COUNTED_TO
from marketplace.payments.errors import RefundNotFound
from marketplace.payments.refund_accounts import SILENT_AFTER, silent
from marketplace.payments.refund_models import IS_RESERVED, Refund
from marketplace.payments.states import RefundRoute, RefundState


class RefundView(StrEnum):
    """A part of the list: what somebody has to decide about, and how far the rest has come."""

    TO_DO = "to_do"
    NO_ACCOUNT = "no_account"
    WAITING = "waiting"
    SENT = "sent"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    ALL = "all"


@dataclass(frozen=True)
class RefundFilter:
    """What the list is narrowed to; `words` is the number of an order, a purchase's code or the ref of a refund."""

    view: RefundView = RefundView.TO_DO
    words: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        """The filter as conditions on refunds."""
        return [_in_view(self.view), *([_named(self.words)] if self.words else [])]


def refunds_matching(wanted: RefundFilter, *, limit: int, offset: int = 0) -> Sequence[Refund]:
    """The refunds with their orders and purchases, those to be decided oldest first, all others newest first."""
    in_turn = Refund.id if wanted.view == RefundView.TO_DO else Refund.id.desc()
    found = _complete().where(*wanted.conditions()).order_by(in_turn)
    return db.session.scalars(found.limit(limit).offset(offset)).all()


def count_refund_views(words: str = "") -> dict[RefundView, int]:
    """How many refunds each part of the list has, at most COUNTED_TO; one statement."""
    counts = count_all([_count(RefundFilter(view, words)) for view in RefundView])
    return dict(zip(RefundView, counts, strict=True))


def refunds_to_do() -> Count:
    """How many refunds wait for an operator's decision."""
    return _count(RefundFilter())


def show_refund(ref: str) -> Refund:
    """A refund with its lines and steps, to be looked at. Raises RefundNotFound."""
    refund = find_refund(ref)
    if refund is None:
        raise RefundNotFound()
    return refund


def find_refund(ref: str) -> Refund | None:
    """The same, if there is one."""
    return db.session.scalars(_complete().where(Refund.ref == ref)).one_or_none()


def refunds_of_order(order: Order) -> list[Refund]:
    """What goes or went back of one parcel, oldest first."""
    return list(db.session.scalars(_complete().where(Refund.order_id == order.id).order_by(Refund.id)))


def sendable_refunds() -> Sequence[Refund]:
    """The refunds that a transfer can take, in the order in which they were asked for; `may_be_sent` says it of one."""
    wanted = and_(_in_view(RefundView.WAITING), Refund.route == RefundRoute.TRANSFER, Refund.queued_at.is_(None))
    return db.session.scalars(select(Refund).where(wanted).order_by(Refund.id)).all()


def _complete() -> Select[Refund]:
    return select(Refund).options(
        selectinload(Refund.order).selectinload(Order.seller),
        selectinload(Refund.purchase),
        selectinload(Refund.lines),
        selectinload(Refund.events),
    )


def _count(wanted: RefundFilter) -> Count:
    found = select(Refund.id).where(*wanted.conditions()).limit(COUNTED_TO).subquery()
    return select(func.count()).select_from(found).scalar_subquery()


def _in_view(view: RefundView) -> ColumnElement[bool]:
    if view == RefundView.TO_DO:
        is_stuck = and_(Refund.route == RefundRoute.PROVIDER, Refund.state == RefundState.FAILED)
        return and_(IS_RESERVED, or_(_needs_second(), is_stuck, silent(now() - SILENT_AFTER)))
    if view == RefundView.NO_ACCOUNT:
        return and_(IS_RESERVED, silent())
    if view == RefundView.WAITING:
        asked = Refund.state.in_((RefundState.REQUESTED, RefundState.APPROVED))
        return and_(IS_RESERVED, asked, ~_needs_second(), ~silent())
    if view == RefundView.ALL:
        return ~false()
    return Refund.state == view.value


def _needs_second() -> ColumnElement[bool]:
    """As `needs_second_operator` says it of one refund."""
    return and_(Refund.takes_two, Refund.state == RefundState.REQUESTED, Refund.approved_by_id.is_(None))


def _named(words: str) -> ColumnElement[bool]:
    typed = words.strip().upper()
    of_order = select(Order.id).where(Order.number == typed)
    of_purchase = select(Purchase.id).where(Purchase.code == typed)
    return or_(Refund.ref == words.strip().lower(), Refund.order_id.in_(of_order), Refund.purchase_id.in_(of_purchase))
