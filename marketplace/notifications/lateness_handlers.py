"""Who is told of late steps of an order, and of a buyer's wish to have an accepted one called off."""

from marketplace.events import handles
from marketplace.notifications import mails
from marketplace.notifications.texts import queue_text
from marketplace.orders import CancelOutcome, CancelRequest, StepMissed
from marketplace.orders.states import OrderState


@handles(CancelRequest)
def tell_of_cancel_requests(happened: list[CancelRequest]) -> None:
    """The shop hears what the buyer wishes, the buyer that it is refused: by mail, else by a text message. That an
    order was called off is told as always.
    """
    for request in happened:
        if request.is_open:
            mails.cancel_asked_mail(request)
        elif request.outcome == CancelOutcome.WITHDRAWN:
            mails.cancel_withdrawn_mail(request.order)
        elif request.outcome == CancelOutcome.REFUSED:
            _tell_buyer(request)


def _tell_buyer(request: CancelRequest) -> None:
    purchase = request.order.purchase
    mails.cancel_refused_mail(request)
    if not purchase.email:
        path = mails.TRACKING_PATH.format(token=purchase.token)
        queue_text(
            "cancel_refused_text",
            purchase.contact_phone,
            purchase.locale,
            path=path,
            to=purchase,
            number=request.order.number,
            order=request.order,
        )


@handles(StepMissed)
def tell_of_missed_steps(happened: list[StepMissed]) -> None:
    """The shop is reminded; the buyer hears of what is packed late, and may call it off."""
    for missed in happened:
        mails.order_late_mail(missed.order)
        if missed.order.state == OrderState.CONFIRMED:
            mails.packing_late_mail(missed.order)
