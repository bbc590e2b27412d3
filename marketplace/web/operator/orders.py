"""The orders desk: every order of the marketplace, the most urgent first, one of them open beside the list."""

import logging
from functools import partial

from flask import Blueprint, Response, flash, render_template, request, session, url_for
from flask_login import current_user

from marketplace import dispatches, documents, orders, payments, sellers
from marketplace.accounts import OperatorPermission
from marketplace.clock import now, to_local
from marketplace.database import transaction
from marketplace.orders import OrderFilter
from marketplace.orders.boxes import boxes_of
from marketplace.orders.errors import MoveRefused
from marketplace.orders.models import Order
from marketplace.orders.reasons import OPERATORS
from marketplace.orders.states import ActorRole, PaymentMethod
from marketplace.text import clean_line
from marketplace.web.calls import calls, why_call
from marketplace.web.cancellation import CancellationForm
from marketplace.web.delivery_words import way_of, where_of
from marketplace.web.dispatch_words import sent_lines
from marketplace.web.locale import gettext
from marketplace.web.operator import order_filters
from marketplace.web.operator.links import PAGE_SIZE, turning
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.operator.order_export import orders_table
from marketplace.web.operator.order_labels import (
    deadline_of,
    payment_of,
    payment_state_of,
    place_of,
    task_of,
    timeline_of,
)
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

MOST_EXPORTED = 10_000
MOST_PICKED = 200

blueprint = Blueprint("operator_orders", __name__, url_prefix="/van-hanh/don")
blueprint.context_processor(navigation_rail)
log = logging.getLogger(__name__)


@blueprint.context_processor
def words() -> dict[str, object]:
    said = (
        task_of,
        deadline_of,
        timeline_of,
        place_of,
        way_of,
        where_of,
        boxes_of,
        payment_of,
        payment_state_of,
        order_filters.province_name,
    )
    return {function.__name__: function for function in (*said, why_call, calls, payments.may_refund)}


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_ORDERS, OperatorPermission.VIEW_FINANCE)
def show_list() -> str:
    address, number = order_filters.read_address(request.args), clean_line(request.args.get("don", ""), 16)
    shop = sellers.get_seller(address.seller) if address.seller else None
    page = page_of(partial(orders.orders_matching, address.filter), PAGE_SIZE, lambda page: address.url(trang=page))
    counts = orders.count_views(address.filter)
    opened = orders.get_order(number) if number else None
    return render_template(
        "operator/orders/list.html",
        address=address,
        tabs=list(order_filters.tabs(address, counts)),
        pills=list(order_filters.pills(address, shop)),
        **order_filters.menus(address),
        orders=page.rows,
        **turning(page, counts[address.filter.view]),
        updated=f"{to_local(now()):%H:%M}",
        opened=opened,
        sent=sent_lines(dispatches.of_order(opened)) if opened else [],
        look_url=lambda ref: url_for("operator_dispatches.look", ref=ref),
        disputes=payments.disputes_of(opened.purchase) if opened and _is_by_card(opened) else [],
        contact_shown=(is_shown := session.get("contact_of") == number),
        invoice=documents.find_request(opened.purchase_id) if opened and is_shown else None,
    )


def _is_by_card(order: Order) -> bool:
    return order.purchase.payment_method == PaymentMethod.CARD


@blueprint.post("/<number>/lien-he")
@requires(OperatorPermission.CHANGE_ORDERS)
def reveal(number: str) -> Response:
    """Show whom to call; who looked at whose phone stays in the log."""
    order = orders.get_order(number)
    log.info("operator %s looked at the contact of order %s", current_user.id, order.number)
    session["contact_of"] = order.number
    return see_other(".list", **order_filters.read_address(request.args).query, don=order.number)


@blueprint.get("/<number>/huy")
@requires(OperatorPermission.CHANGE_ORDERS)
def ask_cancellation(number: str) -> str:
    return _cancellation_page(number, CancellationForm(OPERATORS))


@blueprint.post("/<number>/huy")
@requires(OperatorPermission.CHANGE_ORDERS)
def cancel(number: str) -> Response | tuple[str, int]:
    form = CancellationForm(OPERATORS)
    if not form.validate():
        return _cancellation_page(number, form), 422
    try:
        with transaction():
            order = orders.get_order(number, lock=True)
            orders.cancel(order, by=current_user.user, role=ActorRole.OPERATOR, reason=form.said())
    except MoveRefused as error:
        form.refuse(error)
        return _cancellation_page(number, form), error.status
    flash(gettext("Đã hủy đơn %(number)s. Hàng đã về lại kho.", number=number))
    return see_other(".list", **order_filters.read_address(request.args).query, don=number)


@blueprint.get("/xuat.csv")
@requires(OperatorPermission.VIEW_ORDERS, OperatorPermission.VIEW_FINANCE)
def export() -> Response:
    """The filtered list, or with `chon` the orders picked by hand, as a table to save."""
    picked = tuple(clean_line(number, 16) for number in request.args.getlist("chon")[:MOST_PICKED])
    wanted = OrderFilter(numbers=picked) if picked else order_filters.read_address(request.args).filter
    log.info("operator %s exported orders", current_user.id)
    return orders_table(orders.orders_matching(wanted, limit=MOST_EXPORTED))


def _cancellation_page(number: str, form: CancellationForm) -> str:
    order, address = orders.get_order(number), order_filters.read_address(request.args)
    return render_template("operator/orders/cancel.html", order=order, form=form, address=address)
