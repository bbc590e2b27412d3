"""A seller's parcels that nobody took: they turn round, and come back."""

from flask import flash
from flask_login import current_user

from marketplace import orders
from marketplace.database import transaction
from marketplace.errors import Conflict
from marketplace.orders.errors import ConditionRefused
from marketplace.orders.states import ActorRole
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller import order_labels
from marketplace.web.seller.orders import Answer, order_page, same_order, take_step
from marketplace.web.seller.return_forms import TakingInForm, TurningBackForm
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_returns", __name__, "/ban-hang/don")


@blueprint.post("/<number>/quay-ve")
@requires(ShopPermission.CHANGE_ORDERS)
def turn_back(number: str) -> Answer:
    form, by = TurningBackForm(), current_user.user
    if not form.validate():
        return order_page(number, turning_back=form), 400
    seller, reason = ActorRole.SELLER, form.said()
    return take_step(number, lambda order: orders.turn_back(order, by=by, role=seller, reason=reason), same_order)


@blueprint.post("/<number>/da-ve")
@requires(ShopPermission.CHANGE_ORDERS)
def take_in(number: str) -> Answer:
    """The goods are back: what can be sold goes to its lot again, the rest is written off."""
    seller_id = current_membership().seller_id
    form = TakingInForm(orders.get_order_of_seller(seller_id, number))
    try:
        with transaction():
            order = orders.get_order_of_seller(seller_id, number, lock=True)
            orders.take_in(order, by=current_user.user, fit=form.fit(), unfit_as=form.unfit())
    except ConditionRefused as refusal:
        form.refuse_line(refusal)
        return order_page(number, taking_in=form), refusal.status
    except Conflict as refusal:
        return order_page(number, refusal=refusal), refusal.status
    flash(order_labels.just_done(order))
    return see_other("shop_orders.show", number=number)
