"""The photos of a product: sent, described, put in order, taken down."""

from flask import Response, flash, request, url_for
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from marketplace import catalogue, pictures
from marketplace.catalogue.errors import TooManyPhotos
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.pictures import Step
from marketplace.sellers.permissions import ShopPermission
from marketplace.text import clean_line
from marketplace.web import rate_limits
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.permissions import requires
from marketplace.web.redirects import confirm, see_other
from marketplace.web.seller.photo_forms import AltForm, StepForm
from marketplace.web.seller.product_editor import Answer, Refusal, own, page
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_photos", __name__, "/ban-hang/mon/<slug>/photos")


@blueprint.post("")
@requires(ShopPermission.CHANGE_GOODS)
@rate_limits.photos_sent
def send(slug: str) -> Answer:
    product = own(slug)
    sent = [file for file in request.files.getlist("photos") if file.filename]
    if not sent:
        return page(product, refused=(Refusal("", gettext("Chưa chọn ảnh nào.")),)), 400
    if len(sent) > catalogue.MOST_PHOTOS:
        too_many = sentence_of(TooManyPhotos(most=catalogue.MOST_PHOTOS))
        return page(product, refused=(Refusal("", too_many),)), TooManyPhotos.status
    refused = tuple(refusal for file in sent if (refusal := _taken(slug, file)))
    if refused:
        return page(product, refused=refused), 400
    flash(ngettext("Đã nhận %(num)s ảnh, đang xử lý.", "Đã nhận %(num)s ảnh, đang xử lý.", len(sent)))
    return _back(slug)


def _taken(slug: str, file: FileStorage) -> Refusal | None:
    """Keep the photo, or say why not: the others are taken all the same."""
    try:
        with pictures.receiving([file.stream]) as (received,), transaction():
            photo = catalogue.add_photo(own(slug), received, by_id=current_user.id)
        if photo.ref != received.ref:
            pictures.discard([received])
    except DomainError as error:
        return Refusal(clean_line(file.filename or "", 60), sentence_of(error))
    return None


@blueprint.post("/<ref>/words")
@requires(ShopPermission.CHANGE_GOODS)
def describe(slug: str, ref: str) -> Answer:
    form = AltForm(ref)
    if not form.validate():
        return page(own(slug), alt=(ref, form)), 400
    with transaction():
        catalogue.describe_photo(own(slug), ref, alt_vi=form.alt_vi.data or "", alt_en=form.alt_en.data or "")
    flash(gettext("Đã lưu lời tả ảnh."))
    return _back(slug, ref)


@blueprint.post("/<ref>/place")
@requires(ShopPermission.CHANGE_GOODS)
def move(slug: str, ref: str) -> Answer:
    form = StepForm()
    if not form.validate():
        return page(own(slug)), 400
    with transaction():
        catalogue.move_photo(own(slug), ref, Step(form.step.data or ""))
    return _back(slug, ref)


@blueprint.post("/<ref>/removal")
@requires(ShopPermission.CHANGE_GOODS)
def remove(slug: str, ref: str) -> Response:
    with transaction():
        catalogue.remove_photo(own(slug), ref)
    undo = url_for("shop_photos.restore", slug=slug, ref=ref)
    confirm(gettext("Đã xóa ảnh."), gettext("Lấy lại"), undo, undo={})
    return _back(slug)


@blueprint.post("/<ref>/return")
@requires(ShopPermission.CHANGE_GOODS)
def restore(slug: str, ref: str) -> Response:
    with transaction():
        catalogue.restore_photo(own(slug), ref)
    flash(gettext("Ảnh đã trở lại."))
    return _back(slug, ref)


def _back(slug: str, ref: str = "") -> Response:
    return see_other("shop_product.edit", slug=slug, _anchor=f"photo-{ref}" if ref else "photos")
