"""What readers complained of: each review, question or answer beside the list, to be kept or hidden."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, flash, render_template, request
from flask_login import current_user

from marketplace import reviews
from marketplace.accounts import OperatorPermission
from marketplace.database import transaction
from marketplace.reviews.errors import AlreadyDecided
from marketplace.reviews.report_models import Report
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.operator import report_filters
from marketplace.web.operator.forms import HidingForm
from marketplace.web.operator.links import PAGE_SIZE, turning
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_reports", __name__, url_prefix="/van-hanh/danh-gia")
blueprint.context_processor(navigation_rail)

Answer = Response | tuple[str, int]


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_TRUST)
def show_list() -> str:
    return _page()


@blueprint.get("/<ref>")
@requires(OperatorPermission.VIEW_TRUST)
def show(ref: str) -> str:
    return _page(reviews.get_report(ref))


@blueprint.post("/<ref>/giu")
@requires(OperatorPermission.CHANGE_TRUST)
def keep(ref: str) -> Answer:
    return _decide(ref, lambda complaint: reviews.keep(complaint, by=current_user.user), gettext("Đã giữ lại."))


@blueprint.post("/<ref>/an")
@requires(OperatorPermission.CHANGE_TRUST)
def hide(ref: str) -> Answer:
    form = HidingForm()
    if not form.validate():
        return _page(reviews.get_report(ref), form), 422
    reason = str(form.reason.data)
    return _decide(
        ref, lambda complaint: reviews.hide(complaint, by=current_user.user, reason=reason), gettext("Đã ẩn.")
    )


def _decide(ref: str, decide: Callable[[Report], None], done: str) -> Answer:
    """Decide, then show the next complaint. One that was decided meanwhile is shown as it is now."""
    try:
        with transaction():
            decide(reviews.get_report(ref, lock=True))
    except AlreadyDecided as error:
        flash(sentence_of(error), "error")
        return _page(reviews.get_report(ref)), error.status
    flash(done)
    query, following = report_filters.read_address(request.args).query, reviews.find_next_open()
    return see_other(".show", **query, ref=following.ref) if following else see_other(".list", **query)


def _page(opened: Report | None = None, form: HidingForm | None = None) -> str:
    address, counts = report_filters.read_address(request.args), reviews.count_reports()
    page = page_of(partial(reviews.reports_with, address.outcome), PAGE_SIZE, lambda page: address.url(trang=page))
    return render_template(
        "operator/reports/list.html",
        address=address,
        tabs=list(report_filters.tabs(address, counts)),
        reports=page.rows,
        **turning(page, counts[address.outcome]),
        opened=opened,
        photos=report_filters.photos_of(opened) if opened else (),
        history=list(report_filters.history_of(opened)) if opened else [],
        form=form or HidingForm(formdata=None),
        kind_of=report_filters.kind_of,
        reason_of=report_filters.reason_of,
    )
