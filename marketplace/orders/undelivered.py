"""Parcels that nobody takes: they turn round, come back with goods in some condition, or the carrier loses them."""

from collections.abc import Mapping
from typing import Final

from marketplace import stock
from marketplace.accounts.models import User
from marketplace.orders.errors import ConditionRefused, ReasonMissing
from marketplace.orders.models import Order, OrderLine
from marketplace.orders.reasons import NOT_DELIVERED
from marketplace.orders.states import ActorRole, OrderState, Undelivered
from marketplace.stock.models import MovementReason

UNFIT: Final = (MovementReason.BROKEN, MovementReason.SPOILED)
"""What may be wrong with goods that came back."""
TURNED_BACK: Final = (
    Undelivered.REFUSED,
    Undelivered.UNREACHABLE,
    Undelivered.WRONG_ADDRESS,
    Undelivered.DAMAGED,
)
"""Why a parcel may turn round."""
AGAINST_BUYER: Final = (Undelivered.REFUSED, Undelivered.UNREACHABLE)
"""What counts as a parcel refused by its buyer. A wrong address or a dented box does not, nor what was not fetched, of
which no carrier has to be paid.
"""


def turn_back(order: Order, *, by: User | None, role: ActorRole, reason: Undelivered | None) -> None:
    """Nobody took the parcel: it is on its way back. Raises ReasonMissing or MoveRefused."""
    if reason not in (*TURNED_BACK, Undelivered.NOT_COLLECTED):
        raise ReasonMissing()
    _leave(order, OrderState.RETURNING, by, role, reason)


def lose(order: Order, *, by: User | None) -> None:
    """The carrier has lost or destroyed the parcel, which is its fault; the units are gone. Raises MoveRefused."""
    _leave(order, OrderState.LOST, by, ActorRole.OPERATOR, Undelivered.LOST)


def take_in(order: Order, *, by: User | None, fit: Mapping[int, int], unfit_as: MovementReason | None) -> None:
    """The parcel is back. Its units go back to the lots they came from, and what cannot be sold again is written off.

    `fit` says, by the id of a line, how many units of it are; `unfit_as` what is wrong with the others. Raises
    ConditionRefused, which names the line, or MoveRefused.
    """
    for line in order.sent_lines:
        _check_condition(line, fit.get(line.id), unfit_as)
    order.move_to(OrderState.RETURNED, by=by, role=ActorRole.SELLER)
    by_id = by.id if by else None
    for line in sorted(order.sent_lines, key=lambda line: line.variant_id):
        held, unfit = stock.lots_held(line.id), line.quantity - fit[line.id]
        stock.give_back(line.id, by_id=by_id)
        if unfit and unfit_as:
            stock.write_off(held, unfit, by_id=by_id, reason=unfit_as, note=order.number)


def _leave(order: Order, state: OrderState, by: User | None, role: ActorRole, reason: Undelivered) -> None:
    order.move_to(state, by=by, role=role, note=NOT_DELIVERED[reason])
    order.undelivered = reason


def _check_condition(line: OrderLine, fit: int | None, unfit_as: MovementReason | None) -> None:
    is_count = fit is not None and 0 <= fit <= line.quantity
    if not is_count or (fit != line.quantity and unfit_as not in UNFIT):
        raise ConditionRefused(line.id, line.quantity)
