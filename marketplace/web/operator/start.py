"""The address of the operators' part: it leads on to the first page that somebody may open."""

from flask import Blueprint, Response

from marketplace.web.operator.navigation import first_page
from marketplace.web.permissions import Audience, requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_start", __name__)


@blueprint.get("/van-hanh")
@requires(Audience.OPERATOR)
def show() -> Response:
    return see_other(first_page())
