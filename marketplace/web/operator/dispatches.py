"""Messages of which nobody knows whether they arrived: looked at by hand, and never sent again blindly."""

import logging

from flask import Blueprint, Response, flash, make_response, render_template, request, url_for
from flask_login import current_user

from marketplace import dispatches
from marketplace.accounts import OperatorPermission
from marketplace.database import transaction
from marketplace.errors import FormIncomplete
from marketplace.text import clean_line
from marketplace.web.dispatch_words import sent_line
from marketplace.web.locale import gettext
from marketplace.web.operator.links import PAGE_SIZE
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

log = logging.getLogger(__name__)
blueprint = Blueprint("operator_dispatches", __name__, url_prefix="/van-hanh/tin-gui")
blueprint.context_processor(navigation_rail)


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_ORDERS)
def show_list() -> str:
    return _page()


@blueprint.post("/<ref>/lien-he")
@requires(OperatorPermission.CHANGE_ORDERS)
def reveal(ref: str) -> Response:
    """Show whom to call about a message that belongs to no order; who looked at whose contact stays in the log."""
    found = dispatches.get_unclear(ref)
    log.info("operator %s looked at the contact behind message %s", current_user.id, found.ref)
    answer = make_response(_page(shown=found.ref))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(shown: str = "") -> str:
    page = page_of(dispatches.unclear, PAGE_SIZE, lambda number: url_for(".list", trang=number))
    rows = [(sent_line(dispatch), number, dispatch) for dispatch, number in page.rows]
    return render_template("operator/dispatches/list.html", rows=rows, listing=page, shown=shown)


@blueprint.post("/<ref>/xem")
@requires(OperatorPermission.CHANGE_ORDERS)
def look(ref: str) -> Response:
    """Note what was found; back to the order it was found at, else to the list."""
    found, number = request.form.get("arrived", ""), clean_line(request.form.get("don", ""), 16)
    if found not in ("0", "1"):
        raise FormIncomplete()
    with transaction():
        dispatches.look(ref, arrived=found == "1", by=current_user.user)
    flash(gettext("Đã ghi lại."))
    return see_other("operator_orders.list", xem="tat-ca", don=number) if number else see_other(".list")
