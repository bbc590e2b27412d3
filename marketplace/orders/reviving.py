"""An order that was called off because its money did not come in time, and is wanted all the same."""

from sqlalchemy import ColumnElement, func, or_, select

from marketplace import stock
from marketplace.catalogue.models import Product, Variant
from marketplace.database import db
from marketplace.orders import discounting, promotion_sales
from marketplace.orders.delivery_days import estimate_again
from marketplace.orders.errors import NotRevivable
from marketplace.orders.models import Order
from marketplace.orders.reasons import TIME_RAN_OUT
from marketplace.orders.states import ActorRole, OrderState
from marketplace.sellers.models import Seller, SellerState
from marketplace.vouchers.errors import VoucherUsedUp


def can_revive(order: Order) -> bool:
    """Whether it was called off for want of money alone, and so never was its seller's."""
    return order.state == OrderState.CANCELLED and order.events[-1].note == TIME_RAN_OUT


def revive(order: Order, state: OrderState = OrderState.PLACED) -> None:
    """Take its units once more and place it, at the prices of the purchase; it arrives as if ordered today, a gift on
    the day that was wished for. With the other `state`, its money is awaited once more.

    Raises NotRevivable when its goods are not sold any more, are harvested on another day, cannot be sent there or not
    be there on the wished day, or somebody else used its voucher; SoldOut when too little is left. The savepoint or
    transaction must then be given up.
    """
    if not (can_revive(order) and _is_on_sale(order)):
        raise NotRevivable()
    lines = [line for line in order.lines if line.quantity]
    sales = [stock.Sale(line.variant_id, line.quantity, line.id, line.title(order.purchase.locale)) for line in lines]
    awaited = stock.take_again(sales)
    delivery = estimate_again(order, harvest_on=order.harvest_on)
    if delivery.problem or any(awaited.get(line.id) != order.harvest_on for line in lines):
        raise NotRevivable()
    order.arrives_from_on, order.arrives_to_on = delivery.arrives_from_on, delivery.arrives_to_on
    if order.ships_from_on:
        order.ships_from_on = delivery.sent_on
    promotion_sales.take_again(order)
    try:
        discounting.take_again(order)
    except VoucherUsedUp as error:
        raise NotRevivable() from error
    order.move_to(state, by=None, role=ActorRole.SYSTEM)


def _is_on_sale(order: Order) -> bool:
    packs = {line.variant_id for line in order.lines if line.quantity}
    found = select(func.count()).select_from(Variant).join(Variant.product).join(Product.seller)
    return db.session.scalar(
        found.where(or_(stock.on_sale(), _is_box()), Variant.id.in_(packs), Seller.id == order.seller_id)
    ) == len(packs)


def _is_box() -> ColumnElement[bool]:
    """A gift box is on no shelf, and sold as long as its shop is open."""
    return Product.is_gift_box & (Seller.state == SellerState.APPROVED)
