"""What operators are told of."""

from flask import Blueprint, Response, render_template, url_for
from flask_login import current_user

from marketplace import notices
from marketplace.accounts import OperatorPermission
from marketplace.database import transaction
from marketplace.web import notice_list
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_notices", __name__, url_prefix="/van-hanh/tin-bao")
blueprint.context_processor(navigation_rail)


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_TRUST)
def show_list() -> str:
    listing = page_of(notices.of_operators, notice_list.PAGE_SIZE, lambda number: url_for(".list", trang=number))
    return render_template(
        "operator/notices/list.html",
        parts=notice_list.parts(listing.rows, notices.seen_up_to(current_user.id, notices.OPERATORS)),
        newest=notice_list.newest(listing.rows),
        listing=listing,
    )


@blueprint.post("/da-doc")
@requires(OperatorPermission.CHANGE_TRUST)
def mark_read() -> Response:
    with transaction():
        notices.mark_read(current_user.id, up_to=notice_list.read_up_to(), place=notices.OPERATORS)
    return see_other(".list")
