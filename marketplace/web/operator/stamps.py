"""Goods that seem false: what people with a stamp in hand told, to be looked at and closed."""

from functools import partial

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_login import current_user

from marketplace import traceability
from marketplace.accounts import OperatorPermission
from marketplace.database import transaction
from marketplace.traceability.errors import StampReportHandled
from marketplace.traceability.models import StampReport
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.operator.links import PAGE_SIZE, Link, capped, turning
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_stamps", __name__, url_prefix="/van-hanh/tem")
blueprint.context_processor(navigation_rail)

HANDLED = "da-xem"


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_TRUST)
def show_list() -> str:
    return _page()


@blueprint.get("/<ref>")
@requires(OperatorPermission.VIEW_TRUST)
def show(ref: str) -> str:
    return _page(traceability.get_stamp_report(ref))


@blueprint.post("/<ref>/da-xem")
@requires(OperatorPermission.CHANGE_TRUST)
def handle(ref: str) -> Response | tuple[str, int]:
    try:
        with transaction():
            traceability.handle(traceability.get_stamp_report(ref, lock=True), by=current_user.user)
    except StampReportHandled as error:
        flash(sentence_of(error), "error")
        return _page(traceability.get_stamp_report(ref)), error.status
    flash(gettext("Đã xem xong lời báo."))
    return see_other(".list")


def _page(opened: StampReport | None = None) -> str:
    handled = request.args.get("xem") == HANDLED
    counts, tab = traceability.count_stamp_reports(), HANDLED if handled else None
    found = partial(traceability.stamp_reports, handled=handled)
    page = page_of(found, PAGE_SIZE, lambda page: url_for(".list", xem=tab, trang=page))
    return render_template(
        "operator/stamps/list.html",
        tabs=[
            Link(gettext("Chờ xem"), url_for(".list"), capped(counts[False]), current=not handled),
            Link(gettext("Đã xem"), url_for(".list", xem=HANDLED), capped(counts[True]), current=handled),
        ],
        tab=tab,
        reports=page.rows,
        **turning(page, counts[handled]),
        opened=opened,
        scans=traceability.scans_of(opened.stamp) if opened and opened.stamp else None,
    )
