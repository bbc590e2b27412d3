"""What an application to sell brings to the desk: its answers in words, its papers as evidence, its account."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from marketplace import places
from marketplace.accounts.phones import show_phone
from marketplace.approvals import Approval
from marketplace.catalogue.categories import get_category
from marketplace.pictures import Picture
from marketplace.sellers import applications
from marketplace.sellers.questions import MONEY, PAPERS, ApplicantKind, Question
from marketplace.web.application_labels import APPLICANTS, QUESTIONS
from marketplace.web.filters import number, place, say, vnd
from marketplace.web.locale import gettext
from marketplace.web.operator.approvals.checks import Check
from marketplace.web.operator.approvals.evidence import Evidence, of_shop, read_by

FIELDS: Final[Mapping[str, LazyString]] = {
    **{question.value: _(QUESTIONS[question].name) for question in Question if question not in MONEY},
    "phone_confirmed": _("Số đã xác nhận bằng mã"),
}
ACCOUNT_FIELDS: Final[Mapping[str, LazyString]] = {
    **{question.value: _(QUESTIONS[question].name) for question in Question if question in MONEY},
    "in_own_name": _("Đứng tên người bán"),
}


def _photographed(_ref: str) -> str:
    return gettext("ảnh đã chụp")


def _kind(kind: str) -> str:
    return gettext(APPLICANTS[ApplicantKind(kind)].name) if kind in set(ApplicantKind) else kind


def _commune(code: str) -> str:
    commune = places.find_commune(code)
    return place(commune) if commune else code


SHOW: Final = {
    question.value: read_by(show)
    for question, show in {
        Question.KIND: _kind,
        Question.COMMUNE: _commune,
        Question.PHONE: show_phone,
        Question.CATEGORY: lambda slug: say(get_category(slug), "name"),
        Question.WEIGHT: lambda grams: f"{number(int(grams))} g",
        Question.PRICE: lambda price: vnd(int(price)),
        Question.PHOTO: _photographed,
        **dict.fromkeys(PAPERS, _photographed),
    }.items()
}


def evidence(approval: Approval) -> Iterator[Evidence]:
    """The photos of the papers and of the first product, then the pages about the shop."""
    application = applications.find_application_of_shop(approval.seller_id)
    if application:
        papers = {question: application.paper(kind) for question, kind in PAPERS.items()}
        photos: dict[Question, Picture | None] = {each: paper.picture for each, paper in papers.items() if paper}
        photos[Question.PHOTO] = application.photo
        for question, picture in photos.items():
            if picture and picture.is_ready:
                url = url_for("operator_approval_papers.show", ref=approval.ref, picture=picture.ref)
                yield Evidence(gettext(QUESTIONS[question].name), url, picture=url)
    yield from of_shop(approval)


def account_checks(approval: Approval) -> Iterator[Check]:
    """Whether the money goes to who sells."""
    holder: Any = approval.after.get(Question.HOLDER.value, "")
    if approval.after.get("in_own_name"):
        yield Check(gettext("Chủ tài khoản trùng tên người bán"), detail=str(holder))
    else:
        yield Check(gettext("Chủ tài khoản khác tên người bán"), "bad", gettext("Gọi hỏi lại trước khi đồng ý."))
