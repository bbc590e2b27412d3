"""A buyer asks to have an accepted order called off; the seller answers, or time does. Load the order with `lock=True`.

| what happens | what comes of it |
|---|---|
| the seller agrees, or calls the order off otherwise | it is called off: units and money go back as always |
| the seller refuses, with a reason | the order goes on, and is asked about once more only if it is late |
| nobody answers in time | it is called off |
| the seller is late with packing | whoever asks need not wait: it is called off at once |
| the carrier already has it | the request ends, and the parcel comes |

While a request is open the seller neither packs nor hands over, so that nothing is sent that nobody wants.
"""

from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import announce, db
from marketplace.orders import actions
from marketplace.orders.answer_time import due_after
from marketplace.orders.cancel_request_models import LONGEST, CancelOutcome, CancelRequest
from marketplace.orders.cancel_request_queries import find_open_request, was_refused
from marketplace.orders.deadlines import deadlines_at
from marketplace.orders.errors import CancelAnswered, CancelAskedAlready, CancelNotAsked, MoveRefused, ReasonMissing
from marketplace.orders.models import Order
from marketplace.orders.queries import get_order
from marketplace.orders.reasons import CANCEL_AGREED, CANCEL_UNANSWERED, PACKED_TOO_LATE
from marketplace.orders.states import ActorRole
from marketplace.text import clean_line


def ask_to_cancel(order: Order, *, by: User | None, reason: str) -> CancelRequest:
    """The buyer asks, with a reason; of what is packed too late nobody is asked. Raises ReasonMissing, MoveRefused
    before the seller accepts and once it is sent, CancelAskedAlready, or CancelAnswered after a refusal.
    """
    if not (words := clean_line(reason, LONGEST)):
        raise ReasonMissing()
    if not order.buyer_can_ask:
        raise MoveRefused(order.state)
    if find_open_request(order.id):
        raise CancelAskedAlready()
    if was_refused(order.id) and not order.is_packed_late:
        raise CancelAnswered()
    asked_at = now()
    answer_by = due_after(asked_at, deadlines_at(asked_at).answer_cancellation, order.seller)
    request = CancelRequest(order=order, reason=words, by_id=by.id if by else None, answer="", answer_by=answer_by)
    request.asked_at = asked_at
    db.session.add(request)
    db.session.flush()
    if order.is_packed_late:
        _call_off(request, CancelOutcome.LAPSED, by=None, reason=PACKED_TOO_LATE)
    else:
        announce(request)
    return request


def agree_to_cancel(order: Order, *, by: User | None) -> None:
    """The seller agrees. Raises CancelNotAsked where nothing is asked any more."""
    _call_off(_open(order), CancelOutcome.AGREED, by=by, reason=CANCEL_AGREED)


def refuse_to_cancel(order: Order, *, by: User | None, reason: str) -> None:
    """The seller says why the order goes on; it has as long for the next step as when it came to where it stands, where
    time passed meanwhile. Raises ReasonMissing or CancelNotAsked.
    """
    request = _open(order)
    if not (words := clean_line(reason, LONGEST)):
        raise ReasonMissing()
    request.settle(CancelOutcome.REFUSED, by=by, answer=words)
    _give_time_back(order, request)
    db.session.flush()
    announce(request)


def withdraw_request(order: Order, *, by: User | None) -> None:
    """The buyer wants it after all. Raises CancelNotAsked."""
    request = _open(order)
    request.settle(CancelOutcome.WITHDRAWN, by=by)
    _give_time_back(order, request)
    db.session.flush()
    announce(request)


def lapse_requests() -> int:
    """Call off the order whose request has waited longest of those that nobody answered in time; 0 when there is none.

    One at a time, so that nobody waits for more than this order.
    """
    overdue = select(Order.number).join(CancelRequest, CancelRequest.order_id == Order.id)
    overdue = overdue.where(CancelRequest.outcome.is_(None), CancelRequest.answer_by <= now())
    number = db.session.scalar(overdue.order_by(CancelRequest.answer_by, CancelRequest.id).limit(1))
    if number is None:
        return 0
    order = get_order(number, lock=True)
    request = find_open_request(order.id)
    if request and request.answer_by <= now():
        _call_off(request, CancelOutcome.LAPSED, by=None, reason=CANCEL_UNANSWERED)
    return 1


def _give_time_back(order: Order, request: CancelRequest) -> None:
    """What passed while the seller could not go on does not count."""
    order.begin_time(order.due_at + (now() - request.asked_at) if order.due_at else None)


def _open(order: Order) -> CancelRequest:
    request = find_open_request(order.id)
    if request is None:
        raise CancelNotAsked()
    return request


def _call_off(request: CancelRequest, outcome: CancelOutcome, *, by: User | None, reason: str) -> None:
    request.settle(outcome, by=by)
    db.session.flush()
    actions.cancel(request.order, by=None, role=ActorRole.SYSTEM, reason=reason)
