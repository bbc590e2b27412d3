"""The people of the shop: the owner gives them other roles or lets them go."""

import logging

from flask import Response, flash, render_template, request
from flask_babel import gettext
from flask_login import current_user

from marketplace import sellers
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.sellers.permissions import SellerRole, ShopPermission
from marketplace.web.filters import sentence_of
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.account import ROLES
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_team", __name__, "/ban-hang/them/nguoi")
log = logging.getLogger(__name__)

Answer = Response | tuple[str, int]


@blueprint.get("")
@requires(ShopPermission.CHANGE_MEMBERS)
def show() -> str:
    return _page()


@blueprint.post("/<ref>/vai")
@requires(ShopPermission.CHANGE_MEMBERS)
def change(ref: str) -> Answer:
    wanted = request.form.get("vai", "")
    if wanted not in set(SellerRole):
        return _page(gettext("Chọn một trong các mục có sẵn.")), 422
    try:
        with transaction():
            member = sellers.change_role(current_membership().seller_id, ref, SellerRole(wanted))
    except DomainError as error:
        return _page(sentence_of(error)), error.status
    log.info("person %s made person %s %s of shop %s", current_user.id, member.user_id, wanted, member.seller_id)
    flash(gettext("%(name)s nay là: %(role)s.", name=member.user.name, role=ROLES[SellerRole(wanted)]))
    return _onward(member.user_id)


@blueprint.post("/<ref>/thoi")
@requires(ShopPermission.CHANGE_MEMBERS)
def remove(ref: str) -> Answer:
    try:
        with transaction():
            member = sellers.remove_member(current_membership().seller_id, ref)
    except DomainError as error:
        return _page(sentence_of(error)), error.status
    log.info("person %s removed person %s from shop %s", current_user.id, member.user_id, member.seller_id)
    flash(gettext("%(name)s không còn vào gian hàng được nữa.", name=member.user.name))
    return _onward(member.user_id)


def _onward(user_id: int) -> Response:
    """Whoever has changed their own role may not come back here, and perhaps not to the shop."""
    return see_other("account.show" if user_id == current_user.id else ".show")


def _page(refusal: str = "") -> str:
    people = sellers.members_of(current_membership().seller_id)
    return render_template("seller/team.html", people=people, roles=ROLES, refusal=refusal)
