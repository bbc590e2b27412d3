"""Certificates as a shopper reads them."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from flask_babel import gettext

from marketplace.certification.models import Certificate, CertificateKind
from marketplace.shelf.product_models import Paper
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


AnyPaper = TypeVar("AnyPaper", Certificate, Paper)


def title_of(paper: Certificate | Paper) -> str:
    """What a paper is called: "OCOP 3 sao, cấp tỉnh", "VietGAP"."""
    if paper.kind == CertificateKind.OCOP:
        return gettext("OCOP %(stars)s sao, %(level)s", stars=paper.stars, level=gettext(LEVELS[paper.level]))
    return gettext(MARKS[CertificateKind(paper.kind)])


def telling(papers: Iterable[AnyPaper], is_valid: Callable[[AnyPaper], bool]) -> dict[CertificateKind, AnyPaper]:
    """Of each kind the paper valid today, the one with most stars; else the newest that no longer counts."""

    def worth(paper: AnyPaper) -> tuple[bool, int, date]:
        return is_valid(paper), (paper.stars or 0) * is_valid(paper), paper.issued_on

    return {CertificateKind(paper.kind): paper for paper in sorted(papers, key=worth)}


def ocop_paper(papers: Iterable[Paper]) -> Paper | None:
    """The OCOP certificate that counts, or the last one that did."""
    return telling(papers, lambda paper: paper.is_valid).get(CertificateKind.OCOP)


def marks_of(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """The other papers and marks that are valid today, one of each kind."""
    found = telling((paper for paper in papers if paper.is_valid), lambda paper: paper.is_valid)
    return tuple(found[kind] for kind in MARKS if kind in found)
