"""Telling the operators that a review, a question or an answer should not stand there."""

from flask import Blueprint, Response, flash, render_template

from marketplace import reviews
from marketplace.database import transaction
from marketplace.reviews import ReportReason, Subject, SubjectKind
from marketplace.reviews.errors import AlreadyReported
from marketplace.web import rate_limits
from marketplace.web.current_visitor import reader
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import see_other
from marketplace.web.storefront.reviews.forms import ReportForm

KINDS = {"danh-gia": SubjectKind.REVIEW, "cau-hoi": SubjectKind.QUESTION, "tra-loi": SubjectKind.ANSWER}

blueprint = Blueprint("reports", __name__, url_prefix="/bao/<any('danh-gia','cau-hoi','tra-loi'):kind>/<ref>")


@blueprint.get("")
@public
def show(kind: str, ref: str) -> str:
    return _page(kind, reviews.get_subject(KINDS[kind], ref), ReportForm(formdata=None))


@blueprint.post("")
@public
@rate_limits.reports_from_address
def send(kind: str, ref: str) -> Response | tuple[str, int]:
    form = ReportForm()
    if not form.validate():
        return _page(kind, reviews.get_subject(KINDS[kind], ref), form), 422
    try:
        with transaction():
            subject = reviews.get_subject(KINDS[kind], ref)
            slug, note = subject.product.slug, form.note.data or ""
            reviews.report(subject, reader=reader(), reason=ReportReason(form.reason.data), note=note)
    except AlreadyReported as error:
        flash(sentence_of(error))
    else:
        flash(gettext("Đã báo. Người vận hành sẽ xem, cảm ơn bạn."))
    return see_other("product.show", slug=slug)


def _page(kind: str, subject: Subject, form: ReportForm) -> str:
    return render_template("storefront/reviews/report.html", kind=kind, subject=subject, form=form)
