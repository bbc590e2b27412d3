"""Certificates as a shopper reads them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from flask_babel import lazy_gettext as _

from marketplace.certification import Validity
from marketplace.certification.models import Certificate, CertificateKind, CertificateStep, Ground
from marketplace.shelf.product_models import ProductCertificate
from marketplace.text import N_
from marketplace.web.filters import full_date
from marketplace.web.labels import Label
from marketplace.web.locale import gettext

LEVELS = {
    "central": N_("cấp quốc gia"),
    "province": N_("cấp tỉnh"),
    "district": N_("cấp huyện"),
}


@dataclass(frozen=True)
class KindLabel:
    """What a kind of certificate is called, and what it means; OCOP has pages of its own for that."""

    name: str
    meaning: str = ""


KINDS: Final = {
    CertificateKind.OCOP: KindLabel(N_("OCOP %(stars)s sao, %(level)s")),
    CertificateKind.VIETGAP: KindLabel(
        N_("VietGAP"), N_("Quy trình thực hành nông nghiệp tốt của Việt Nam, có đơn vị độc lập kiểm tra.")
    ),
    CertificateKind.GLOBALGAP: KindLabel(
        N_("GlobalGAP"), N_("Quy trình thực hành nông nghiệp tốt quốc tế, có đơn vị độc lập kiểm tra.")
    ),
    CertificateKind.ORGANIC: KindLabel(N_("Hữu cơ"), N_("Làm ra theo tiêu chuẩn hữu cơ, có đơn vị độc lập kiểm tra.")),
    CertificateKind.COLLECTIVE_MARK: KindLabel(
        N_("Nhãn hiệu tập thể"), N_("Tên chung mà chỉ thành viên của tổ chức đứng tên được dùng.")
    ),
    CertificateKind.CERTIFICATION_MARK: KindLabel(
        N_("Nhãn hiệu chứng nhận"), N_("Tên chỉ được dùng khi hàng đạt tiêu chí của chủ nhãn hiệu.")
    ),
    CertificateKind.GEOGRAPHICAL_INDICATION: KindLabel(
        N_("Chỉ dẫn địa lý"), N_("Tên của vùng, dành cho hàng có chất lượng nhờ chính vùng ấy.")
    ),
}


@dataclass(frozen=True, kw_only=True)
class ValidityLabel(Label):
    """A validity: its pill, and why it is so; `undated` where the certificate names no day.

    `brief` says beside other certificates that this one does not count.
    """

    why: str
    undated: str = ""
    brief: str = ""


VALIDITIES: Final = {
    Validity.VALID: ValidityLabel(
        N_("Còn hiệu lực"),
        "g",
        why=N_("Giấy có hiệu lực đến hết ngày %(day)s."),
        undated=N_("Giấy đang có hiệu lực, không ghi ngày hết hạn."),
    ),
    Validity.ENDS_SOON: ValidityLabel(
        N_("Sắp hết hạn"), "a", why=N_("Giấy có hiệu lực đến hết ngày %(day)s, %(left)s.")
    ),
    Validity.NOT_YET: ValidityLabel(
        N_("Chưa đến ngày hiệu lực"),
        "n",
        why=N_("Giấy có hiệu lực từ ngày %(day)s."),
        brief=N_("Có hiệu lực từ %(day)s"),
    ),
    Validity.ENDED: ValidityLabel(
        N_("Đã hết hạn"),
        "x",
        why=N_("Giấy hết hạn ngày %(day)s và chưa có giấy mới, nên món này không dùng dấu này nữa."),
        brief=N_("Đã hết hạn từ %(day)s"),
    ),
    Validity.REPLACED: ValidityLabel(
        N_("Đã có giấy mới thay"), "n", why=N_("Món này đã được cấp giấy mới hơn; giấy này chỉ còn để xem lại.")
    ),
    Validity.WITHDRAWN: ValidityLabel(
        N_("Đã bị thu hồi"),
        "x",
        why=N_("Nơi cấp đã thu hồi giấy này ngày %(day)s, nên món hàng không dùng dấu này nữa."),
        brief=N_("Đã bị thu hồi"),
        undated=N_("Nơi cấp đã thu hồi giấy này, nên món hàng không dùng dấu này nữa."),
    ),
}


GROUNDS: Final = {
    Ground.ISSUER: _("Nơi cấp thu hồi"),
    Ground.RETURNED: _("Chủ thể trả lại giấy"),
    Ground.FORGED: _("Giấy không thật"),
    Ground.MISTAKE: _("Chợ ghi nhầm"),
}
STEPS: Final = {
    CertificateStep.VERIFIED: _("Được duyệt"),
    CertificateStep.EXTENDED: _("Được gia hạn"),
    CertificateStep.SUPERSEDED: _("Có giấy mới thay"),
    CertificateStep.WITHDRAWN: _("Bị thu hồi"),
}

AnyCertificate = TypeVar("AnyCertificate", Certificate, ProductCertificate)


def title_of(certificate: Certificate | ProductCertificate) -> str:
    """What a certificate is called: "OCOP 3 sao, cấp tỉnh", "VietGAP"."""
    name = KINDS[CertificateKind(certificate.kind)].name
    return gettext(name, stars=certificate.stars, level=gettext(LEVELS[certificate.level]))


def level_of(certificate: ProductCertificate) -> str:
    """Who stands behind the stars, and until when: "cấp tỉnh, đến 11/09/2028"."""
    level = gettext(LEVELS[certificate.level])
    if certificate.expires_on is None:
        return level
    return gettext("%(level)s, đến %(day)s", level=level, day=full_date(certificate.expires_on))


def deciding_day(certificate: Certificate, validity: Validity) -> date | None:
    """The day because of which a certificate stands as it does, if one is known."""
    decides = {
        Validity.NOT_YET: certificate.issued_on,
        Validity.REPLACED: None,
        Validity.WITHDRAWN: certificate.revoked_on,
    }
    return decides.get(validity, certificate.expires_on)


def telling(
    certificates: Iterable[AnyCertificate], is_valid: Callable[[AnyCertificate], bool]
) -> dict[CertificateKind, AnyCertificate]:
    """Of each kind the certificate valid today, the one with most stars; else the newest that no longer counts."""

    def worth(certificate: AnyCertificate) -> tuple[bool, int, date]:
        return is_valid(certificate), (certificate.stars or 0) * is_valid(certificate), certificate.issued_on

    return {CertificateKind(certificate.kind): certificate for certificate in sorted(certificates, key=worth)}


def ocop_certificate(certificates: Iterable[ProductCertificate]) -> ProductCertificate | None:
    """The OCOP certificate that counts, or the last one that did."""
    return telling(certificates, lambda certificate: certificate.is_valid).get(CertificateKind.OCOP)


def marks_of(certificates: Iterable[ProductCertificate]) -> tuple[ProductCertificate, ...]:
    """The other certificates and marks that are valid today, one of each kind."""
    found = telling(
        (certificate for certificate in certificates if certificate.is_valid), lambda certificate: certificate.is_valid
    )
    return tuple(found[kind] for kind in KINDS if kind in found and kind != CertificateKind.OCOP)
