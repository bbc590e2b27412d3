"""The photos of a draft: sent, described, put in order, taken down. Its product shows them once they are approved."""

from dataclasses import dataclass

from flask import Response, flash, render_template, request, url_for
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from marketplace import pictures
from marketplace.catalogue import drafts
from marketplace.catalogue.drafts import Draft, DraftPhoto
from marketplace.catalogue.drafts.content import Step
from marketplace.catalogue.drafts.photos import MOST_PHOTOS
from marketplace.catalogue.errors import TooManyPhotos
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.pictures import Step as Place
from marketplace.sellers.permissions import ShopPermission
from marketplace.text import clean_line
from marketplace.web import rate_limits
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.permissions import requires
from marketplace.web.redirects import confirm, see_other
from marketplace.web.seller.listing.drafts import Answer, own
from marketplace.web.seller.listing.navigation import listing_pages, number_of, url_after
from marketplace.web.seller.listing.photo_forms import AltForm, StepForm, alt_form_of
from marketplace.web.seller.listing.preview import preview_of

blueprint = listing_pages("shop_photos", __name__, "/ban-hang/dang-mon/<ref>/anh")


@dataclass(frozen=True)
class Refusal:
    """A file that was not taken, and why."""

    name: str
    sentence: str


@blueprint.get("")
@requires(ShopPermission.CHANGE_GOODS)
def show(ref: str) -> str:
    return _page(own(ref))


@blueprint.post("")
@requires(ShopPermission.CHANGE_GOODS)
@rate_limits.photos_sent
def send(ref: str) -> Answer:
    draft = own(ref)
    sent = [file for file in request.files.getlist("photos") if file.filename]
    if not sent:
        return _page(draft, refused=(Refusal("", gettext("Chưa chọn ảnh nào.")),)), 400
    if len(sent) > MOST_PHOTOS:
        too_many = sentence_of(TooManyPhotos(most=MOST_PHOTOS))
        return _page(draft, refused=(Refusal("", too_many),)), TooManyPhotos.status
    refused = tuple(refusal for file in sent if (refusal := _taken(ref, file)))
    if refused:
        return _page(draft, refused=refused), 400
    flash(ngettext("Đã nhận %(num)s ảnh, đang xử lý.", "Đã nhận %(num)s ảnh, đang xử lý.", len(sent)))
    return _back(ref)


def _taken(ref: str, file: FileStorage) -> Refusal | None:
    """Keep the photo, or say why not: the others are taken all the same."""
    try:
        with pictures.receiving([file.stream]) as (received,), transaction():
            photo = drafts.add_photo(own(ref, lock=True), received, by=current_user.user)
        if photo.ref != received.ref:
            pictures.discard([received])
    except DomainError as error:
        return Refusal(clean_line(file.filename or "", 60), sentence_of(error))
    return None


@blueprint.post("/<photo>/loi-ta")
@requires(ShopPermission.CHANGE_GOODS)
def describe(ref: str, photo: str) -> Answer:
    form = AltForm(photo)
    if not form.validate():
        return _page(own(ref), alt=(photo, form)), 400
    words = {"alt_vi": form.alt_vi.data or "", "alt_en": form.alt_en.data or ""}
    with transaction():
        drafts.describe_photo(own(ref, lock=True), photo, **words, by=current_user.user)
    flash(gettext("Đã lưu lời tả ảnh."))
    return _back(ref, photo)


@blueprint.post("/<photo>/cho")
@requires(ShopPermission.CHANGE_GOODS)
def move(ref: str, photo: str) -> Answer:
    form = StepForm()
    if not form.validate():
        return _page(own(ref)), 400
    with transaction():
        drafts.move_photo(own(ref, lock=True), photo, Place(form.step.data or ""), by=current_user.user)
    return _back(ref, photo)


@blueprint.post("/<photo>/bo")
@requires(ShopPermission.CHANGE_GOODS)
def remove(ref: str, photo: str) -> Response:
    with transaction():
        place = drafts.remove_photo(own(ref, lock=True), photo, by=current_user.user)
    undo = url_for("shop_photos.restore", ref=ref, photo=photo)
    confirm(gettext("Đã xóa ảnh."), gettext("Lấy lại"), undo, undo={"place": place})
    return _back(ref)


@blueprint.post("/<photo>/lay-lai")
@requires(ShopPermission.CHANGE_GOODS)
def restore(ref: str, photo: str) -> Response:
    with transaction():
        place = request.form.get("place", 0, type=int)
        drafts.restore_photo(own(ref, lock=True), photo, place=max(place, 0), by=current_user.user)
    flash(gettext("Ảnh đã trở lại."))
    return _back(ref, photo)


def _back(ref: str, photo: str = "") -> Response:
    return see_other(".show", ref=ref, _anchor=f"photo-{photo}" if photo else "photos")


def _page(draft: Draft, *, alt: tuple[str, AltForm] | None = None, refused: tuple[Refusal, ...] = ()) -> str:
    """The page, with a form that was refused (`alt` with the ref of its photo) or files that were."""
    row = drafts.photos_in(draft)
    return render_template(
        "seller/listing/photos.html",
        draft=draft,
        step=Step.PHOTOS,
        number=number_of(Step.PHOTOS),
        preview=preview_of(draft),
        next_url=url_after(draft, Step.PHOTOS),
        photos=[(photo.picture, _alt_form(photo, alt)) for photo in row],
        is_full=len(row) >= MOST_PHOTOS,
        is_waiting=any(not (photo.picture.is_ready or photo.picture.is_refused) for photo in row),
        most=MOST_PHOTOS,
        refused=refused,
    )


def _alt_form(photo: DraftPhoto, typed: tuple[str, AltForm] | None) -> AltForm:
    return typed[1] if typed and typed[0] == photo.picture.ref else alt_form_of(photo)
