"""The photos of papers beside a request: for operators of the same area, and for nobody else."""

from flask import Blueprint, Response, current_app

from marketplace import approvals, pictures
from marketplace.accounts import OperatorPermission
from marketplace.approvals import Approval, ApprovalKind
from marketplace.certification import filings
from marketplace.pictures import Picture
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
    """A photo of the application or the certificate of the shop that asks, and of no other."""
    approval = approvals.get_approval(ref)
    check_area(approval)
    found = _page(approval, picture) if approval.kind == ApprovalKind.CERTIFICATE else _paper(approval, picture)
    answer = current_app.response_class(pictures.read(found.ref, WIDTH, "jpg"), content_type="image/jpeg")
    answer.headers["Content-Security-Policy"] = HARMLESS
    return answer


def _page(approval: Approval, picture: str) -> Picture:
    return filings.get_page(filings.get_filing(approval.subject), picture)


def _paper(approval: Approval, picture: str) -> Picture:
    application = applications.find_application_of_shop(approval.seller_id)
    if application is None:
        raise ApplicationNotFound()
    return applications.get_picture(application, picture)
