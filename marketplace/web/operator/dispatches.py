"""Messages of which nobody knows whether they arrived: looked at by hand, and never sent again blindly."""

from flask import Blueprint, Response, flash, render_template, request, url_for
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

blueprint = Blueprint("operator_dispatches", __name__, url_prefix="/van-hanh/tin-gui")
blueprint.context_processor(navigation_rail)


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_ORDERS)
def show_list() -> str:
    page = page_of(dispatches.unclear, PAGE_SIZE, lambda number: url_for(".list", trang=number))
    rows = [(sent_line(dispatch), number) for dispatch, number in page.rows]
    return render_template("operator/dispatches/list.html", rows=rows, listing=page)


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
