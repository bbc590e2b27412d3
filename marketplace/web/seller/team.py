"""The people of the shop: the owner invites them, gives them other roles or lets them go."""

import logging

from flask import Response, flash, render_template, request
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from marketplace import sellers
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.sellers.errors import NobodyNamed, RoleNotOffered
from marketplace.sellers.invitations import OFFERED
from marketplace.sellers.permissions import SellerRole, ShopPermission
from marketplace.web.filters import sentence_of
from marketplace.web.forms import SelectChoice, ShopForm
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.account import ROLES
from marketplace.web.seller.invitations import link_of, path_of
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_team", __name__, "/ban-hang/them/nguoi")
log = logging.getLogger(__name__)

Answer = Response | tuple[str, int]


class InviteForm(ShopForm):
    """Whom the owner invites, and to do what."""

    hint = StringField(
        _("Mời ai?"), [DataRequired(_(NobodyNamed.sentence)), Length(max=80, message=_("Tên dài tối đa 80 chữ."))]
    )
    role = RadioField(
        _("Để làm gì?"),
        [InputRequired(_(RoleNotOffered.sentence))],
        choices=[SelectChoice(role.value, ROLES[role]) for role in OFFERED],
    )


@blueprint.get("")
@requires(ShopPermission.CHANGE_MEMBERS)
def show() -> str:
    return _page()


@blueprint.post("/moi")
@requires(ShopPermission.CHANGE_MEMBERS)
def invite() -> Answer:
    form = InviteForm()
    if not form.validate():
        return _page(form=form), 422
    try:
        with transaction():
            shop = sellers.get_seller(current_membership().seller.slug, lock=True)
            role = SellerRole(form.role.data)
            invitation = sellers.invite(shop, role=role, hint=str(form.hint.data), by=current_user.user)
    except DomainError as error:
        form.refuse(error, form.hint)
        return _page(form=form), error.status
    log.info("person %s invited somebody to shop %s as %s", current_user.id, shop.id, role)
    flash(gettext("Đã có liên kết cho %(name)s. Gửi đi trong bảy ngày.", name=invitation.hint))
    return see_other(".show")


@blueprint.post("/moi/<ref>/bo")
@requires(ShopPermission.CHANGE_MEMBERS)
def end_invitation(ref: str) -> Answer:
    try:
        with transaction():
            invitation = sellers.end_invitation(current_membership().seller_id, ref)
    except DomainError as error:
        return _page(sentence_of(error)), error.status
    flash(gettext("Đã bỏ lời mời cho %(name)s. Liên kết ấy hết dùng được.", name=invitation.hint))
    return see_other(".show")


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


def _page(refusal: str = "", *, form: InviteForm | None = None) -> str:
    seller_id = current_membership().seller_id
    invited = [(each, path_of(each), link_of(each)) for each in sellers.open_invitations(seller_id)]
    return render_template(
        "seller/team.html",
        people=sellers.members_of(seller_id),
        invited=invited,
        roles=ROLES,
        form=form or InviteForm(formdata=None),
        refusal=refusal,
    )
