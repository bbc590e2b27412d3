"""The buyer asks to have a parcel called off that the seller has accepted, or wants it after all."""

from flask import Blueprint, flash
from flask_login import current_user

from marketplace import orders
from marketplace.database import transaction
from marketplace.errors import Conflict
from marketplace.orders import CancelOutcome
from marketplace.orders.reasons import BUYERS
from marketplace.web.cancellation import CancellationForm
from marketplace.web.filters import hour
from marketplace.web.locale import gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import see_other
from marketplace.web.storefront.orders.routes import Answer, tracking_page

blueprint = Blueprint("cancel_requests", __name__, url_prefix="/don")


@blueprint.post("/<token>/<number>/xin-huy")
@public
def ask(token: str, number: str) -> Answer:
    form = CancellationForm(BUYERS, prefix=number)
    if not form.validate():
        return tracking_page(token, refused=form, number=number), 422
    try:
        with transaction():
            order = orders.get_order_of_buyer(token, number, lock=True)
            asked = orders.ask_to_cancel(order, by=current_user.user, reason=form.said())
    except Conflict as error:
        return tracking_page(token, problem=error), error.status
    if asked.outcome == CancelOutcome.LAPSED:
        flash(gettext("Đã hủy phần hàng này vì nơi bán gói trễ hẹn."))
    else:
        flash(gettext("Đã gửi lời xin hủy. Nơi bán trả lời trước %(time)s.", time=hour(asked.answer_by)))
    return see_other("purchases.track", token=token)


@blueprint.post("/<token>/<number>/khong-huy-nua")
@public
def withdraw(token: str, number: str) -> Answer:
    try:
        with transaction():
            order = orders.get_order_of_buyer(token, number, lock=True)
            orders.withdraw_request(order, by=current_user.user)
    except Conflict as error:
        return tracking_page(token, problem=error), error.status
    flash(gettext("Đã rút lời xin hủy. Nơi bán làm tiếp đơn này."))
    return see_other("purchases.track", token=token)
