"""What a buyer may tell of, until when, and opening a claim about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from marketplace import orders, payments, recalls
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product, StorageClass
from marketplace.clock import now, to_local
from marketplace.database import db
from marketplace.orders.answer_time import due_after
from marketplace.orders.models import Order, OrderLine
from marketplace.orders.states import ActorRole, OrderState
from marketplace.payments.refund_amounts import Units, capped, price_of_units
from marketplace.returns.errors import (
    MindRefused,
    NotArrived,
    NothingChosen,
    PhotoMissing,
    ReasonRefused,
    ToldAlready,
    TooLate,
    TooManyUnits,
)
from marketplace.returns.evidence import Evidence, attach
from marketplace.returns.models import Claim, ClaimLine
from marketplace.returns.queries import takes_back, units_told
from marketplace.returns.states import CHANGES_OF_MIND, FAULTS, SHOWN, ClaimKind, Reason, Step, Wish
from marketplace.returns.terms import Terms, terms_of
from marketplace.text import clean_text

FRESH_SETS = ("fresh-plants", "fresh-animals")
"""Sets of catalogue/data/ocop_sets.toml whose goods are sold as they were harvested."""
COLD = (StorageClass.CHILLED, StorageClass.FROZEN)
SHORT_LIVED = 14
"""What keeps for fewer days than this is fresh."""
ARRIVED = (OrderState.SHIPPED, OrderState.DELIVERED)
"""Telling of a problem says that the parcel has come."""


@dataclass(frozen=True)
class Tellable:
    """A line of which `left` units may still be told of until `until`; fresh goods are never taken back unspoilt.

    Of what `is_recalled` nobody has to prove anything, and there is more time; for a change of mind that ends with
    `usual_until`.
    """

    line: OrderLine
    left: int
    is_fresh: bool
    until: datetime
    usual_until: datetime
    is_recalled: bool = False

    @property
    def is_open(self) -> bool:
        """Whether there is time and something left."""
        return self.left > 0 and now() < self.until


@dataclass(frozen=True)
class Asked:
    """What a buyer says in the form; `quantities` by the ids of the lines."""

    kind: ClaimKind
    quantities: Mapping[int, int]
    reason: Reason | None
    wish: Wish
    words: str = ""


def terms_of_order(order: Order) -> Terms:
    """What held on the day of the sale."""
    return terms_of(to_local(order.placed_at or now()).date())


def tellable(order: Order) -> list[Tellable]:
    """The lines that were sent, with how much of each may still be told of and until when; four statements."""
    fresh, told = _fresh(order), units_told(order.id)
    back, terms = payments.refunded_units(order), terms_of_order(order)
    recalled = recalls.recalled_lines(line.id for line in order.sent_lines)
    arrived_at = next((step.at for step in reversed(order.events) if step.state == OrderState.DELIVERED), now())
    found = []
    for line in order.sent_lines:
        window = terms.fresh if line.product_id in fresh else terms.keep
        left = line.quantity - max(told.get(line.id, 0), back.get(line.id, 0))
        usual = until = arrived_at + window
        if line.id in recalled:
            until = max(until, recalled[line.id] + terms.recalled)
        found.append(Tellable(line, max(left, 0), line.product_id in fresh, until, usual, line.id in recalled))
    return found


@dataclass(frozen=True)
class Window:
    """Until when a parcel's buyer can tell of a problem. Once that is over the order is closed."""

    until: datetime
    is_open: bool


def window_of(order: Order) -> Window | None:
    """The longest that is open, else the one that ended last; None while all that may be told of was told."""
    lines = tellable(order)
    open_until = max((each.until for each in lines if each.is_open), default=None)
    if open_until:
        return Window(open_until, is_open=True)
    ended = max((each.until for each in lines), default=None)
    return Window(ended, is_open=False) if ended and ended <= now() else None


def can_tell(order: Order) -> bool:
    """Whether the page of an order offers it: something came, and there is time."""
    lies_there = order.is_pickup and order.state != OrderState.DELIVERED
    return order.state in ARRIVED and not lies_there and any(each.is_open for each in tellable(order))


def open_claim(order: Order, asked: Asked, *, by: User | None, evidence: Sequence[Evidence] = ()) -> Claim:
    """Tell the seller of a problem, or of what goes back. A parcel on the road has come by that.

    The order is one of a locked purchase (`payments.get_purchase`). Raises NotArrived, NothingChosen, ReasonRefused,
    MindRefused, PhotoMissing, TooLate, ToldAlready or TooManyUnits.
    """
    if order.state not in ARRIVED or (order.is_pickup and order.state != OrderState.DELIVERED):
        raise NotArrived()
    chosen = _chosen(order, asked)
    if asked.reason in SHOWN and not (any(each.is_photo for each in evidence) or _are_recalled(chosen)):
        raise PhotoMissing()
    if order.state == OrderState.SHIPPED:
        orders.deliver(order, by=by, role=ActorRole.BUYER)
        db.session.flush()
    claim = _made(order, asked, chosen)
    db.session.add(claim)
    event = claim.add(Step.OPENED, by=by, role=ActorRole.BUYER, words=clean_text(asked.words))
    db.session.flush()
    attach(event, evidence, by=by)
    return claim


