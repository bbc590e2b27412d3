"""For which of their shops somebody works in this browser; asked after signing in, changed from every page."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, session, url_for

from marketplace.web.filters import say
from marketplace.web.locale import gettext
from marketplace.web.permissions import CHOSEN_SHOP, memberships, signed_in
from marketplace.web.redirects import safe_path, wanted_path
from marketplace.web.seller.account import ROLES

blueprint = Blueprint("shop_choice", __name__, url_prefix="/ban-hang/chon")


@blueprint.get("")
@signed_in
def show() -> str:
    mine = memberships() or abort(404)
    wanted = safe_path(request.args.get("next")) or ""
    return render_template("seller/choose_shop.html", memberships=mine, roles=ROLES, wanted=wanted)


@blueprint.post("")
@signed_in
def choose() -> Response:
    slug = request.form.get("shop", "")
    chosen = next((each for each in memberships() if each.seller.slug == slug), None) or abort(404)
    session[CHOSEN_SHOP] = chosen.seller_id
    flash(gettext("Anh chị đang làm cho %(shop)s.", shop=say(chosen.seller, "name")))
    wanted = wanted_path() or url_for("shop_dashboard.show")
    return redirect(wanted, 303)  # type: ignore[return-value]
