"""The steps of an order after it is placed. Load the order with `lock=True` first."""

from sqlalchemy import update

from marketplace import catalogue, stock
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.clock import now, today
from marketplace.database import announce, db
from marketplace.orders import discounting, promotion_sales
from marketplace.orders.cancel_request_models import CancelOutcome
from marketplace.orders.cancel_request_queries import find_open_request
from marketplace.orders.delivery_errors import CarrierUnwanted, NotFetched
from marketplace.orders.errors import (
    AnswerAwaited,
    CallAwaited,
    CancelUnanswered,
    MoveRefused,
    ReasonMissing,
    TrackingMissing,
    Unweighed,
)
from marketplace.orders.line_changes import Change
from marketplace.orders.models import Order
from marketplace.orders.packing import check_lots
from marketplace.orders.shortage_models import Outcome
from marketplace.orders.shortage_queries import find_open
from marketplace.orders.states import ActorRole, OrderState


def release(order: Order) -> None:
    """Place an order whose money was awaited and has come: only now the seller sees it. Raises MoveRefused."""
    order.move_to(OrderState.PLACED, by=None, role=ActorRole.SYSTEM)


def hold(order: Order) -> None:
    """It waits for its money once more, which turned out to be another purchase's. Raises MoveRefused."""
    order.move_to(OrderState.AWAITING_PAYMENT, by=None, role=ActorRole.SYSTEM)


def confirm(order: Order, *, by: User | None) -> None:
    """The seller accepts. Raises MoveRefused, or CallAwaited where the buyer has to be called first."""
    if order.can_confirm and order.awaits_call:
        raise CallAwaited()
    order.move_to(OrderState.CONFIRMED, by=by, role=ActorRole.SELLER)


def pack(order: Order, *, by: User | None) -> None:
    """The parcel is closed. Raises MoveRefused, Unweighed, AnswerAwaited while the buyer is asked about goods that are
    short, CancelUnanswered, or LotRecalled or HarvestAwaited where its goods cannot leave.
    """
    if order.can_pack:
        _check_wanted(order)
        if order.is_unweighed:
            raise Unweighed()
        if find_open(order.id):
            raise AnswerAwaited()
        check_lots(order)
    order.move_to(OrderState.PACKED, by=by, role=ActorRole.SELLER)


def ship(
    order: Order, *, by: User | None, carrier: str, tracking_number: str, role: ActorRole = ActorRole.SELLER
) -> None:
    """The parcel is handed over; what a coach took is followed by its phone number. Of several parcels, the first.

    Any shape of number is accepted. Raises CarrierUnwanted, TrackingMissing, MoveRefused, or CancelUnanswered where a
    seller hands over what the buyer asked to have called off, or LotRecalled where its lot was taken back after it was
    packed; what a carrier has already comes nevertheless.
    """
    if order.is_own_delivery:
        raise CarrierUnwanted()
    if not tracking_number.strip():
        raise TrackingMissing()
    if order.can_ship and role == ActorRole.SELLER:
        _check_wanted(order)
        check_lots(order)
    elif order.can_ship:
        _end_request(order, CancelOutcome.SENT)
    order.move_to(OrderState.SHIPPED, by=by, role=role, note=f"{carrier} {tracking_number}".strip())
    order.carrier, order.tracking_number = carrier, tracking_number.strip()


def set_out(order: Order, *, by: User | None, is_fetched: bool = False) -> None:
    """The seller is on the way with it, or it lies where its buyer fetches it, who `is_fetched` says is there.

    Raises NotFetched, MoveRefused, LotRecalled as `ship` does, or CancelUnanswered where its buyer asked to have it
    called off and has not come.
    """
    if not order.is_own_delivery:
        raise NotFetched()
    if order.can_ship and not is_fetched:  # whoever hands it out at once has asked already
        check_lots(order)
    if order.can_ship and is_fetched:
        _end_request(order, CancelOutcome.SENT)
    elif order.can_ship:
        _check_wanted(order)
    order.move_to(OrderState.SHIPPED, by=by, role=ActorRole.SELLER)


def acknowledge(order: Order) -> None:
    """The buyer says that what somebody else told of has come; said twice it stays as it was. Raises MoveRefused."""
    if order.state != OrderState.DELIVERED:
        raise MoveRefused(order.state)
    order.received_at = order.received_at or now()


def deliver(order: Order, *, by: User | None, role: ActorRole) -> None:
    """The buyer has it, maybe after it was on its way back: the sale is final, with the taxes of this day.

    Only now the units count as sold. Raises MoveRefused.
    """
    order.move_to(OrderState.DELIVERED, by=by, role=role)
    order.undelivered = None
    order.received_at = now() if role == ActorRole.BUYER else None
    for line in order.lines:
        line.freeze_taxes(order.seller.kind, today())
    for line in sorted(order.lines, key=lambda line: line.product_id):
        more = (
            update(Product).where(Product.id == line.product_id).values(sold_units=Product.sold_units + line.quantity)
        )
        db.session.execute(more, execution_options={"synchronize_session": False})
        catalogue.touch(line.product_id)


def cancel(order: Order, *, by: User | None, role: ActorRole, reason: str) -> None:
    """Call the order off; its units go back to the lots they came from, and vouchers can be used again.

    Raises ReasonMissing or MoveRefused.

    Who may do so, and until when, stands in the state table: a buyer until the seller accepts.
    """
    if not reason.strip():
        raise ReasonMissing()
    if order.state == OrderState.CONFIRMED and order.can_move_to(OrderState.CANCELLED, role):
        end_question(order, by=by, role=role)
    if order.buyer_can_ask and order.can_move_to(OrderState.CANCELLED, role):
        _end_request(order, CancelOutcome.AGREED, by=by)
    order.move_to(OrderState.CANCELLED, by=by, role=role, note=reason.strip())
    for line in sorted(order.lines, key=lambda line: line.variant_id):
        stock.give_back(line.id, by_id=by.id if by else None)
    promotion_sales.give_back(order)  # in the order in which placing takes them, or the two wait for each other
    discounting.give_back(order)


def end_question(order: Order, *, by: User | None, role: ActorRole) -> None:
    """The question to the buyer about goods that are short needs no answer any more, if there is one."""
    if shortage := find_open(order.id):
        shortage.outcome, shortage.settled_at = Outcome.WITHDRAWN, now()
        order.record(Change.WITHDRAWN, by=by, role=role, facts={"line": shortage.line.id})
        db.session.flush()
        announce(shortage)


def _check_wanted(order: Order) -> None:
    if find_open_request(order.id):
        raise CancelUnanswered()


def _end_request(order: Order, outcome: CancelOutcome, *, by: User | None = None) -> None:
    if request := find_open_request(order.id):
        request.settle(outcome, by=by)
