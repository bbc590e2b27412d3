"""Certificates as a shopper reads them."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from flask_babel import gettext

from marketplace.certification.models import Certificate, CertificateKind
from marketplace.shelf.product_models import ProductCertificate
from marketplace.text import N_

LEVELS = {
    "central": N_("cấp quốc gia"),
    "province": N_("cấp tỉnh"),
    "district": N_("cấp huyện"),
}
MARKS = {
    CertificateKind.VIETGAP: N_("VietGAP"),
    CertificateKind.GLOBALGAP: N_("GlobalGAP"),
    CertificateKind.ORGANIC: N_("Hữu cơ"),
    CertificateKind.COLLECTIVE_MARK: N_("Nhãn hiệu tập thể"),
    CertificateKind.CERTIFICATION_MARK: N_("Nhãn hiệu chứng nhận"),
    CertificateKind.GEOGRAPHICAL_INDICATION: N_("Chỉ dẫn địa lý"),
}


MEANINGS = {
    CertificateKind.VIETGAP: N_("Quy trình thực hành nông nghiệp tốt của Việt Nam, có đơn vị độc lập kiểm tra."),
    CertificateKind.GLOBALGAP: N_("Quy trình thực hành nông nghiệp tốt quốc tế, có đơn vị độc lập kiểm tra."),
    CertificateKind.ORGANIC: N_("Làm ra theo tiêu chuẩn hữu cơ, có đơn vị độc lập kiểm tra."),
    CertificateKind.COLLECTIVE_MARK: N_("Tên chung mà chỉ thành viên của tổ chức đứng tên được dùng."),
    CertificateKind.CERTIFICATION_MARK: N_("Tên chỉ được dùng khi hàng đạt tiêu chí của chủ nhãn hiệu."),
    CertificateKind.GEOGRAPHICAL_INDICATION: N_("Tên của vùng, dành cho hàng có chất lượng nhờ chính vùng ấy."),
}


AnyCertificate = TypeVar("AnyCertificate", Certificate, ProductCertificate)


def title_of(certificate: Certificate | ProductCertificate) -> str:
    """What a certificate is called: "OCOP 3 sao, cấp tỉnh", "VietGAP"."""
    if certificate.kind == CertificateKind.OCOP:
        return gettext(
            "OCOP %(stars)s sao, %(level)s", stars=certificate.stars, level=gettext(LEVELS[certificate.level])
        )
    return gettext(MARKS[CertificateKind(certificate.kind)])


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
    return tuple(found[kind] for kind in MARKS if kind in found)
