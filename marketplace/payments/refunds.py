"""The steps of a refund. Load it with `payments.get_refund`, its purchase with `payments.get_purchase`: both lock."""

from collections.abc import Mapping
from datetime import datetime

from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.payments.booking import enter
from marketplace.payments.drafting import draft_refund
from marketplace.payments.errors import Disputed, RefundMoveRefused, RefundQueued, SecondOperatorNeeded, SurplusOwed
from marketplace.payments.queries import is_disputed
from marketplace.payments.refund_accounts import forget_account
from marketplace.payments.refund_models import Refund
from marketplace.payments.requesting import request
from marketplace.payments.sources import Source
from marketplace.payments.states import OPEN, RefundBearer, RefundReason, RefundRoute, RefundState, settled_state
from marketplace.refs import new_ref


def request_refund(
    order: Order,
    *,
    quantities: Mapping[int, int] | None = None,
    shipping_vnd: int = 0,
    goodwill_vnd: int = 0,
    reason: RefundReason,
    bearer: RefundBearer,
    by: User | None,
    note: str = "",
    ref: str = "",
) -> Refund:
    """Ask for the price of units of an order, by the ids of their lines, of its delivery fee, and of goodwill.

    Nothing goes yet, but the sum is kept for it. The order is one of a locked purchase; `ref` becomes the refund's own
    name. Raises what `draft_refund` raises.
    """
    refund = draft_refund(
        order,
        quantities=quantities,
        shipping_vnd=shipping_vnd,
        goodwill_vnd=goodwill_vnd,
        reason=reason,
        bearer=bearer,
        note=note,
    )
    refund.ref = ref or new_ref()
    request(refund, Source(refund.attempt, refund.amount_vnd), by=by)
    return refund


def approve_refund(refund: Refund, *, by: User) -> None:
    """Somebody else than who asked agrees. Raises SecondOperatorNeeded or RefundMoveRefused."""
    if refund.requested_by_id == by.id:
        raise SecondOperatorNeeded()
    refund.move_to(RefundState.APPROVED, by=by)
    refund.approved_by = by


def needs_second_operator(refund: Refund) -> bool:
    """Whether somebody else has to approve it before it is sent. What the shop asked for by itself needs nobody."""
    return refund.takes_two and refund.state == RefundState.REQUESTED and refund.approved_by_id is None


def try_again(refund: Refund, *, by: User) -> None:
    """What its provider did not give back is told to it once more, by a job. Raises RefundMoveRefused."""
    if refund.route != RefundRoute.PROVIDER:
        raise RefundMoveRefused(refund.state)
    refund.move_to(RefundState.REQUESTED, by=by)


def may_be_sent(refund: Refund) -> bool:
    """Whether a transfer can take it: there is an account, and whoever has to has agreed."""
    is_ready = refund.account_sealed is not None and refund.can_move_to(RefundState.SENT)
    return refund.route == RefundRoute.TRANSFER and is_ready and not needs_second_operator(refund)


def queue_refund(refund: Refund) -> None:
    """It stands in a closed run of transfers from now on: neither it nor its account changes."""
    refund.queued_at = now()


def unqueue_refund(refund: Refund) -> None:
    """The run was given up or is counted anew."""
    refund.queued_at = None


def mark_sent(refund: Refund, *, by: User | None = None, note: str = "") -> None:
    """It is told to the provider or the bank from now on, once more where it failed. Commit before telling them.

    `refund.ref` and `refund.tries` together name this one telling. Raises SecondOperatorNeeded or RefundMoveRefused.
    """
    if needs_second_operator(refund):
        raise SecondOperatorNeeded()
    refund.move_to(RefundState.SENT, by=by, note=note)
    refund.tries += 1
    refund.queued_at = None
    refund.failure, refund.provider_ref = "", None  # a new try is another refund to the provider


def confirm_refund(refund: Refund, *, provider_ref: str = "", at: datetime | None = None) -> None:
    """The money has gone back. Told again it changes nothing. Raises RefundMoveRefused."""
    refund.provider_ref = provider_ref or refund.provider_ref
    if refund.state == RefundState.CONFIRMED:
        return
    refund.move_to(RefundState.CONFIRMED, by=None, at=at)
    _move(refund, -refund.amount_vnd, at)


def fail_refund(refund: Refund, failure: str, *, at: datetime | None = None) -> None:
    """It did not go, or came back from the bank; its sum stays reserved until it is sent again or called off.

    Told again it changes nothing. Raises RefundMoveRefused.
    """
    if refund.state == RefundState.FAILED:
        return
    had_gone = refund.state == RefundState.CONFIRMED
    refund.move_to(RefundState.FAILED, by=None, note=failure, at=at)
    refund.failure = failure[:80]
    if refund.route == RefundRoute.TRANSFER:
        forget_account(refund)
    if had_gone:
        _move(refund, refund.amount_vnd, at)


def send_by_transfer(refund: Refund, *, by: User | None) -> None:
    """What its provider could not give back goes to an account that the buyer names.

    Raises RefundMoveRefused, or Disputed where the card's bank decides who has the money.
    """
    if is_disputed(refund):
        raise Disputed()
    refund.move_to(RefundState.REQUESTED, by=by)
    refund.route, refund.provider_ref = RefundRoute.TRANSFER, None
    forget_account(refund)


def cancel_refund(refund: Refund, *, by: User | None, note: str) -> None:
    """It is not given back after all, and its sum can be asked for again. Raises RefundMoveRefused or SurplusOwed."""
    if refund.is_surplus:
        raise SurplusOwed()
    if refund.queued_at:
        raise RefundQueued()
    refund.move_to(RefundState.CANCELLED, by=by, note=note)
    refund.purchase.refunding_vnd -= refund.amount_vnd
    if refund.order:
        refund.order.given_back_vnd -= refund.amount_vnd
    db.session.flush()


def _move(refund: Refund, amount_vnd: int, at: datetime | None) -> None:
    purchase = refund.purchase
    is_open = purchase.payment_state in OPEN
    state = settled_state(purchase.paid_vnd, purchase.refunded_vnd - amount_vnd)
    enter(purchase, purchase.payment_state if is_open else state, amount_vnd=amount_vnd, refund=refund, at=at)
