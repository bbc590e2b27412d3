"""Which mails an address gets: what the links in them open, for anybody who reads them and without signing in."""

from flask import Blueprint, Response, flash, render_template

from marketplace import accounts
from marketplace.database import transaction
from marketplace.extensions import csrf
from marketplace.web.locale import gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import see_other

blueprint = Blueprint("letters", __name__, url_prefix="/thu")


@blueprint.get("/<token>")
@public
def show(token: str) -> str:
    return render_template("storefront/account/letters.html", address=accounts.get_mail_address(token))


@blueprint.post("/<token>")
@public
@csrf.exempt  # type: ignore[untyped-decorator]  # mail programs send it, whose only secret is the link (RFC 8058)
def stop(token: str) -> Response:
    with transaction():
        accounts.mute_mails(token)
    return see_other(".show", token=token)


@blueprint.post("/<token>/nhan")
@public
def resume(token: str) -> Response:
    with transaction():
        accounts.mute_mails(token, wanted=True)
    flash(gettext("Từ nay thư lại gửi đến địa chỉ này."))
    return see_other(".show", token=token)