def worth_of(order: Order, quantities: Mapping[int, int], *, is_fault: bool) -> tuple[dict[int, int], int]:
    """What was paid for so many units of the lines, by the ids of those, and for the delivery that goes with them.

    The fee goes back where the whole parcel is at fault. Together no more than was paid and has not gone back.
    """
    before = payments.refunded_units(order)
    prices = [_price(line, before.get(line.id, 0), quantities[line.id]) for line in _of(order, quantities)]
    is_whole = all(quantities.get(line.id) == line.quantity for line in order.sent_lines)
    asked_vnd = order.shipping_vnd - order.delivery_discount_vnd
    fee_vnd = asked_vnd - payments.refunded_shipping_vnd(order) if is_fault and is_whole else 0
    *prices, fee_vnd = capped([*prices, fee_vnd], order.total_vnd - order.given_back_vnd)
    named = zip(_of(order, quantities), prices, strict=True)
    return {line.id: vnd for line, vnd in named}, fee_vnd


def _made(order: Order, asked: Asked, chosen: Mapping[int, int]) -> Claim:
    worth, fee_vnd = worth_of(order, chosen, is_fault=asked.reason in FAULTS)
    count = db.session.scalar(select(func.count()).select_from(Claim).where(Claim.order_id == order.id)) or 0
    wish = {ClaimKind.RETURN: Wish.MONEY, ClaimKind.EXCHANGE: Wish.AGAIN}.get(asked.kind, asked.wish)
    return Claim(
        number=f"{order.number}-K{count + 1}",
        order=order,
        seller_id=order.seller_id,
        kind=asked.kind,
        reason=asked.reason,
        wish=wish,
        worth_vnd=sum(worth.values()) + fee_vnd,
        shipping_vnd=fee_vnd,
        given_vnd=0,
        due_at=due_after(now(), terms_of_order(order).answer, order.seller),
        lines=[
            ClaimLine(line=line, quantity=chosen[line.id], worth_vnd=worth[line.id], restocked=0)
            for line in _of(order, chosen)
        ],
        state="open",
    )


def _are_recalled(chosen: Mapping[int, int]) -> bool:
    return chosen.keys() <= recalls.recalled_lines(chosen).keys()


def _chosen(order: Order, asked: Asked) -> dict[int, int]:
    """The units that were chosen, once each of them may be told of for this reason."""
    wanted = {line: units for line, units in asked.quantities.items() if units}
    of_order = {each.line.id: each for each in tellable(order)}
    if not wanted or not wanted.keys() <= of_order.keys():
        raise NothingChosen()
    is_known = asked.reason in FAULTS or (asked.reason in CHANGES_OF_MIND and asked.kind != ClaimKind.CLAIM)
    if not is_known:
        raise ReasonRefused()
    for line_id, units in wanted.items():
        _check(of_order[line_id], units, asked.reason)
        if asked.reason in CHANGES_OF_MIND and (of_order[line_id].is_fresh or not takes_back(order)):
            raise MindRefused()
    return wanted


def _check(each: Tellable, units: int, reason: Reason | None) -> None:
    until = each.usual_until if reason in CHANGES_OF_MIND else each.until
    if now() >= until:
        raise TooLate(until=f"{to_local(until):%H:%M %d/%m/%Y}")
    if not each.left:
        raise ToldAlready(name=each.line.name_vi)
    if not 0 < units <= each.left:
        raise TooManyUnits(name=each.line.name_vi, most=each.left)


def _price(line: OrderLine, before: int, wanted: int) -> int:
    return price_of_units(Units(line.quantity, line.paid_vnd, before, wanted))


def _of(order: Order, quantities: Mapping[int, int]) -> list[OrderLine]:
    return [line for line in order.lines if quantities.get(line.id)]


def _fresh(order: Order) -> set[int]:
    """The ids of the products in it that do not keep; goods straight from a harvest are among them."""
    ids = {line.product_id for line in order.sent_lines}
    if order.harvest_on:
        return ids
    rows = db.session.scalars(select(Product).where(Product.id.in_(ids)))
    return {product.id for product in rows if _is_fresh(product)}


def _is_fresh(product: Product) -> bool:
    is_short = product.shelf_life_days is not None and product.shelf_life_days < SHORT_LIVED
    return product.storage_class in COLD or is_short or product.ocop_set in FRESH_SETS
