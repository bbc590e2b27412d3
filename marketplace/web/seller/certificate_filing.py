"""A certificate filed by phone: its pages photographed, its words typed beside them, sent, and taken back."""

from collections.abc import Callable
from functools import partial

from flask import Response, current_app, flash, request
from flask_login import current_user

from marketplace import catalogue, certification, pictures
from marketplace.approvals import certificates
from marketplace.certification import filings
from marketplace.certification.filing_models import CertificateFiling
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.pictures.errors import NotAPicture
from marketplace.sellers.permissions import ShopPermission
from marketplace.text import clean_line
from marketplace.web import rate_limits
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.media import HARMLESS
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.certificate_forms import ExtensionForm, FilingForm, typed
from marketplace.web.seller.certificate_pages import facts_page, form_of, photo_page, sent_page
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_certificate_filings", __name__, "/ban-hang/giay-chung-nhan/gui")

Answer = Response | str | tuple[str, int]
LIST = "shop_certificates.list"


@blueprint.post("")
@requires(ShopPermission.CHANGE_GOODS)
def start() -> Response:
    """Begin with a new paper, or with the extension of a certificate that the shop holds (`gia-han`)."""
    seller, slug = current_membership().seller, clean_line(request.form.get("mon", ""))
    extended = clean_line(request.form.get("gia-han", ""))
    with transaction():
        of_shop = certification.get_certificate_of(seller.id, extended) if extended else None
        product = catalogue.get_product_of(seller.id, slug) if slug else None
        filing = filings.start(seller, product=of_shop.product if of_shop else product, extends=of_shop)
    return see_other(".show", ref=filing.ref)


@blueprint.get("/<ref>")
@requires(ShopPermission.CHANGE_GOODS)
def show(ref: str) -> str:
    filing = _own(ref)
    if filing.sent_at is not None or filing.certificate_id is not None:
        return sent_page(filing)
    if not filing.pages or "anh" in request.args:
        return photo_page(filing)
    return facts_page(filing, form_of(filing))


@blueprint.post("/<ref>/anh")
@requires(ShopPermission.CHANGE_GOODS)
@rate_limits.photos_sent
def add_page(ref: str) -> Answer:
    sent = [file for file in request.files.getlist("photo") if file.filename]
    if not sent:
        return photo_page(_own(ref), gettext("Chưa chọn ảnh nào.")), 400
    try:
        with pictures.receiving(file.stream for file in sent[: filings.MOST_PAGES]) as received:
            _change(ref, partial(filings.add_pages, received=received, by=current_user.user))
    except DomainError as error:
        if error.status == 404:
            raise
        return photo_page(_own(ref), _said_of_file(sent[0].mimetype, error)), error.status
    flash(gettext("Đã nhận ảnh."))
    return see_other(".show", ref=ref)


@blueprint.post("/<ref>/anh/<picture>/bo")
@requires(ShopPermission.CHANGE_GOODS)
def remove_page(ref: str, picture: str) -> Response:
    _change(ref, lambda filing: filings.remove_page(filing, picture))
    flash(gettext("Đã bỏ trang ấy."))
    return see_other(".show", ref=ref, anh=1)


@blueprint.get("/<ref>/anh/<picture>.jpg")
@requires(ShopPermission.CHANGE_GOODS)
def photo(ref: str, picture: str) -> Response:
    found = filings.get_page(_own(ref), picture)
    answer = current_app.response_class(pictures.read(found.ref, 1600, "jpg"), content_type="image/jpeg")
    answer.headers["Content-Security-Policy"] = HARMLESS
    return answer


@blueprint.post("/<ref>")
@requires(ShopPermission.CHANGE_GOODS)
def send(ref: str) -> Answer:
    """Keep what was typed, or with its photos send it to be looked at."""
    filing = _own(ref)
    filings.refuse_sent(filing)
    form = form_of(filing, is_posted=True)
    product = form.wanted_product() if isinstance(form, FilingForm) else filing.product
    keep = partial(filings.save, said=typed(form), product=product)
    if "luu" in request.form:
        _change(ref, keep)
        flash(gettext("Đã lưu giấy, gửi lúc nào cũng được."))
        return see_other(LIST)
    if not form.validate():
        return facts_page(filing, form), 422
    try:
        _change(ref, lambda mine: _send(mine, form, keep))
    except DomainError as error:
        form.refuse_paper(error)
        return facts_page(_own(ref), form), error.status
    return see_other(".show", ref=ref)


@blueprint.post("/<ref>/rut-lai")
@requires(ShopPermission.CHANGE_GOODS)
def take_back(ref: str) -> Response:
    with transaction():
        certificates.take_back(current_membership().seller_id, ref)
    flash(gettext("Đã rút giấy về. Sửa xong thì gửi lại."))
    return see_other(".show", ref=ref)


@blueprint.post("/<ref>/bo")
@requires(ShopPermission.CHANGE_GOODS)
def discard(ref: str) -> Response:
    _change(ref, filings.discard)
    flash(gettext("Đã bỏ giấy chưa gửi."))
    return see_other(LIST)


def _send(filing: CertificateFiling, form: FilingForm | ExtensionForm, keep: Callable[..., None]) -> None:
    keep(filing)
    if isinstance(form, ExtensionForm):
        until, number = form.until.data, form.number.data or ""
        certificates.send_extension(filing, until, number, by=current_user.user)  # type: ignore[arg-type]
    else:
        product = form.goods[form.product.data or ""]
        certificates.send(filing, form.paper(), product=product, by=current_user.user)


def _own(ref: str) -> CertificateFiling:
    return filings.get_filing_of(current_membership().seller_id, ref)


def _change(ref: str, act: Callable[[CertificateFiling], object]) -> None:
    """Do it to one's own filing, while nobody else does anything to it. Raises what `act` raises."""
    with transaction():
        act(filings.get_filing_of(current_membership().seller_id, ref, lock=True))


def _said_of_file(kind: str, error: DomainError) -> str:
    """People scan papers into PDF files, so that is said by itself."""
    if isinstance(error, NotAPicture) and kind == "application/pdf":
        return gettext("Tệp PDF chưa nhận được. Mở tệp, chụp lại màn hình hoặc chụp tờ giấy bằng điện thoại.")
    return sentence_of(error)
