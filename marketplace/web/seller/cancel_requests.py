"""A shop answers a buyer who wants an accepted order called off."""

from flask_login import current_user

from marketplace import orders
from marketplace.orders.models import Order
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.cancellation import RefusalForm
from marketplace.web.locale import gettext
from marketplace.web.permissions import requires
from marketplace.web.seller.orders import Answer, order_page, same_order, take_step
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_cancel_requests", __name__, "/ban-hang/don")


@blueprint.post("/<number>/cancellation-request/agreement")
@requires(ShopPermission.CHANGE_ORDERS)
def agree(number: str) -> Answer:
    return take_step(number, lambda order: orders.agree_to_cancel(order, by=current_user.user), same_order)


@blueprint.post("/<number>/cancellation-request/refusal")
@requires(ShopPermission.CHANGE_ORDERS)
def refuse(number: str) -> Answer:
    form = RefusalForm()
    if not form.validate():
        return order_page(number, cancel_refusal=form), 400

    def refused(order: Order) -> None:
        orders.refuse_to_cancel(order, by=current_user.user, reason=form.said())

    return take_step(number, refused, same_order, said=lambda order: _told(order.number))


def _told(number: str) -> str:
    return gettext("Đã báo khách là không hủy được. Làm tiếp đơn %(number)s.", number=number)
