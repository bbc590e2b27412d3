"""One paper: what it says, whether it counts today, and the papers before and after it."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template
from flask_babel import gettext, ngettext

from marketplace import certification, stock
from marketplace.certification import Standing
from marketplace.certification.models import Certificate, CertificateKind
from marketplace.clock import today
from marketplace.text import N_
from marketplace.web.filters import full_date, say
from marketplace.web.storefront.papers import LEVELS, MEANINGS, title_of

blueprint = Blueprint("certificates", __name__)

STANDINGS = {
    Standing.VALID: (N_("Còn hiệu lực"), "g"),
    Standing.ENDS_SOON: (N_("Sắp hết hạn"), "a"),
    Standing.NOT_YET: (N_("Chưa đến ngày hiệu lực"), "n"),
    Standing.ENDED: (N_("Đã hết hạn"), "x"),
    Standing.REPLACED: (N_("Đã có giấy mới thay"), "n"),
    Standing.WITHDRAWN: (N_("Đã bị thu hồi"), "x"),
}
"""What each standing is called, and the look of its pill."""


@dataclass(frozen=True)
class Line:
    """A paper in the history of a product."""

    ref: str
    title: str
    days: str
    standing: str
    tone: str


@blueprint.get("/chung-nhan/<ref>")
def show(ref: str) -> str:
    paper = certification.get_paper(ref)
    papers = [each for each in certification.papers_of_product(paper.product_id) if each.kind == paper.kind]
    standing = certification.standing_of(paper, papers)
    label, tone = STANDINGS[standing]
    return render_template(
        "storefront/certificates/show.html",
        paper=paper,
        title=title_of(paper),
        standing=standing,
        label=gettext(label),
        tone=tone,
        why=_why(paper, standing),
        successor=certification.successor_of(paper, papers),
        facts=_facts(paper),
        history=[_line(each, papers) for each in papers] if len(papers) > 1 else [],
        meaning=_meaning(paper),
        is_on_sale=stock.is_on_sale(paper.product, paper.product.seller),
    )


def _why(paper: Certificate, standing: Standing) -> str:
    """Whether the paper counts today and why, in a sentence or two."""
    match standing:
        case Standing.WITHDRAWN:
            return _withdrawal(paper)
        case Standing.REPLACED:
            return gettext("Món này đã được cấp giấy mới hơn; giấy này chỉ còn để xem lại.")
        case Standing.NOT_YET:
            return gettext("Giấy có hiệu lực từ ngày %(day)s.", day=full_date(paper.issued_on))
    if paper.expires_on is None:
        return gettext("Giấy đang có hiệu lực, không ghi ngày hết hạn.")
    return _until(paper.expires_on, standing)


def _until(last_day: date, standing: Standing) -> str:
    day, left = full_date(last_day), (last_day - today()).days
    if standing == Standing.ENDED:
        return gettext("Giấy hết hạn ngày %(day)s và chưa có giấy mới, nên món này không dùng dấu này nữa.", day=day)
    if standing == Standing.VALID:
        return gettext("Giấy có hiệu lực đến hết ngày %(day)s.", day=day)
    if left == 0:
        return gettext("Giấy hết hạn sau hôm nay, %(day)s.", day=day)
    return ngettext(
        "Giấy có hiệu lực đến hết ngày %(day)s, còn %(num)d ngày.",
        "Giấy có hiệu lực đến hết ngày %(day)s, còn %(num)d ngày.",
        left,
        day=day,
    )


def _withdrawal(paper: Certificate) -> str:
    said = gettext("Nơi cấp đã thu hồi giấy này, nên món hàng không dùng dấu này nữa.")
    if paper.revoked_on:
        when = full_date(paper.revoked_on)
        said = gettext("Nơi cấp đã thu hồi giấy này ngày %(day)s, nên món hàng không dùng dấu này nữa.", day=when)
    return f"{said} {say(paper, 'revoked_reason')}".rstrip()


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
    label, tone = STANDINGS[certification.standing_of(paper, papers)]
    return Line(paper.ref, title_of(paper), f"{full_date(paper.issued_on)} – {end}", gettext(label), tone)


def _meaning(paper: Certificate) -> str:
    kind = CertificateKind(paper.kind)
    return gettext(MEANINGS[kind]) if kind in MEANINGS else ""
