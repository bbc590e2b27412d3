"""The refunds: those that wait for a decision first, one of them open beside the list with the steps that it allows."""

import logging
from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, flash, render_template, request
from flask_login import current_user

from marketplace import payments
from marketplace.accounts import OperatorPermission
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.payments.refund_models import Refund
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.operator.links import PAGE_SIZE, turning
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.operator.refunds import words
from marketplace.web.operator.refunds.address import counted, read_address, tabs
from marketplace.web.operator.refunds.export import refunds_table
from marketplace.web.operator.refunds.forms import CancelForm
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

MOST_EXPORTED = 10_000

blueprint = Blueprint("operator_refunds", __name__, url_prefix="/van-hanh/hoan-tien")
blueprint.context_processor(navigation_rail)
log = logging.getLogger(__name__)
Page = Response | tuple[str, int]


@blueprint.context_processor
def said() -> dict[str, object]:
    about = words.state_of, words.reason_of, words.route_of, words.bearer_of, words.failure_of, words.bank_name
    asked = words.steps_of, words.shares_of, words.may_approve, payments.needs_second_operator, payments.is_disputed
    return {function.__name__: function for function in (*about, *asked)}


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_FINANCE, OperatorPermission.VIEW_ORDERS)
def show_list() -> str:
    return _page()


@blueprint.get("/<ref>")
@requires(OperatorPermission.VIEW_FINANCE, OperatorPermission.VIEW_ORDERS)
def show(ref: str) -> str:
    return _page(payments.show_refund(ref))


@blueprint.get("/xuat.csv")
@requires(OperatorPermission.VIEW_FINANCE, OperatorPermission.VIEW_ORDERS)
def export() -> Response:
    """The filtered list as a table to save."""
    log.info("operator %s exported refunds", current_user.id)
    return refunds_table(payments.refunds_matching(read_address(request.args).filter, limit=MOST_EXPORTED))


@blueprint.post("/<ref>/duyet")
@requires(OperatorPermission.CHANGE_FINANCE)
def approve(ref: str) -> Page:
    return _step(
        ref, lambda refund: payments.approve_refund(refund, by=current_user.user), gettext("Đã duyệt hoàn tiền.")
    )


@blueprint.post("/<ref>/gui-lai")
@requires(OperatorPermission.CHANGE_FINANCE)
def try_again(ref: str) -> Page:
    told = gettext("Đang gửi lại về thẻ. Kết quả hiện ở đây sau ít phút.")
    return _step(ref, lambda refund: payments.try_again(refund, by=current_user.user), told)


@blueprint.post("/<ref>/chuyen-khoan")
@requires(OperatorPermission.CHANGE_FINANCE)
def by_transfer(ref: str) -> Page:
    told = gettext("Sẽ hoàn bằng chuyển khoản. Khách đã được hỏi tài khoản.")
    return _step(ref, lambda refund: payments.send_by_transfer(refund, by=current_user.user), told)


@blueprint.post("/<ref>/hoi-lai")
@requires(OperatorPermission.CHANGE_FINANCE)
def ask_again(ref: str) -> Page:
    told = gettext("Đã gửi khách liên kết mới để ghi tài khoản. Liên kết cũ không dùng được nữa.")
    return _step(ref, lambda refund: payments.ask_again(refund, by=current_user.user), told)


@blueprint.post("/<ref>/thoi")
@requires(OperatorPermission.CHANGE_FINANCE)
def cancel(ref: str) -> Page:
    form = CancelForm()
    if not form.validate():
        return _page(payments.show_refund(ref), form), 422
    note = form.note.data or ""
    told = gettext("Đã thôi hoàn. Số tiền này hoàn lại được lần khác.")
    return _step(ref, lambda refund: payments.cancel_refund(refund, by=current_user.user, note=note), told)


def _step(ref: str, act: Callable[[Refund], None], told: str) -> Page:
    try:
        with transaction():
            act(payments.get_refund(ref))
    except DomainError as error:
        flash(sentence_of(error), "error")
        return _page(payments.show_refund(ref)), error.status
    flash(told)
    return see_other(".show", ref=ref, **read_address(request.args).query)


def _page(opened: Refund | None = None, form: CancelForm | None = None) -> str:
    address = read_address(request.args)
    counts = counted(address)
    found = partial(payments.refunds_matching, address.filter)
    page = page_of(found, PAGE_SIZE, lambda page: address.url(trang=page))
    return render_template(
        "operator/refunds/list.html",
        address=address,
        tabs=list(tabs(address, counts)),
        refunds=page.rows,
        **turning(page, counts[address.view]),
        opened=opened,
        form=form or CancelForm(formdata=None),
    )
