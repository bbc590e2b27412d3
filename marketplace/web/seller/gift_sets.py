"""The gift sets of a shop: which of its packs are given together."""

from typing import Any

from flask import Response, flash, render_template, request
from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace import gift_sets
from marketplace.catalogue.models import Variant
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.gift_sets import NewPart, SetTexts, SetView
from marketplace.gift_sets.errors import SetNameMissing
from marketplace.gift_sets.models import MOST_PARTS
from marketplace.sellers.permissions import ShopPermission
from marketplace.text import clean_line
from marketplace.web.filters import goods
from marketplace.web.forms import ShopForm
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_gift_sets", __name__, "/ban-hang/them/bo-qua")

Answer = Response | tuple[str, int]
TOO_LONG = _("Dài nhất %(max)d ký tự.")


class SetForm(ShopForm):
    """What the shop says of a set; its parts are rows beside."""

    name_vi = StringField(_("Tên bộ"), [InputRequired(_(SetNameMissing.sentence)), Length(max=120, message=TOO_LONG)])
    name_en = StringField(_("Tên tiếng Anh"), [Length(max=120, message=TOO_LONG)])
    note_vi = TextAreaField(_("Đôi lời về bộ"), [Length(max=300, message=TOO_LONG)])
    note_en = TextAreaField(_("Đôi lời, tiếng Anh"), [Length(max=300, message=TOO_LONG)])

    def texts(self) -> SetTexts:
        """The valid form as `gift_sets.keep` takes it."""
        return SetTexts(*(field.data or "" for field in (self.name_vi, self.name_en, self.note_vi, self.note_en)))


@blueprint.get("", endpoint="list")
@requires(ShopPermission.VIEW_GOODS)
def all_sets() -> str:
    sets = gift_sets.sets_of_seller(current_membership().seller_id)
    return render_template("seller/gift_sets/list.html", sets=sets)


@blueprint.get("/moi")
@requires(ShopPermission.CHANGE_GOODS)
def new() -> str:
    return _page(None, SetForm(formdata=None))


@blueprint.post("/moi")
@requires(ShopPermission.CHANGE_GOODS)
def add() -> Answer:
    return _keep(None)


@blueprint.get("/<slug>/sua")
@requires(ShopPermission.CHANGE_GOODS)
def edit(slug: str) -> str:
    view = gift_sets.get_set_of(current_membership().seller_id, slug)
    said = {name: getattr(view.gift_set, name) for name in ("name_vi", "name_en", "note_vi", "note_en")}
    return _page(view, SetForm(formdata=None, **said))


@blueprint.post("/<slug>/sua")
@requires(ShopPermission.CHANGE_GOODS)
def change(slug: str) -> Answer:
    return _keep(gift_sets.get_set_of(current_membership().seller_id, slug))


@blueprint.post("/<slug>/ngung")
@requires(ShopPermission.CHANGE_GOODS)
def hide(slug: str) -> Response:
    with transaction():
        gift_sets.hide(gift_sets.get_set_of(current_membership().seller_id, slug).gift_set)
    flash(gettext("Đã ngừng bộ này. Đơn đã đặt vẫn giao như thường."))
    return see_other(".list")


@blueprint.post("/<slug>/hien")
@requires(ShopPermission.CHANGE_GOODS)
def offer(slug: str) -> Response:
    with transaction():
        gift_sets.show(gift_sets.get_set_of(current_membership().seller_id, slug).gift_set)
    flash(gettext("Khách lại thấy bộ này."))
    return see_other(".list")


def _keep(view: SetView | None) -> Answer:
    form, seller = SetForm(), current_membership().seller
    if not form.validate():
        return _page(view, form), 422
    try:
        with transaction():
            fresh = gift_sets.get_set_of(seller.id, view.gift_set.slug).gift_set if view else None
            gift_sets.keep(seller, form.texts(), _typed_parts(), gift_set=fresh)
    except DomainError as error:
        form.refuse(error)
        return _page(view, form), error.status
    flash(gettext("Đã lưu bộ quà. Khách thấy ngay ở trang bộ quà."))
    return see_other(".list")


def _rows() -> list[tuple[str, str]]:
    """What was typed in each row: a pack size and a number."""
    return [
        (clean_line(request.form.get(f"goi-{row}", ""), 16), clean_line(request.form.get(f"so-{row}", ""), 4))
        for row in range(1, MOST_PARTS + 1)
    ]


def _typed_parts() -> list[NewPart]:
    """The rows in which a pack is chosen; a number that is none counts as 0, and is refused by its row."""
    return [
        NewPart(ref, int(number) if number.isascii() and number.isdecimal() else 0, row)
        for row, (ref, number) in enumerate(_rows(), start=1)
        if ref
    ]


def _named(pack: Variant) -> str:
    name = goods(pack.product, pack)
    return name if pack.product.is_listed else gettext("%(name)s (đang ẩn)", name=name)


def _page(view: SetView | None, form: SetForm) -> str:
    packs = gift_sets.packs_for_sets(current_membership().seller_id, view.gift_set if view else None)
    present = [(part.variant.ref, f"{part.quantity}") for part in view.parts] if view else []
    rows: list[Any] = _rows() if request.method == "POST" else present
    return render_template(
        "seller/gift_sets/edit.html",
        view=view,
        form=form,
        packs=[(pack.ref, _named(pack)) for pack in packs],
        rows=[*rows, *[("", "1")] * (MOST_PARTS - len(rows))],
    )
