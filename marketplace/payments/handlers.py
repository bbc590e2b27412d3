"""What follows for the money from what happens to parcels."""

from typing import Final

from marketplace import jobs
from marketplace.events import handles
from marketplace.orders.models import OrderEvent
from marketplace.orders.states import CALLED_OFF, OrderState, PaymentMethod
from marketplace.payments.actions import follow_parcel
from marketplace.payments.queries import purchases_of_parcels
from marketplace.payments.refund_models import RefundEvent
from marketplace.payments.refunds import needs_second_operator
from marketplace.payments.states import RefundRoute, RefundState

CARD_REFUND: Final = "card_refund"
"""The job that gives a refund back to its card."""


@handles(OrderEvent)
def follow_parcels(happened: list[OrderEvent]) -> None:
    """A parcel that arrives, is closed or is called off changes what is still to be paid or given back."""
    steps = [step for step in happened if _moves_money(step)]
    if steps:
        purchases = purchases_of_parcels({step.order.purchase_id for step in steps})
        for step in steps:
            follow_parcel(purchases[step.order.purchase_id], step)


def _moves_money(step: OrderEvent) -> bool:
    is_cash = step.order.purchase.payment_method == PaymentMethod.COD
    if step.change or step.state not in (OrderState.PACKED, OrderState.DELIVERED, *CALLED_OFF):
        return False
    return step.state in CALLED_OFF or is_cash == (step.state == OrderState.DELIVERED)


@handles(RefundEvent)
def give_back_to_cards(happened: list[RefundEvent]) -> None:
    """What may be sent is sent by a job, once the request for it is committed."""
    for step in happened:
        is_ready = step.state in (RefundState.REQUESTED, RefundState.APPROVED) and step.refund.state == step.state
        if is_ready and step.refund.route == RefundRoute.PROVIDER and not needs_second_operator(step.refund):
            jobs.enqueue(CARD_REFUND, {"ref": step.refund.ref}, key=f"{CARD_REFUND} {step.refund.ref}")
