"""What follows for parcels from what happens to orders."""

from collections.abc import Iterable
from typing import Final

from marketplace import jobs
from marketplace.clock import now
from marketplace.events import handles
from marketplace.gateways.carriers import connected
from marketplace.orders.models import OrderEvent
from marketplace.orders.states import OrderState
from marketplace.shipments.queries import shipments_of
from marketplace.shipping import RateRoute

RATES: Final = "carrier_rates"


@handles(OrderEvent)
def ask_prices(happened: list[OrderEvent]) -> None:
    """What a confirmed order would cost is asked at once, so that the prices stand there when it is packed."""
    if not connected():
        return
    for step in happened:
        if step.state == OrderState.CONFIRMED and not step.change and not step.order.is_own_delivery:
            number = step.order.number
            jobs.enqueue(RATES, {"order": number}, key=f"{RATES}:{number}")


def want_rates(wanted: Iterable[tuple[str, RateRoute]]) -> None:
    """Have carriers asked what parcels of sellers, by their slugs, would cost on these routes; within a transaction."""
    for slug, route in wanted:
        said = {"seller": slug, "from": route.origin, "to": route.destination, "grams": route.step_grams}
        jobs.enqueue(RATES, said, key=f"{RATES}:{route.origin}:{route.destination}:{route.step_grams}")


@handles(OrderEvent)
def call_off(happened: list[OrderEvent]) -> None:
    """A parcel that was not collected yet needs somebody once its order is called off."""
    for step in happened:
        if step.state == OrderState.CANCELLED and step.order.placed_at is not None:
            for shipment in shipments_of(step.order.id):
                if not shipment.is_final and not shipment.has_left:
                    shipment.due_at = now()
