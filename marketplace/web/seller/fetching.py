"""Orders that no carrier brings: taken along by the shop, laid out for their buyer, and handed over against a code."""

from flask import flash, render_template
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from marketplace import orders
from marketplace.database import transaction
from marketplace.errors import Conflict, DomainError
from marketplace.orders.models import Order
from marketplace.sellers.permissions import ShopPermission
from marketplace.web import rate_limits
from marketplace.web.filters import vnd
from marketplace.web.forms import ShopForm
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.orders import Answer, order_page, same_order, take_step
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_fetching", __name__, "/ban-hang/don")


class CodeForm(ShopForm):
    """The code that the buyer says."""

    code = StringField(
        _("Mã lấy hàng của khách"),
        [DataRequired(_("Gõ 6 số khách đọc.")), Length(max=20, message=_("Mã lấy hàng chỉ có 6 số."))],
    )


@blueprint.get("/lay-hang")
@requires(ShopPermission.CHANGE_ORDERS)
def ask() -> str:
    return _asking(CodeForm(formdata=None))


@blueprint.post("/lay-hang")
@requires(ShopPermission.CHANGE_ORDERS)
@rate_limits.pickup_codes
def find() -> Answer | str:
    """The order that somebody has come for, with what is in it and what they pay; nothing is handed over yet."""
    form = CodeForm()
    if not form.validate():
        return _asking(form), 422
    try:
        number = orders.find_number_by_code(current_membership().seller_id, str(form.code.data))
    except DomainError as error:
        form.refuse(error, form.code)
        return _asking(form), error.status
    return order_page(number, fetching=form)


@blueprint.post("/<number>/lay-hang")
@requires(ShopPermission.CHANGE_ORDERS)
@rate_limits.pickup_codes
def hand_out(number: str) -> Answer:
    form = CodeForm()
    if not form.validate():
        return order_page(number, fetching=form), 422
    try:
        with transaction():
            seller_id = current_membership().seller_id
            order = orders.hand_out(seller_id, number, str(form.code.data), by=current_user.user)
    except Conflict as error:  # not the code is wrong, but where the order stands
        return order_page(number, refusal=error), error.status
    except DomainError as error:
        form.refuse(error, form.code)
        return order_page(number, fetching=form), error.status
    flash(_handed_out(order))
    return see_other("shop_orders.show", number=number)


@blueprint.post("/<number>/san-sang")
@requires(ShopPermission.CHANGE_ORDERS)
def set_out(number: str) -> Answer:
    return take_step(number, lambda order: orders.set_out(order, by=current_user.user), same_order)


def _handed_out(order: Order) -> str:
    if order.cash_vnd:
        return gettext("Đã giao đơn %(number)s, đã thu %(cash)s.", number=order.number, cash=vnd(order.cash_vnd))
    return gettext("Đã giao đơn %(number)s. Khách đã trả tiền từ trước.", number=order.number)


def _asking(form: CodeForm) -> str:
    return render_template("seller/orders/fetching.html", form=form)
