"""Orders that no carrier brings: the seller takes them along, or they lie ready until their buyer comes with a code.

Load an order with `lock=True` first.
"""

from typing import Final

from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db
from marketplace.orders.actions import acknowledge, deliver, set_out
from marketplace.orders.delivery_errors import CodeAwaited, CodeShared, CodeWrong, NotFetched
from marketplace.orders.errors import MoveRefused
from marketplace.orders.models import Order
from marketplace.orders.packing import check_lots
from marketplace.orders.pickup_terms import CODE_DIGITS, clean_pickup_code
from marketplace.orders.queries import get_order_of_seller, orders_complete
from marketplace.orders.states import ActorRole, OrderState, Undelivered
from marketplace.orders.undelivered import turn_back
from marketplace.sellers import DeliveryKind

WAITING: Final = (OrderState.PACKED, OrderState.SHIPPED, OrderState.RETURNING)
"""Where an order may be whose buyer comes: packed, laid out, or about to be put away again."""
AT_ONCE: Final = 1
"""So that nobody waits for more than this order."""


def say_delivered(order: Order, *, by: User | None) -> None:
    """The seller says that the buyer has it. Raises CodeAwaited for what is fetched, or MoveRefused."""
    if order.is_pickup:
        raise CodeAwaited()
    deliver(order, by=by, role=ActorRole.SELLER)


def receive(order: Order, *, by: User | None) -> None:
    """The buyer says that it has come, or that what somebody else told of has. What is fetched comes by its code.

    Raises CodeAwaited or MoveRefused.
    """
    if order.state == OrderState.DELIVERED:
        acknowledge(order)
    elif order.is_pickup:
        raise CodeAwaited()
    else:
        deliver(order, by=by, role=ActorRole.BUYER)


def find_number_by_code(seller_id: int, typed: str) -> str:
    """Which of the seller's orders somebody has come for. Raises CodeWrong or CodeShared."""
    code = clean_pickup_code(typed)
    waiting = Order.seller_id == seller_id, Order.pickup_code == code, Order.state.in_(WAITING)
    numbers = db.session.scalars(select(Order.number).where(*waiting).limit(2)).all() if code else []
    if not numbers:
        raise CodeWrong()
    if len(numbers) > 1:
        raise CodeShared()
    return numbers[0]


def hand_out(seller_id: int, number: str, typed: str, *, by: User | None) -> Order:
    """The buyer has come and said the code: they have it, and cash is taken where it is paid on receipt. Locks it.

    Raises OrderNotFound, NotFetched, CodeWrong, MoveRefused, or LotRecalled where a lot was taken back since.
    """
    order = get_order_of_seller(seller_id, number, lock=True)
    if not order.is_pickup or order.state == OrderState.DELIVERED:
        raise NotFetched()
    if order.state not in WAITING:
        raise MoveRefused(order.state)
    if order.pickup_code != clean_pickup_code(typed) or len(order.pickup_code or "") != CODE_DIGITS:
        raise CodeWrong()
    check_lots(order)
    if order.state == OrderState.PACKED:
        set_out(order, by=by, is_fetched=True)
    deliver(order, by=by, role=ActorRole.SELLER)
    order.received_at = now()  # the code is the buyer's word
    return order


def put_away_uncollected() -> int:
    """What nobody fetched in time counts as not delivered, and its seller takes it back into stock; how many.

    Until then whoever comes after all may still have it. What is fetched at this moment is left alone.
    """
    late = Order.state == OrderState.SHIPPED, Order.due_at < now(), Order.delivery_kind == DeliveryKind.PICKUP
    found = orders_complete().where(*late).order_by(Order.id).limit(AT_ONCE)
    overdue = db.session.scalars(found.with_for_update(of=Order, skip_locked=True)).all()
    for order in overdue:
        turn_back(order, by=None, role=ActorRole.SYSTEM, reason=Undelivered.NOT_COLLECTED)
    return len(overdue)
