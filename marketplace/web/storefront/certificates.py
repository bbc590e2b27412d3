"""One paper: what it says, whether it counts today, and the papers before and after it."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template
from flask_babel import gettext, ngettext

from marketplace import certification
from marketplace.certification import Standing
from marketplace.certification.models import Certificate, CertificateKind
from marketplace.clock import today
from marketplace.sellers.models import SellerState
from marketplace.web.filters import full_date, say
from marketplace.web.labels import Label, spoken
from marketplace.web.storefront.papers import KINDS, LEVELS, STANDINGS, deciding_day, title_of

blueprint = Blueprint("certificates", __name__)


@dataclass(frozen=True)
class Line:
    """A paper in the history of a product."""

    ref: str
    title: str
    days: str
    standing: Label


@blueprint.get("/chung-nhan/<ref>")
def show(ref: str) -> str:
    paper = certification.get_paper(ref)
    papers = [each for each in certification.papers_of_product(paper.product_id) if each.kind == paper.kind]
    standing = certification.standing_of(paper, papers)
    return render_template(
        "storefront/certificates/show.html",
        paper=paper,
        title=title_of(paper),
        standing=standing,
        label=STANDINGS[standing],
        why=_why(paper, standing),
        successor=certification.successor_of(paper, papers),
        facts=_facts(paper),
        history=[_line(each, papers) for each in papers] if len(papers) > 1 else [],
        meaning=spoken(KINDS[CertificateKind(paper.kind)].meaning),
        is_on_sale=paper.product.is_listed and paper.product.seller.state == SellerState.APPROVED,
    )


def _why(paper: Certificate, standing: Standing) -> str:
    """Whether the paper counts today and why, in a sentence or two."""
    label, day = STANDINGS[standing], deciding_day(paper, standing)
    if day is None:
        said = gettext(label.undated or label.why)
    else:
        said = gettext(label.why, day=full_date(day), left=_left(day))
    return f"{said} {say(paper, 'revoked_reason')}".rstrip()


def _left(last_day: date) -> str:
    days = (last_day - today()).days
    return ngettext("còn %(num)d ngày", "còn %(num)d ngày", days) if days else gettext("hết hạn sau hôm nay")


def _facts(paper: Certificate) -> list[tuple[str, str]]:
    """What stands on the paper, as it was entered; what nobody entered is left out."""
    is_ocop = paper.kind == CertificateKind.OCOP
    found = (
        (gettext("Tên trên giấy"), say(paper, "title")),
        (gettext("Sản phẩm"), say(paper.product, "name")),
        (gettext("Người được cấp"), say(paper.product.seller, "name")),
        (gettext("Hạng"), gettext("%(stars)s sao", stars=paper.stars) if is_ocop else ""),
        (gettext("Cấp công nhận"), gettext(LEVELS[paper.level]) if is_ocop else ""),
        (gettext("Số quyết định") if is_ocop else gettext("Số giấy"), paper.decision_number),
        (gettext("Nơi cấp"), say(paper, "issuer")),
        (gettext("Ngày cấp"), full_date(paper.issued_on)),
        (
            gettext("Hiệu lực đến"),
            full_date(paper.expires_on) if paper.expires_on else gettext("không ghi ngày hết hạn"),
        ),
    )
    return [(label, value) for label, value in found if value]


def _line(paper: Certificate, papers: list[Certificate]) -> Line:
    end = full_date(paper.expires_on) if paper.expires_on else gettext("không ghi ngày hết hạn")
    standing = STANDINGS[certification.standing_of(paper, papers)]
    return Line(paper.ref, title_of(paper), f"{full_date(paper.issued_on)} – {end}", standing)
