"""A harvest with orders on it: who gets how much when too little comes in, and telling buyers of another day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from marketplace import money, sellers, shipping, stock
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, announce, db, one_of
from marketplace.orders import refitting
from marketplace.orders.actions import cancel
from marketplace.orders.delivery_days import estimate_again
from marketplace.orders.errors import HarvestReported
from marketplace.orders.models import Order, OrderLine
from marketplace.orders.queries import orders_complete
from marketplace.orders.reasons import HARVEST_SHORT
from marketplace.orders.states import NOT_PACKED, ActorRole, OrderState
from marketplace.sellers.models import Seller
from marketplace.stock import LotFacts, ShortfallRule
from marketplace.stock.models import DailyCapacity, Lot


class ChangeKind(StrEnum):
    """What became otherwise than the buyer was told when ordering."""

    HARVEST_MOVED = "harvest_moved"
    HARVEST_SHORT = "harvest_short"


class OrderChange(Model):
    """What an order said before and after a change that the buyer hears of: a day, or a number of units.

    Rows are only added.
    """

    __tablename__ = "order_changes"
    __table_args__ = (one_of("kind", ChangeKind),)

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    kind: Mapped[ChangeKind] = mapped_column(String(16))
    before: Mapped[str] = mapped_column(String(40))
    after: Mapped[str] = mapped_column(String(40))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    order: Mapped[Order] = relationship()


@dataclass(frozen=True)
class Allotment:
    """What an order line is to get of a harvest: `ordered` units of it, and how many there are for it."""

    line: OrderLine
    ordered: int
    given: int

    @property
    def missing(self) -> int:
        """How many it does not get."""
        return self.ordered - self.given

    @property
    def is_called_off(self) -> bool:
        """Whether nothing is left of the line."""
        return self.missing == self.line.quantity


def share_out(harvested: int, ordered: Sequence[int], rule: ShortfallRule) -> list[int]:
    """How much of a harvest each of these gets, in the order in which they ordered; all there is is given out.

    Pro rata goes by largest remainder, whoever ordered first before the others; first come fills one after the other.
    With a refund nobody gets anything of a harvest that is too small for all.
    """
    if harvested >= sum(ordered):
        return list(ordered)
    if rule == ShortfallRule.REFUND:
        return [0] * len(ordered)
    if rule == ShortfallRule.PRO_RATA:
        return money.allocate(harvested, ordered)
    given = []
    for units in ordered:
        given.append(min(units, harvested))
        harvested -= given[-1]
    return given


def allotments_of(lot: Lot, harvested: int, *, lock: bool = False) -> list[Allotment]:
    """What each order that is on this harvest gets if so much comes in, first ordered first."""
    units = {share.order_line_id: share.units for share in stock.shares_of_harvest(lot)}
    lines = [line for order in _orders_with(units, lock=lock) for line in order.lines if line.id in units]
    lines.sort(key=lambda line: (line.order.purchase.placed_at, line.id))
    ordered = [units[line.id] for line in lines]
    given = share_out(harvested, ordered, lot.shortfall_rule or ShortfallRule.FIRST_COME)
    return [Allotment(*each) for each in zip(lines, ordered, given, strict=True)]


def report_harvest(lot: Lot, facts: LotFacts, *, harvested: int, shown_taken: int, by: User) -> list[Allotment]:
    """So much came in: the lot is there, and what cannot be sent is called off. Returns what each order gets.

    `shown_taken` is how much was ordered when the seller looked at the allotment; raises HarvestReported when that has
    changed and too little came in, else what `stock.lock_harvest` and `stock.bring_in` raise. Orders are locked before
    the lot, as calling one off does it.
    """
    allotted = allotments_of(lot, harvested, lock=True)
    stock.lock_harvest(lot)
    short = [each for each in allotted if each.missing]
    if harvested < lot.taken and not shown_taken == lot.taken == sum(each.ordered for each in allotted):
        raise HarvestReported()
    for each in short:
        if each.is_called_off:
            _call_off(each.line.order, by)
        else:
            shorten(each, by=by)
    stock.bring_in(lot, facts, harvested=harvested, by_id=by.id)
    return allotted


def shorten(allotment: Allotment, *, by: User) -> None:
    """Send and charge fewer units than were ordered; the lot of the harvest, their last one, gets them back."""
    line = allotment.line
    before = line.quantity
    refitting.shrink(line, to=before - allotment.missing, by_id=by.id)
    refitting.refit(line.order)
    _note(line.order, ChangeKind.HARVEST_SHORT, before, line.quantity, by)


def move_harvest(lot: Lot, *, expected_on: date, orders_until: date, capacity: int, by: User) -> int:
    """Expect it on another day, or take orders until another one, or more or fewer; who has ordered is told of the day.

    Returns how many orders moved. Raises HarvestReported when somebody ordered meanwhile, and what `stock.lock_harvest`
    and `stock.change_harvest` raise.
    """
    ordered = stock.shares_of_harvest(lot)
    orders = _orders_with((share.order_line_id for share in ordered), lock=True)
    stock.lock_harvest(lot)
    if stock.shares_of_harvest(lot) != ordered:
        raise HarvestReported()
    moved = [order for order in orders if order.harvest_on != expected_on]
    stock.change_harvest(lot, expected_on=expected_on, orders_until=orders_until, capacity=capacity, by_id=by.id)
    for order in moved:
        _postpone(order, expected_on, by)
    db.session.flush()
    return len(moved)


def renew_daily_harvests(plans: Iterable[DailyCapacity] | None = None) -> None:
    """Let what comes in on the next days be ordered, on days on which its seller packs; of all sellers, or these plans.

    What comes in is packed where the seller rests on no day off and carriers collect.
    """
    for plan in stock.daily_plans() if plans is None else plans:
        periods = sellers.days_off_in(plan.variant.product.seller.days_off)
        closed = [(each.first_on, each.last_on) for each in periods]
        stock.renew_daily(plan, opens=lambda day, closed=closed: shipping.is_packing_day(day, closed))  # type: ignore[misc]


def renew_daily_of(seller: Seller) -> None:
    """The same for one seller, whose days off have changed."""
    renew_daily_harvests(stock.daily_plans(seller.id))


def changes_of(order: Order) -> list[OrderChange]:
    """What became otherwise than the buyer was told when ordering, in the order in which it happened."""
    found = select(OrderChange).where(OrderChange.order_id == order.id).order_by(OrderChange.id)
    return list(db.session.scalars(found))


def _orders_with(line_ids: Iterable[int], *, lock: bool) -> list[Order]:
    """The orders of these lines that nobody has packed, in the order in which they are locked."""
    of_lines = select(OrderLine.order_id).where(OrderLine.id.in_(list(line_ids)))
    wanted = orders_complete().where(Order.id.in_(of_lines), Order.state.in_(NOT_PACKED)).order_by(Order.id)
    fresh = wanted.options(selectinload(Order.events)).execution_options(populate_existing=True)
    return list(db.session.scalars(fresh.with_for_update(of=Order) if lock else fresh))


def _call_off(order: Order, by: User) -> None:
    """Nothing of it comes in. What still waits for its money is no seller's order yet: the shop calls it off."""
    waits = order.state == OrderState.AWAITING_PAYMENT
    cancel(order, by=None if waits else by, role=ActorRole.SYSTEM if waits else ActorRole.SELLER, reason=HARVEST_SHORT)


def _postpone(order: Order, expected_on: date, by: User) -> None:
    before = order.harvest_on
    delivery = estimate_again(order, harvest_on=expected_on)
    order.harvest_on, order.ships_from_on = expected_on, delivery.sent_on
    order.arrives_from_on, order.arrives_to_on = delivery.arrives_from_on, delivery.arrives_to_on
    order.renew_deadline()
    _note(order, ChangeKind.HARVEST_MOVED, f"{before}", f"{expected_on}", by)


def _note(order: Order, kind: ChangeKind, before: object, after: object, by: User) -> None:
    change = OrderChange(order=order, kind=kind, before=f"{before}", after=f"{after}", by_id=by.id)
    db.session.add(change)
    db.session.flush()
    announce(change)
