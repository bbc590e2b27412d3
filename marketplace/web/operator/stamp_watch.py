"""Stamps that may have been copied, codes that nobody gave out, and lots that were taken back."""

from typing import Final

from flask import Blueprint, Response, flash, render_template

from marketplace import recalls, traceability
from marketplace.accounts import OperatorPermission
from marketplace.database import transaction
from marketplace.web.locale import gettext
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_stamp_watch", __name__, url_prefix="/van-hanh/theo-doi-tem")
blueprint.context_processor(navigation_rail)

MOST: Final = 100


@blueprint.get("")
@requires(OperatorPermission.VIEW_TRUST)
def show() -> str:
    found = recalls.recalls(limit=MOST)
    return render_template(
        "operator/stamps/watch.html",
        limits=traceability.scan_limits(),
        suspects=traceability.suspects(limit=MOST),
        tried=traceability.tried_codes(limit=MOST),
        recalls=[(recall, recalls.progress_of(recall)) for recall in found],
        most=MOST,
    )


@blueprint.post("/<code>/khoa")
@requires(OperatorPermission.CHANGE_TRUST)
def block(code: str) -> Response:
    """Warn everybody who scans it: a stamp that was copied cannot tell the true jar from the others."""
    with transaction():
        traceability.void(traceability.get_stamp(code, lock=True))
    flash(gettext("Đã khóa tem. Ai quét cũng thấy là tem đã hủy."))
    return see_other(".show")
