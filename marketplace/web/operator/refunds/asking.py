"""Asking for a refund of an order: what goes back is counted first, and asked for with the sum in the button."""

from flask import Blueprint, Response, flash, render_template, request
from flask_login import current_user

from marketplace import earnings, orders, payments
from marketplace.accounts import OperatorPermission
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.money import parse_vnd
from marketplace.orders.models import Order
from marketplace.payments.errors import TypedOtherwise
from marketplace.payments.refund_models import Refund
from marketplace.refs import new_ref
from marketplace.web.filters import vnd
from marketplace.web.locale import gettext
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.operator.order_labels import payment_of, place_of
from marketplace.web.operator.refunds.forms import ConfirmForm, RefundForm, form_of
from marketplace.web.operator.refunds.words import bearer_of, reason_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_refund_requests", __name__, url_prefix="/van-hanh/don/<number>/hoan-tien")
blueprint.context_processor(navigation_rail)
blueprint.context_processor(lambda: {"reason_of": reason_of, "bearer_of": bearer_of})
Page = Response | str | tuple[str, int]


@blueprint.get("")
@requires(OperatorPermission.CHANGE_FINANCE, OperatorPermission.CHANGE_ORDERS)
def ask(number: str) -> Page:
    """The form, and with its answers in the address what they come to."""
    order = orders.get_order(number)
    form = form_of(order, formdata=request.args or None)
    if not request.args:
        return _page(form)
    if not form.validate():
        return _page(form), 422
    try:
        draft = payments.draft_refund(order, **form.asked())
    except DomainError as error:
        form.refuse(error)
        return _page(form), error.status
    return _page(form, draft)


@blueprint.post("")
@requires(OperatorPermission.CHANGE_FINANCE, OperatorPermission.CHANGE_ORDERS)
def request_refund(number: str) -> Page:
    order = orders.get_order(number)
    form, confirm = form_of(order), ConfirmForm()
    if (known := payments.find_refund(confirm.safe_ref)) and known.order_id == order.id:
        return _show(known)  # sent again, because its answer was lost
    if not form.validate():
        return _page(form), 422
    if not confirm.validate():
        return _page(form, _draft(form), confirm), 422
    try:
        with transaction():
            refund = payments.find_refund(confirm.safe_ref) or _request(order, form, confirm)
    except DomainError as error:
        is_typed = isinstance(error, TypedOtherwise)
        confirm.refuse(error, confirm.total if is_typed else None)
        return _page(form, _draft(form), confirm), error.status
    return _show(refund)


def _show(refund: Refund) -> Response:
    flash(_told(refund))
    return see_other("operator_refunds.show", ref=refund.ref)


def _request(order: Order, form: RefundForm, confirm: ConfirmForm) -> Refund:
    locked = payments.get_purchase(order.purchase.code)
    found = next(each for each in locked.orders if each.id == order.id)
    asked = form.asked()
    seen_vnd, typed_vnd = parse_vnd(confirm.seen.data or ""), parse_vnd(confirm.total.data or "")
    payments.check_seen(payments.draft_refund(found, **asked), given_back_vnd=seen_vnd, typed_vnd=typed_vnd)
    return payments.request_refund(found, **asked, by=current_user.user, ref=confirm.safe_ref)


def _told(refund: Refund) -> str:
    amount = vnd(refund.amount_vnd)
    if payments.needs_second_operator(refund):
        return gettext("%(amount)s đã giữ lại để hoàn, chờ người thứ hai duyệt.", amount=amount)
    return gettext("%(amount)s đã giữ lại để hoàn cho khách.", amount=amount)


def _draft(form: RefundForm) -> Refund | None:
    """What it would be now, after something was refused."""
    try:
        return payments.draft_refund(form.order, **form.asked())
    except DomainError:
        return None


def _page(form: RefundForm, draft: Refund | None = None, refused: ConfirmForm | None = None) -> str:
    order = form.order
    before = payments.refunded_units(order)
    return render_template(
        "operator/refunds/ask.html",
        order=order,
        form=form,
        left={line.id: line.quantity - before.get(line.id, 0) for line in order.lines},
        fee_vnd=order.shipping_vnd - payments.refunded_shipping_vnd(order),
        most_vnd=payments.most_refundable(order),
        may_refund=payments.may_refund(order),
        place=place_of(order.recipient),
        payment=payment_of(order.purchase),
        disputes=payments.disputes_of(order.purchase),
        draft=draft,
        shares=earnings.shares_of(draft) if draft else None,
        confirm=_confirm(order, refused),
        typed=bool(draft and payments.takes_two(order.purchase, draft.amount_vnd, by=current_user.user)),
        limit_vnd=payments.most_alone(),
    )


def _confirm(order: Order, refused: ConfirmForm | None) -> ConfirmForm:
    """What was typed, with a fresh look at the order."""
    form = refused or ConfirmForm(formdata=None)
    form.ref.data, form.seen.data = form.ref.data or new_ref(), str(order.given_back_vnd)
    return form
