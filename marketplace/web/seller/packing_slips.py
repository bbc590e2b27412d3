"""Packing slips for the printer."""

from flask import render_template

from marketplace import orders, stock
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.permissions import current_membership, requires
from marketplace.web.seller import order_labels
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_packing_slips", __name__, "/ban-hang")

MOST_SLIPS = 100


@blueprint.get("/phieu", endpoint="list")
@requires(ShopPermission.CHANGE_ORDERS)
def slips() -> str:
    """Slips for all orders that have to be packed, the most urgent first."""
    seller_id = current_membership().seller_id
    return slips_page(orders.orders_of_seller(seller_id, [OrderState.CONFIRMED], limit=MOST_SLIPS))


@blueprint.get("/don/<number>/phieu", endpoint="show")
@requires(ShopPermission.CHANGE_ORDERS)
def slip(number: str) -> str:
    return slips_page([orders.get_order_of_seller(current_membership().seller_id, number)], only_one=True)


def slips_page(found: list[Order], *, only_one: bool = False) -> str:
    """Slips for these orders; without any, the page says when there will be some."""
    lots = stock.lots_of_lines(line.id for order in found for line in order.sent_lines)
    parcels = [(order, order_labels.reading(order)) for order in found]
    return render_template("seller/packing_slips/list.html", parcels=parcels, lots=lots, only_one=only_one)
