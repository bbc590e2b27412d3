"""Questions about cases, and about the orders that they concern."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.counting import Count
from marketplace.database import db
from marketplace.gathering import Question
from marketplace.moderation.errors import CaseNotFound
from marketplace.moderation.models import TO_TAKE_DOWN, CaseKind, ProductCase
from marketplace.orders.models import Order, OrderLine
from marketplace.orders.queries import OPEN_STATES, orders_complete
from marketplace.orders.states import OrderState

UNDECIDED_STATES = (OrderState.AWAITING_PAYMENT, *OPEN_STATES)


class Demands(NamedTuple):
    """Demands of authorities in a time: how many, how many of them within 24 hours, and the longest."""

    demanded: int
    in_time: int
    longest: timedelta


class ToldCase(NamedTuple):
    """An open case that the shop knows of, with the product it is about."""

    ref: str
    name_vi: str
    name_en: str
    kind: CaseKind
    due_at: datetime
    answered_at: datetime | None

    @property
    def is_takedown(self) -> bool:
        """Whether it is about leaving the shop."""
        return self.kind == CaseKind.TAKEDOWN

    @property
    def is_late(self) -> bool:
        """Whether the shop should have answered before now."""
        return self.answered_at is None and self.due_at < now()


def get_case(ref: str, *, lock: bool = False) -> ProductCase:
    """Any case, for operators. Raises CaseNotFound."""
    return _one(_complete().where(ProductCase.ref == ref), lock)


def get_case_of(seller_id: int, ref: str, *, lock: bool = False) -> ProductCase:
    """A case about goods of this shop that its people may know of. Raises CaseNotFound."""
    mine = _complete().join(ProductCase.product).where(ProductCase.ref == ref, Product.seller_id == seller_id)
    return _one(mine.where(_is_told()), lock)


def check_about(case: ProductCase, product: Product) -> None:
    """Raise CaseNotFound for a case about other goods."""
    if case.product_id != product.id:
        raise CaseNotFound()


def open_cases_of(seller_id: int, *, limit: int) -> Question[ToldCase]:
    """What operators want of a shop now, the nearest deadline first."""
    told = (ProductCase.ref, Product.name_vi, Product.name_en, ProductCase.kind)
    mine = select(*told, ProductCase.due_at, ProductCase.answered_at).join(ProductCase.product)
    waiting = mine.where(Product.seller_id == seller_id, ProductCase.closed_at.is_(None), _is_told())
    return Question(waiting.order_by(ProductCase.due_at, ProductCase.id).limit(limit), ToldCase)


def cases_about(product_id: int, *, told: bool = False) -> list[ProductCase]:
    """Every case about a product, the newest first; with `told` those that its shop knows of."""
    about = _complete().where(ProductCase.product_id == product_id)
    about = about.where(_is_told()) if told else about
    return list(db.session.scalars(about.order_by(ProductCase.id.desc())))


def waiting_cases() -> Count:
    """How many cases wait for operators: demands that are not carried out, and answers to be looked at."""
    demanded = (ProductCase.kind == CaseKind.TAKEDOWN) & ProductCase.taken_down_at.is_(None)
    waiting = ProductCase.closed_at.is_(None) & (demanded | ProductCase.answered_at.is_not(None))
    return select(func.count()).select_from(ProductCase).where(waiting).scalar_subquery()


def demands_since(moment: datetime) -> Demands:
    """How soon goods were gone that authorities demanded gone; one that is still there counts as it is now."""
    columns = select(ProductCase.demanded_at, ProductCase.taken_down_at)
    rows: Any = db.session.execute(columns.where(ProductCase.demanded_at >= moment))
    took = [(gone_at or now()) - demanded_at for demanded_at, gone_at in rows]
    return Demands(len(took), sum(each <= TO_TAKE_DOWN for each in took), max(took, default=timedelta()))


def open_orders_with(product_id: int, *, lock: bool = False) -> Sequence[Order]:
    """The orders with this product that are not on the road yet, the oldest first."""
    wanted = orders_complete().where(_has(product_id), Order.state.in_(UNDECIDED_STATES)).order_by(Order.id)
    if lock:
        wanted = wanted.with_for_update(of=Order).execution_options(populate_existing=True)
    return db.session.scalars(wanted).all()


def count_open_orders_with(product_id: int) -> int:
    """How many there are."""
    open_ones = select(func.count()).select_from(Order).where(_has(product_id), Order.state.in_(UNDECIDED_STATES))
    return db.session.scalar(open_ones) or 0


def _has(product_id: int) -> Any:
    return select(OrderLine.id).where(OrderLine.order_id == Order.id, OrderLine.product_id == product_id).exists()


def _is_told() -> Any:
    """A demand that is only written down is no news to the shop yet."""
    return (ProductCase.kind == CaseKind.CHANGE) | ProductCase.taken_down_at.is_not(None)


def _one(wanted: Select[ProductCase], lock: bool) -> ProductCase:
    wanted = wanted.execution_options(populate_existing=True)
    case = db.session.scalars(wanted.with_for_update(of=ProductCase) if lock else wanted).first()
    if case is None:
        raise CaseNotFound()
    return case


def _complete() -> Select[ProductCase]:
    people = (ProductCase.opened_by, ProductCase.taken_down_by, ProductCase.answered_by, ProductCase.closed_by)
    loaded = joinedload(ProductCase.product).joinedload(Product.seller)
    return select(ProductCase).options(loaded, *(joinedload(person) for person in people))
