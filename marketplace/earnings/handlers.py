"""The book follows what happens to parcels and refunds, in the same transaction."""

from marketplace.earnings.recording import follow_refund, record_sales
from marketplace.events import handles
from marketplace.orders.models import OrderEvent
from marketplace.orders.states import OrderState
from marketplace.payments.refund_models import RefundEvent
from marketplace.payments.states import RefundState


@handles(OrderEvent)
def record_deliveries(happened: list[OrderEvent]) -> None:
    """A parcel that arrived is a sale that is final."""
    arrived = [step for step in happened if step.state == OrderState.DELIVERED and step.change is None]
    record_sales((step.order, step.at) for step in arrived)


@handles(RefundEvent)
def follow_refunds(happened: list[RefundEvent]) -> None:
    """A refund that reached the buyer takes its part back, and gives it again when its bank returns it."""
    for step in happened:
        if step.state in (RefundState.CONFIRMED, RefundState.FAILED):
            follow_refund(step.refund)
