"""The box that a shop puts gifts into: whether it offers one, what it costs, what it looks like, how many are left."""

from typing import Any

from flask import Response, flash, render_template, request
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import InputRequired, Length, Optional

from marketplace import catalogue, money, pictures, sellers, stock
from marketplace.catalogue.errors import BoxNoteMissing, PriceOutOfRange, WeightRefused
from marketplace.catalogue.gift_boxes import LONGEST_NOTE, BoxTerms, find_box, offer_box, withdraw_box
from marketplace.catalogue.models import Variant
from marketplace.catalogue.packs import parse_grams
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.pictures import Received
from marketplace.sellers.permissions import ShopPermission
from marketplace.stock.errors import CountMoved, CountRefused
from marketplace.web import rate_limits
from marketplace.web.forms import Reads, ShopForm
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_gift_box", __name__, "/ban-hang/them/hop-qua")

Answer = Response | tuple[str, int]
TOO_LONG = _("Dài nhất %(max)d ký tự.")


class GiftBoxForm(ShopForm):
    """What the shop says of its box."""

    price = StringField(_("Giá một hộp"), [InputRequired(_(PriceOutOfRange.sentence)), Reads(money.parse_vnd)])
    note_vi = StringField(
        _("Hộp thế nào"), [InputRequired(_(BoxNoteMissing.sentence)), Length(max=LONGEST_NOTE, message=TOO_LONG)]
    )
    note_en = StringField(_("Lời tả tiếng Anh"), [Length(max=LONGEST_NOTE, message=TOO_LONG)])
    weight = StringField(_("Hộp không nặng bao nhiêu"), [InputRequired(_(WeightRefused.sentence)), Reads(parse_grams)])
    left = StringField(_("Đang có mấy hộp"), [InputRequired(_(CountRefused.sentence)), Reads(stock.parse_count)])
    seen_left = HiddenField()
    drops_photo = BooleanField(_("Bỏ ảnh đang có"), [Optional()])

    def terms(self) -> BoxTerms:
        """The valid form as the catalogue takes it."""
        return BoxTerms(
            price_vnd=money.parse_vnd(self.price.data or ""),
            note_vi=self.note_vi.data or "",
            note_en=self.note_en.data or "",
            gross_grams=parse_grams(self.weight.data or ""),
        )


@blueprint.get("")
@requires(ShopPermission.CHANGE_GOODS)
def show() -> str:
    return _page()


@blueprint.post("")
@requires(ShopPermission.CHANGE_GOODS)
@rate_limits.photos_sent
def save() -> Answer:
    """Offer it like this from now on."""
    form = GiftBoxForm()
    if not form.validate():
        return _page(form), 422
    sent = [file.stream for file in request.files.getlist("photo") if file.filename][:1]
    try:
        with pictures.receiving(sent) as received, transaction():
            _keep(form, received)
    except DomainError as error:
        form.refuse(error, form.left if isinstance(error, CountMoved) else None)
        return _page(form), error.status
    flash(gettext("Đã lưu. Khách gửi quà từ gian hàng này chọn được hộp ngay từ bây giờ."))
    return see_other(".show")


@blueprint.post("/ngung")
@requires(ShopPermission.CHANGE_GOODS)
def withdraw() -> Response:
    with transaction():
        withdraw_box(sellers.get_seller(current_membership().seller.slug, lock=True))
    flash(gettext("Đã ngừng. Đơn đã đặt có hộp thì vẫn gói bằng hộp."))
    return see_other(".show")


def _keep(form: GiftBoxForm, received: list[Received]) -> None:
    box = offer_box(sellers.get_seller(current_membership().seller.slug, lock=True), form.terms())
    _count(box, form)
    if received:
        picture = pictures.attach(received[0], by_id=current_user.id)
        pictures.describe(picture, alt_vi=box.pack_vi, alt_en=box.pack_en)
        pictures.give(box.product_id, [picture.ref])
    elif form.drops_photo.data:
        pictures.give(box.product_id, [])
    if received or form.drops_photo.data:
        catalogue.show_photos(box.product)


def _count(box: Variant, form: GiftBoxForm) -> None:
    """Only what the shop changed is a count: a number that stood on the page is an old one by the time it is sent."""
    wanted, seen = stock.parse_count(form.left.data or ""), form.seen_left.data or ""
    if seen == f"{wanted}":
        return
    present = stock.left_of([box.id]).get(box.id, 0)
    if seen and seen != f"{present}":
        raise CountMoved(seen[:6], present)
    stock.count(box, left=wanted, by_id=current_user.id)


def _page(form: GiftBoxForm | None = None) -> str:
    seller = current_membership().seller
    box = find_box(seller.id)
    left = stock.left_of([box.id]).get(box.id, 0) if box else 0
    form = form or GiftBoxForm(formdata=None, **(_present(box, left) if box else {"weight": "300 g"}))
    form.seen_left.data = f"{left}" if box else ""
    return render_template(
        "seller/gifts/box.html",
        form=form,
        box=box,
        left=left,
        is_offered=seller.offers_gift_box,
        photos=pictures.pictures_of(box.product_id) if box else [],
    )


def _present(box: Variant, left: int) -> dict[str, Any]:
    said = {"note_vi": box.pack_vi, "note_en": box.pack_en, "weight": f"{box.gross_grams} g"}
    return {**said, "price": f"{box.price_vnd}", "left": f"{left}"}
