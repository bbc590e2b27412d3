"""Calling the buyer of an order that is paid at the door, before the shop accepts it."""

from flask import flash
from flask_login import current_user

from marketplace import orders
from marketplace.database import transaction
from marketplace.errors import Conflict
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.calls import CallForm
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.orders import Answer, order_page
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_calls", __name__, "/ban-hang/don")


@blueprint.post("/<number>/xac-nhan-mua")
@requires(ShopPermission.CHANGE_ORDERS)
def record(number: str) -> Answer:
    form = CallForm()
    if not form.validate():
        return order_page(number, calling=form), 400
    try:
        with transaction():
            order = orders.get_order_of_seller(current_membership().seller_id, number, lock=True)
            orders.note_call(order, form.came_to(), by=current_user.user, note=form.note.data or "")
    except Conflict as refusal:
        return order_page(number, refusal=refusal), refusal.status
    flash(gettext("Đã ghi cuộc gọi cho đơn %(number)s.", number=number))
    return see_other("shop_orders.show", number=number)
