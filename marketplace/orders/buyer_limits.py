"""What one buyer gets of a pack size in a day, over all orders of that day."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, func, select

from marketplace.catalogue.models import Variant
from marketplace.clock import now, start_of_day, today
from marketplace.database import db
from marketplace.orders.errors import BuyerLimitReached
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.orders.queries import is_same_buyers
from marketplace.orders.states import CALLED_OFF, OrderState


def check_limits(purchase: Purchase, variants: Mapping[int, Variant]) -> None:
    """See that the buyer of a purchase, which is written already, gets no more today than one buyer does.

    Ask after its stock was taken: whoever buys the same goods waits for that, so that two orders of one buyer in the
    same moment are counted one after the other. Raises BuyerLimitReached.
    """
    limits = {key: variant.most_per_buyer for key, variant in variants.items() if variant.most_per_buyer}
    ordered = _ordered_today(purchase, list(limits)) if limits else {}
    lines = [line for order in purchase.orders for line in order.lines if line.variant_id in limits]
    for line in lines:
        most, units = limits[line.variant_id], ordered[line.variant_id]
        if units > most:
            now_ordered = sum(each.quantity for each in lines if each.variant_id == line.variant_id)
            raise BuyerLimitReached(name=line.title(purchase.locale), most=most, before=units - now_ordered)


def _ordered_today(purchase: Purchase, variant_ids: list[int]) -> dict[int, int]:
    """How many units of each the same buyer ordered today: by account or phone number, as a gift, too."""
    units = select(OrderLine.variant_id, func.sum(OrderLine.quantity)).join(OrderLine.order).join(Order.purchase)
    still = Purchase.placed_at >= start_of_day(today()), Order.state.not_in(CALLED_OFF), ~_is_kept_in_vain()
    found = units.where(is_same_buyers(purchase), *still, OrderLine.variant_id.in_(variant_ids)).group_by(
        OrderLine.variant_id
    )
    return {variant: int(count) for variant, count in db.session.execute(found)}


def _is_kept_in_vain() -> ColumnElement[bool]:
    """Its time to pay is over: the buyer gets nothing of it, whether anybody has called it off yet or not."""
    waits = Order.state == OrderState.AWAITING_PAYMENT
    return waits & Order.kept_until.is_not(None) & (func.coalesce(Order.kept_until, now()) <= now())
