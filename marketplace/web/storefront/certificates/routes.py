"""One certificate: what it says, whether it counts today, and the certificates before and after it."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template
from flask_babel import ngettext

from marketplace import certification, stock
from marketplace.certification import Validity
from marketplace.certification.models import Certificate, CertificateKind, Ground
from marketplace.certification.papers import show_score
from marketplace.clock import today
from marketplace.web.certificates import KINDS, LEVELS, VALIDITIES, deciding_day, title_of
from marketplace.web.filters import full_date, say
from marketplace.web.labels import Label, spoken
from marketplace.web.locale import gettext
from marketplace.web.permissions import public

blueprint = Blueprint("certificates", __name__)


@dataclass(frozen=True)
class Line:
    """A certificate in the history of a product."""

    ref: str
    title: str
    days: str
    validity: Label


@blueprint.get("/chung-nhan/<ref>")
@public
def show(ref: str) -> str:
    certificate = certification.get_certificate(ref)
    certificates = [
        each for each in certification.certificates_of_product(certificate.product_id) if each.kind == certificate.kind
    ]
    validity = certification.validity_of(certificate, certificates)
    return render_template(
        "storefront/certificates/show.html",
        certificate=certificate,
        title=title_of(certificate),
        validity=validity,
        label=VALIDITIES[validity],
        why=_why(certificate, validity),
        successor=certification.successor_of(certificate, certificates),
        facts=_facts(certificate),
        history=[_line(each, certificates) for each in certificates] if len(certificates) > 1 else [],
        meaning=spoken(KINDS[CertificateKind(certificate.kind)].meaning),
        is_on_sale=stock.is_on_sale(certificate.product, certificate.product.seller),
    )


def _why(certificate: Certificate, validity: Validity) -> str:
    """Whether the certificate counts today and why, in a sentence or two."""
    label, day = VALIDITIES[validity], deciding_day(certificate, validity)
    if certificate.revoked_ground and not Ground(certificate.revoked_ground).is_of_issuer and day:
        said = gettext("Chợ đã gỡ giấy này ngày %(day)s, nên món hàng không dùng dấu này nữa.", day=full_date(day))
        return f"{said} {say(certificate, 'revoked_reason')}".rstrip()
    if day is None:
        said = gettext(label.undated or label.why)
    else:
        said = gettext(label.why, day=full_date(day), left=_left(day))
    return f"{said} {say(certificate, 'revoked_reason')}".rstrip()


def _left(last_day: date) -> str:
    days = (last_day - today()).days
    return ngettext("còn %(num)d ngày", "còn %(num)d ngày", days) if days else gettext("hết hạn sau hôm nay")


def _facts(certificate: Certificate) -> list[tuple[str, str]]:
    """What stands on the certificate, as it was entered; what nobody entered is left out."""
    is_ocop = certificate.kind == CertificateKind.OCOP
    found = (
        (gettext("Tên trên giấy"), say(certificate, "title") or certificate.scope_vi),
        (gettext("Sản phẩm"), say(certificate.product, "name")),
        (gettext("Người được cấp"), certificate.holder_vi or say(certificate.product.seller, "name")),
        (gettext("Hạng"), gettext("%(stars)s sao", stars=certificate.stars) if is_ocop else ""),
        (gettext("Số điểm"), show_score(certificate.score_hundredths) if certificate.score_hundredths else ""),
        (gettext("Cấp công nhận"), gettext(LEVELS[certificate.level]) if is_ocop else ""),
        (gettext("Số quyết định") if is_ocop else gettext("Số giấy"), certificate.decision_number),
        (gettext("Nơi cấp"), say(certificate, "issuer")),
        (gettext("Ngày cấp"), full_date(certificate.issued_on)),
        (gettext("Hạn trên giấy"), full_date(certificate.extended_from) if certificate.extended_from else ""),
        (
            gettext("Gia hạn đến") if certificate.extended_from else gettext("Hiệu lực đến"),
            full_date(certificate.expires_on) if certificate.expires_on else gettext("không ghi ngày hết hạn"),
        ),
    )
    return [(label, value) for label, value in found if value]


def _line(certificate: Certificate, certificates: list[Certificate]) -> Line:
    end = full_date(certificate.expires_on) if certificate.expires_on else gettext("không ghi ngày hết hạn")
    validity = VALIDITIES[certification.validity_of(certificate, certificates)]
    return Line(certificate.ref, title_of(certificate), f"{full_date(certificate.issued_on)} – {end}", validity)
