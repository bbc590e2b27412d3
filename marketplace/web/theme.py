"""The light or dim look of the operator pages, kept with the person."""

from flask import Blueprint, Response
from flask_login import current_user

from marketplace import accounts
from marketplace.database import transaction
from marketplace.web.permissions import signed_in
from marketplace.web.redirects import back

blueprint = Blueprint("theme", __name__)


@blueprint.post("/nen-sang-toi")
@signed_in
def switch() -> Response:
    with transaction():
        accounts.switch_theme(current_user.user)
    return back()
