"""Calling the buyer before an order that is paid at the door is accepted. Load the order with `lock=True` first."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.orders.call_models import Call, CallResult
from marketplace.orders.errors import CallNotAwaited
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from marketplace.text import clean_line

LONGEST_NOTE = 200


def note_call(order: Order, result: CallResult, *, by: User, note: str = "") -> None:
    """Write down what came of a call; with the buyer's word the order can be accepted. Raises CallNotAwaited."""
    if order.state != OrderState.PLACED or not order.awaits_call:
        raise CallNotAwaited()
    order.called = result
    db.session.add(Call(order_id=order.id, result=result, by_id=by.id, note=clean_line(note, LONGEST_NOTE)))
    db.session.flush()


def calls_of(order: Order) -> list[Call]:
    """The calls to the buyer of an order, the first one first."""
    made = select(Call).where(Call.order_id == order.id).options(joinedload(Call.by)).order_by(Call.id)
    return list(db.session.scalars(made))
