"""Certificates as a shopper reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from marketplace.certification.models import CertificateKind
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


@dataclass(frozen=True)
class OcopPaper:
    """The OCOP certificate that counts, or the last one that did."""

    stars: int
    level: str
    until_on: date | None
    decision_number: str
    is_valid: bool
    has_demo_dates: bool


def ocop_paper(papers: Iterable[Paper]) -> OcopPaper | None:
    """The OCOP certificate valid today, the one with most stars; else the newest that has ended."""
    found = [paper for paper in papers if paper.kind == CertificateKind.OCOP]
    valid = sorted((paper for paper in found if paper.is_valid), key=lambda paper: -(paper.stars or 0))
    best = next(iter([*valid, *found]), None)
    if best is None:
        return None
    return OcopPaper(
        stars=best.stars or 0,
        level=gettext(LEVELS[best.level]),
        until_on=best.expires_on,
        decision_number=best.decision_number,
        is_valid=bool(valid),
        has_demo_dates=best.has_demo_dates,
    )


def marks_of(papers: Iterable[Paper]) -> tuple[str, ...]:
    """The names of the other papers and marks that are valid today, each once."""
    valid = [CertificateKind(paper.kind) for paper in papers if paper.is_valid]
    return tuple(gettext(MARKS[kind]) for kind in dict.fromkeys(valid) if kind in MARKS)
