"""A certificate on the desk: its pages as evidence, its facts in words, and what the machine compares."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from marketplace import catalogue, certification
from marketplace.approvals import Approval
from marketplace.certification import filings
from marketplace.certification.ocop_rules import STARS, is_usual_term, rules_on
from marketplace.certification.papers import looks_usual, read_paper, show_score
from marketplace.errors import DomainError
from marketplace.text import fold
from marketplace.web.certificates import LEVELS
from marketplace.web.filters import full_date, say, sentence_of
from marketplace.web.locale import gettext
from marketplace.web.operator.approvals.checks import Check
from marketplace.web.operator.approvals.evidence import Evidence, of_shop, read_by

FIELDS: Final[Mapping[str, LazyString]] = {
    "product": _("Món hàng"),
    "scope": _("Tên sản phẩm trên giấy"),
    "holder": _("Chủ thể trên giấy"),
    "stars": _("Mấy sao"),
    "score_hundredths": _("Số điểm"),
    "number": _("Số quyết định"),
    "issued_on": _("Ngày cấp"),
    "expires_on": _("Có giá trị đến"),
    "issuer": _("Nơi cấp"),
    "level": _("Cấp công nhận"),
    "legal_basis": _("Theo quy định"),
    "until": _("Gia hạn đến hết ngày"),
    "extension_number": _("Số văn bản gia hạn"),
}


def _day(text: str) -> str:
    return full_date(date.fromisoformat(text))


def _product(slug: str) -> str:
    try:
        return str(say(catalogue.get_any_product(slug), "name"))
    except DomainError:
        return slug


SHOW: Final[Mapping[str, Callable[[Any], str]]] = {
    "product": read_by(_product),
    "score_hundredths": read_by(show_score),
    "level": read_by(lambda level: gettext(LEVELS[level])),
    **dict.fromkeys(("issued_on", "expires_on", "until"), read_by(_day)),
}


def evidence(approval: Approval) -> Iterator[Evidence]:
    """The photographed pages, then the certificate that would be extended, the goods and the shop."""
    filing = filings.find_filing(approval.subject)
    for number, page in enumerate(filing.pages if filing else (), start=1):
        if page.picture.is_ready:
            url = url_for("operator_approval_papers.show", ref=approval.ref, picture=page.picture.ref)
            yield Evidence(gettext("Trang %(number)s", number=number), url, picture=url)
    if filing and filing.extends:
        shown = url_for("certificates.show", ref=filing.extends.ref)
        yield Evidence(gettext("Giấy đang có, như người mua thấy"), shown)
    yield from of_shop(approval)


def checks(approval: Approval) -> Iterator[Check]:
    """What a number, the names and the days say before a person looks at the photos."""
    said = approval.after
    if not filings.find_filing(approval.subject):
        return
    if "until" in said:
        yield from _of_extension(approval)
        return
    yield _number(said["number"])
    yield _holder(approval)
    yield _term(date.fromisoformat(said["issued_on"]), date.fromisoformat(said["expires_on"]))
    yield _level(said)
    yield from _known(approval)


def _number(number: str) -> Check:
    if looks_usual(number):
        return Check(gettext("Số quyết định đúng lối thường"))
    return Check(
        gettext("Số quyết định khác lối thường"), "w", gettext("Giữ y như giấy. So với ảnh: %(it)s", it=number)
    )


def _holder(approval: Approval) -> Check:
    holder, shop = str(approval.after["holder"]), approval.seller.name_vi
    if any(fold(one) in fold(other) for one, other in ((holder, shop), (shop, holder))):
        return Check(gettext("Chủ thể trên giấy là nơi bán"))
    return Check(gettext("Chủ thể khác tên nơi bán"), "w", gettext("Trên giấy: %(name)s", name=holder))


def _term(issued_on: date, expires_on: date) -> Check:
    months = rules_on(issued_on).months
    if is_usual_term(issued_on, expires_on):
        return Check(gettext("Hạn đúng %(months)s tháng", months=months))
    usual = full_date(certification.ocop_ends_on(issued_on))
    return Check(gettext("Hạn khác %(months)s tháng", months=months), "w", gettext("Thường đến %(day)s", day=usual))


def _level(said: Mapping[str, Any]) -> Check:
    """Who may give so many stars on that day, beside who is said to have done so."""
    name, stars, printed = LEVELS[said["level"]], said["stars"], said["issuer"]
    level = gettext(name)
    told = gettext("%(stars)s sao ngày ấy: %(level)s. Trên giấy: %(issuer)s", stars=stars, level=level, issuer=printed)
    words = {"district": "huyện", "province": "tỉnh", "central": "bộ"}
    others = [word for name, word in words.items() if name != said["level"]]
    issuer = fold(said["issuer"]).split()
    if said["issuer"] and any(fold(word) in issuer for word in others) and fold(words[said["level"]]) not in issuer:
        return Check(gettext("Nơi cấp không khớp với ngày cấp"), "w", told)
    return Check(gettext("Cấp công nhận theo ngày: %(level)s", level=level))


def _known(approval: Approval) -> Iterator[Check]:
    """What was verified of the goods before, and whether another shop has the same paper."""
    filing = filings.find_filing(approval.subject)
    if filing is None or filing.product_id is None:
        return
    try:
        filings.refuse_known(read_paper(approval.after), seller_id=approval.seller_id, but=filing)
    except DomainError as error:
        yield Check(gettext("Giấy này đã có"), "bad", sentence_of(error))
    former, stars = filings.verified_stars(filing.product_id), int(approval.after["stars"])
    if former and former.issued_on.isoformat() > approval.after["issued_on"]:
        yield Check(gettext("Món này đã có giấy mới hơn"), "w", gettext("Duyệt thì giấy này chỉ nằm trong lịch sử."))
    elif former and former.stars and stars > former.stars:
        detail = gettext("Từ %(before)s lên %(after)s sao, giấy cũ được thay.", before=former.stars, after=stars)
        yield Check(gettext("Nâng hạng"), detail=detail)
    elif stars == max(STARS):
        yield Check(gettext("Giấy 5 sao đầu tiên của món này"), "w", gettext("So với quyết định của Bộ."))


def _of_extension(approval: Approval) -> Iterator[Check]:
    filing = filings.find_filing(approval.subject)
    until = date.fromisoformat(approval.after["until"])
    if filing is None or filing.extends is None:
        return
    try:
        certification.check_extension(filing.extends, until)
    except DomainError as error:
        yield Check(gettext("Không gia hạn được"), "bad", sentence_of(error))
    else:
        yield Check(gettext("Thời gian gia hạn đúng quy định"))
