"""A lot with all that can be on it, for tests that try every door."""

from collections.abc import Mapping
from datetime import timedelta

from marketplace import stock, traceability
from marketplace.catalogue.models import Product
from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.stock import Delivered
from marketplace.stock.models import MovementReason
from marketplace.traceability import StepFacts
from tests import factories


def of_lots(product: Product, by_id: int) -> dict[str, Mapping[str, str]]:
    """A lot of the product with a step, a gift and a delivery."""
    lot, once = factories.lot(product.variants[0], 5), "0123456789ab"
    step = traceability.add_step(lot, StepFacts("Quay mật", today()), by_id=by_id)
    gift = {"reason": MovementReason.GIFT, "happened_on": today(), "ref": once}
    stock.withdraw(lot, quantity=1, by_id=by_id, **gift)
    stock.deliver(lot, Delivered("Bà Mẫu", 1_000, 50_000, today()), ref=once, by_id=by_id)
    db.session.flush()
    with transaction():
        roll = traceability.order_roll(lot, 2, ref=once, by_id=by_id)
    pages = ("shop_lots", "shop_lot_movements", "shop_lot_steps", "shop_lot_deliveries", "shop_lot_conversions")
    found = {"ref": lot.ref, "movement": once, "step": step.ref, "delivery": once, "roll": roll.ref}
    return dict.fromkeys((*pages, "shop_stamps", "shop_lot_exchange", "shop_recalls"), found)


def harvest_of(product: Product, by_id: int) -> str:
    """The name of a harvest of the product that is still to come."""
    days = {"expected_on": today() + timedelta(days=9), "orders_until": today() + timedelta(days=7)}
    rule = stock.ShortfallRule.PRO_RATA
    return stock.open_harvest(product.variants[0], capacity=20, rule=rule, by_id=by_id, **days).ref
