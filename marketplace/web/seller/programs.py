"""Keys for the shop's own software: made, shown once, taken back."""

import logging

from flask import Response, flash, render_template
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Regexp

from marketplace import program_keys, sellers
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.program_keys.actions import LONGEST_NAME
from marketplace.program_keys.errors import KeyUnnamed
from marketplace.refs import new_ref
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.lots.forms import ONCE, OnceForm
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_programs", __name__, "/ban-hang/them/phan-mem")
log = logging.getLogger(__name__)

OLD = _("Trang này đã cũ. Tải lại trang rồi bấm tạo khóa lần nữa.")
Answer = Response | tuple[str, int]


class KeyForm(OnceForm):
    """What the program is called."""

    once = HiddenField(
        default=new_ref,
        validators=[InputRequired(OLD), Regexp(ONCE, message=OLD)],
    )
    name = StringField(
        _("Khóa này cho phần mềm nào?"),
        [
            DataRequired(_(KeyUnnamed.sentence)),
            Length(max=LONGEST_NAME, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự.")),
        ],
    )


@blueprint.get("")
@requires(ShopPermission.CHANGE_MEMBERS)
def show() -> str:
    return _page(KeyForm(formdata=None))


@blueprint.post("")
@requires(ShopPermission.CHANGE_MEMBERS)
def make() -> Answer:
    """The page with the new key on it: no other ever shows it, so this one leads nowhere."""
    form = KeyForm()
    if not form.validate():
        return _page(form), 422
    try:
        with transaction():
            shop = sellers.get_seller(current_membership().seller.slug, lock=True)
            key, secret = program_keys.make_key(shop, str(form.name.data), ref=form.ref, by_id=current_user.id)
    except DomainError as error:
        form.refuse(error, form.name)
        return _page(form), error.status
    log.info("person %s made key %s of shop %s", current_user.id, key.ref, shop.id)
    return _page(KeyForm(formdata=None), made=key.name, secret=secret), 200


@blueprint.post("/<ref>/thu-lai")
@requires(ShopPermission.CHANGE_MEMBERS)
def revoke(ref: str) -> Answer:
    try:
        with transaction():
            key = program_keys.revoke_key(current_membership().seller_id, ref)
    except DomainError as error:
        return _page(KeyForm(formdata=None), sentence_of(error)), error.status
    log.info("person %s revoked key %s of shop %s", current_user.id, ref, key.seller_id)
    flash(gettext("Đã thu lại khóa của %(name)s. Phần mềm ấy hết gửi được từ bây giờ.", name=key.name))
    return see_other(".show")


def _page(form: KeyForm, refusal: str = "", *, made: str = "", secret: str = "") -> str:
    keys = program_keys.keys_of(current_membership().seller_id)
    return render_template("seller/programs.html", form=form, refusal=refusal, keys=keys, made=made, secret=secret)
