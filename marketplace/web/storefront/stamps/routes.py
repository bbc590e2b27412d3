"""Typing the code of a stamp, for people without a camera that reads it."""

from flask import Blueprint, Response, make_response, render_template

from marketplace import traceability
from marketplace.database import transaction
from marketplace.traceability.errors import StampUnknown
from marketplace.web import rate_limits
from marketplace.web.permissions import public
from marketplace.web.redirects import see_other
from marketplace.web.security_headers import HEADERS
from marketplace.web.storefront.stamps.forms import CodeForm

blueprint = Blueprint("stamps", __name__, url_prefix="/quet")


@blueprint.get("")
@public
def ask() -> Response:
    return _page(CodeForm(formdata=None))


@blueprint.post("")
@public
@rate_limits.scans_from_address
@rate_limits.scan_of_stamp
def look_up() -> Response | tuple[Response, int]:
    form = CodeForm()
    if not form.validate():
        return _page(form), 422
    code = traceability.parse_code(str(form.code.data))
    try:
        with transaction():
            traceability.count_scan(code)
    except StampUnknown:
        with transaction():
            traceability.note_try(code)
    return see_other("trace.show", code=code)


def _page(form: CodeForm) -> Response:
    """The only page that may use the camera, once somebody presses its button."""
    answer = make_response(render_template("storefront/stamps/ask.html", form=form))
    answer.headers["Permissions-Policy"] = HEADERS["Permissions-Policy"].replace("camera=()", "camera=(self)")
    return answer
