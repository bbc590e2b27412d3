"""Operators call the buyer of an order in the shop's place."""

from flask import Blueprint, Response, flash, request
from flask_login import current_user

from marketplace import orders
from marketplace.accounts import OperatorPermission
from marketplace.database import transaction
from marketplace.errors import Conflict
from marketplace.web.calls import CallForm
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.operator import order_filters
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_calls", __name__, url_prefix="/van-hanh/don")


@blueprint.post("/<number>/xac-nhan-mua")
@requires(OperatorPermission.CHANGE_ORDERS)
def record(number: str) -> Response:
    """What came of the call; whatever spoke against it is told beside the order."""
    form, here = CallForm(), order_filters.read_address(request.args).query
    if not form.validate():
        flash(" ".join(map(str, form.note.errors)), "error")
        return see_other("operator_orders.list", **here, don=number)
    try:
        with transaction():
            order = orders.get_order(number, lock=True)
            orders.note_call(order, form.came_to(), by=current_user.user, note=form.note.data or "")
    except Conflict as refusal:
        flash(sentence_of(refusal), "error")
    else:
        flash(gettext("Đã ghi cuộc gọi cho đơn %(number)s.", number=number))
    return see_other("operator_orders.list", **here, don=number)
