"""Parcels that operators hear of from the carrier: nobody took them, or they are lost."""

from typing import Any, Final

from flask import Blueprint, Response, flash, render_template, request
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import RadioField

from marketplace import orders
from marketplace.accounts import OperatorPermission
from marketplace.database import transaction
from marketplace.orders.errors import MoveRefused
from marketplace.orders.models import Order
from marketplace.orders.reasons import NOT_DELIVERED
from marketplace.orders.states import ActorRole, Undelivered
from marketplace.orders.undelivered import TURNED_BACK
from marketplace.text import N_
from marketplace.web.forms import SelectChoice, ShopForm
from marketplace.web.locale import gettext
from marketplace.web.operator import order_filters
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.operator.order_labels import place_of, task_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_returns", __name__, url_prefix="/van-hanh/don")
blueprint.context_processor(navigation_rail)

DONE: Final = {
    True: N_("Đã ghi đơn %(number)s thất lạc. Người mua không phải trả tiền."),
    False: N_("Đã ghi đơn %(number)s đang quay về nơi bán."),
}


class NotDeliveredForm(ShopForm):
    """What became of the parcel: why it turned round, or that it is lost."""

    reason = RadioField(_("Kiện này bị sao?"), validate_choice=False)

    def __init__(self, order: Order, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reasons = [*(TURNED_BACK if order.can_turn_back else ()), Undelivered.LOST]
        self.reason.choices = [SelectChoice(reason.value, gettext(NOT_DELIVERED[reason])) for reason in self.reasons]

    def said(self) -> Undelivered | None:
        """The reason, if one of those that there are was chosen."""
        return next((reason for reason in self.reasons if reason == self.reason.data), None)


@blueprint.get("/<number>/khong-giao-duoc")
@requires(OperatorPermission.CHANGE_ORDERS)
def ask(number: str) -> str:
    order = orders.get_order(number)
    return _page(order, NotDeliveredForm(order))


@blueprint.post("/<number>/khong-giao-duoc")
@requires(OperatorPermission.CHANGE_ORDERS)
def record(number: str) -> Response | tuple[str, int]:
    order = orders.get_order(number)
    form = NotDeliveredForm(order)
    reason = form.said()
    if not form.validate() or reason is None:
        form.reason.errors = [gettext("Chọn một lý do.")]
        return _page(order, form), 422
    try:
        with transaction():
            _move(orders.get_order(number, lock=True), reason)
    except MoveRefused as error:
        form.refuse(error)
        return _page(orders.get_order(number), form), error.status
    flash(gettext(DONE[reason == Undelivered.LOST], number=number))
    return see_other("operator_orders.list", **order_filters.read_address(request.args).query, don=number)


def _move(order: Order, reason: Undelivered) -> None:
    if reason == Undelivered.LOST:
        orders.lose(order, by=current_user.user)
    else:
        orders.turn_back(order, by=current_user.user, role=ActorRole.OPERATOR, reason=reason)


def _page(order: Order, form: NotDeliveredForm) -> str:
    return render_template(
        "operator/returns/ask.html",
        order=order,
        form=form,
        address=order_filters.read_address(request.args),
        task=task_of(order),
        place=place_of(order.recipient),
    )
