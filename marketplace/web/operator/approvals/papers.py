"""The photos of papers beside a request: for operators of the same area, and for nobody else."""

from flask import Blueprint, Response, current_app

from marketplace import approvals, pictures
from marketplace.accounts import OperatorPermission
from marketplace.sellers import applications
from marketplace.sellers.errors import ApplicationNotFound
from marketplace.web.media import HARMLESS
from marketplace.web.operator.approvals.item import check_area
from marketplace.web.permissions import requires

WIDTH = 1600

blueprint = Blueprint("operator_approval_papers", __name__, url_prefix="/van-hanh/duyet")


@blueprint.get("/<ref>/anh/<picture>.jpg")
@requires(OperatorPermission.VIEW_TRUST)
def show(ref: str, picture: str) -> Response:
    """A photo of the application of the shop that asks, and of no other."""
    approval = approvals.get_approval(ref)
    check_area(approval)
    application = applications.find_application_of_shop(approval.seller_id)
    if application is None:
        raise ApplicationNotFound()
    found = applications.get_picture(application, picture)
    answer = current_app.response_class(pictures.read(found.ref, WIDTH, "jpg"), content_type="image/jpeg")
    answer.headers["Content-Security-Policy"] = HARMLESS
    return answer
