"""One certificate: what it says, whether it counts today, and the certificates before and after it."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template
from flask_babel import gettext, ngettext

from marketplace import certification
from marketplace.certification import Validity
from marketplace.certification.models import Certificate, CertificateKind
from marketplace.clock import today
from marketplace.sellers.models import SellerState
from marketplace.text import N_
from marketplace.web.filters import full_date, say
from marketplace.web.storefront.certificates.labels import LEVELS, MEANINGS, title_of

blueprint = Blueprint("certificates", __name__)

VALIDITIES = {
    Validity.VALID: (N_("Còn hiệu lực"), "g"),
    Validity.ENDS_SOON: (N_("Sắp hết hạn"), "a"),
    Validity.NOT_YET: (N_("Chưa đến ngày hiệu lực"), "n"),
    Validity.ENDED: (N_("Đã hết hạn"), "x"),
    Validity.REPLACED: (N_("Đã có giấy mới thay"), "n"),
    Validity.WITHDRAWN: (N_("Đã bị thu hồi"), "x"),
}
"""What each validity is called, and the look of its pill."""


@dataclass(frozen=True)
class Line:
    """A certificate in the history of a product."""

    ref: str
    title: str
    days: str
    validity: str
    tone: str


@blueprint.get("/chung-nhan/<ref>")
def show(ref: str) -> str:
    certificate = certification.get_certificate(ref)
    certificates = [
        each for each in certification.certificates_of_product(certificate.product_id) if each.kind == certificate.kind
    ]
    validity = certification.validity_of(certificate, certificates)
    label, tone = VALIDITIES[validity]
    return render_template(
        "storefront/certificates/show.html",
        certificate=certificate,
        title=title_of(certificate),
        validity=validity,
        label=gettext(label),
        tone=tone,
        why=_why(certificate, validity),
        successor=certification.successor_of(certificate, certificates),
        facts=_facts(certificate),
        history=[_line(each, certificates) for each in certificates] if len(certificates) > 1 else [],
        meaning=_meaning(certificate),
        is_on_sale=certificate.product.is_listed and certificate.product.seller.state == SellerState.APPROVED,
    )


def _why(certificate: Certificate, validity: Validity) -> str:
    """Whether the certificate counts today and why, in a sentence or two."""
    match validity:
        case Validity.WITHDRAWN:
            return _withdrawal(certificate)
        case Validity.REPLACED:
            return gettext("Món này đã được cấp giấy mới hơn; giấy này chỉ còn để xem lại.")
        case Validity.NOT_YET:
            return gettext("Giấy có hiệu lực từ ngày %(day)s.", day=full_date(certificate.issued_on))
    if certificate.expires_on is None:
        return gettext("Giấy đang có hiệu lực, không ghi ngày hết hạn.")
    return _until(certificate.expires_on, validity)


def _until(last_day: date, validity: Validity) -> str:
    day, left = full_date(last_day), (last_day - today()).days
    if validity == Validity.ENDED:
        return gettext("Giấy hết hạn ngày %(day)s và chưa có giấy mới, nên món này không dùng dấu này nữa.", day=day)
    if validity == Validity.VALID:
        return gettext("Giấy có hiệu lực đến hết ngày %(day)s.", day=day)
    if left == 0:
        return gettext("Giấy hết hạn sau hôm nay, %(day)s.", day=day)
    return ngettext(
        "Giấy có hiệu lực đến hết ngày %(day)s, còn %(num)d ngày.",
        "Giấy có hiệu lực đến hết ngày %(day)s, còn %(num)d ngày.",
        left,
        day=day,
    )


def _withdrawal(certificate: Certificate) -> str:
    said = gettext("Nơi cấp đã thu hồi giấy này, nên món hàng không dùng dấu này nữa.")
    if certificate.revoked_on:
        when = full_date(certificate.revoked_on)
        said = gettext("Nơi cấp đã thu hồi giấy này ngày %(day)s, nên món hàng không dùng dấu này nữa.", day=when)
    return f"{said} {say(certificate, 'revoked_reason')}".rstrip()


def _facts(certificate: Certificate) -> list[tuple[str, str]]:
    """What stands on the certificate, as it was entered; what nobody entered is left out."""
    is_ocop = certificate.kind == CertificateKind.OCOP
    found = (
        (gettext("Tên trên giấy"), say(certificate, "title")),
        (gettext("Sản phẩm"), say(certificate.product, "name")),
        (gettext("Người được cấp"), say(certificate.product.seller, "name")),
        (gettext("Hạng"), gettext("%(stars)s sao", stars=certificate.stars) if is_ocop else ""),
        (gettext("Cấp công nhận"), gettext(LEVELS[certificate.level]) if is_ocop else ""),
        (gettext("Số quyết định") if is_ocop else gettext("Số giấy"), certificate.decision_number),
        (gettext("Nơi cấp"), say(certificate, "issuer")),
        (gettext("Ngày cấp"), full_date(certificate.issued_on)),
        (
            gettext("Hiệu lực đến"),
            full_date(certificate.expires_on) if certificate.expires_on else gettext("không ghi ngày hết hạn"),
        ),
    )
    return [(label, value) for label, value in found if value]


def _line(certificate: Certificate, certificates: list[Certificate]) -> Line:
    end = full_date(certificate.expires_on) if certificate.expires_on else gettext("không ghi ngày hết hạn")
    label, tone = VALIDITIES[certification.validity_of(certificate, certificates)]
    return Line(
        certificate.ref, title_of(certificate), f"{full_date(certificate.issued_on)} – {end}", gettext(label), tone
    )


def _meaning(certificate: Certificate) -> str:
    kind = CertificateKind(certificate.kind)
    return gettext(MEANINGS[kind]) if kind in MEANINGS else ""
