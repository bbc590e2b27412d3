"""Questions about a product: everybody reads them, who is signed in asks, who knows the goods answers."""

from collections.abc import Iterable, Iterator
from functools import partial

from flask import Blueprint, Response, flash, render_template, url_for
from flask_login import current_user

from marketplace import reviews
from marketplace.database import transaction
from marketplace.reviews import AnswerRole, QuestionView
from marketplace.reviews.errors import TextRefused
from marketplace.web import rate_limits
from marketplace.web.forms import AnswerForm
from marketplace.web.labels import HIDDEN_ANEW
from marketplace.web.locale import gettext
from marketplace.web.paging import page_of
from marketplace.web.permissions import public, signed_in
from marketplace.web.redirects import see_other
from marketplace.web.storefront.reviews.forms import QuestionForm

blueprint = Blueprint("questions", __name__, url_prefix="/p/<slug>")

PAGE_SIZE = 20
Answer = Response | tuple[str, int]


@blueprint.get("/hoi-dap", endpoint="list")
@public
def show_list(slug: str) -> str:
    return _page(slug)


@blueprint.post("/hoi")
@signed_in
@rate_limits.questions_of_person
def ask(slug: str) -> Answer:
    form = QuestionForm()
    if not form.validate():
        return _page(slug, question=form), 422
    try:
        with transaction():
            reviews.ask(reviews.get_product(slug), by=current_user.user, body=str(form.body.data))
    except TextRefused as error:
        form.refuse(error, form.body)
        return _page(slug, question=form), error.status
    flash(gettext("Đã gửi câu hỏi. Nơi bán sẽ trả lời trên trang này."))
    return see_other(".list", slug=slug)


@blueprint.post("/hoi-dap/<ref>/tra-loi")
@signed_in
@rate_limits.answers_of_person
def answer(slug: str, ref: str) -> Answer:
    form = AnswerForm(prefix=ref)
    if not form.validate():
        return _page(slug, refused=form, ref=ref), 422
    try:
        with transaction():
            question = reviews.get_question(slug, ref, lock=True)
            given = reviews.answer(question, by=current_user.user, body=str(form.body.data))
    except TextRefused as error:
        form.refuse(error, form.body)
        return _page(slug, refused=form, ref=ref), error.status
    flash(str(HIDDEN_ANEW) if given.is_hidden else gettext("Đã ghi câu trả lời."))
    return see_other(".list", slug=slug, _anchor=f"hoi-{ref}")


def _page(slug: str, *, question: QuestionForm | None = None, refused: AnswerForm | None = None, ref: str = "") -> str:
    product = reviews.get_product(slug)
    found = partial(reviews.questions_on, product.id)
    listing = page_of(found, PAGE_SIZE, lambda page: url_for(".list", slug=slug, trang=page))
    role = reviews.role_towards(product.id, current_user.id)
    forms = {asked.ref: AnswerForm(formdata=None, prefix=asked.ref) for asked in listing.rows if role}
    return render_template(
        "storefront/reviews/questions.html",
        product=product,
        asked=listing.rows,
        question=question or QuestionForm(formdata=None),
        forms=forms | ({ref: refused} if refused else {}),
        refused=ref,
        hidden=reviews.hidden_of(product.id, current_user.id),
        by_shop=role == AnswerRole.SELLER,
        report_urls=dict(_report_urls(listing.rows)),
        listing=listing,
    )


def _report_urls(found: Iterable[QuestionView]) -> Iterator[tuple[str, str]]:
    """Where a reader complains about each question and answer."""
    for asked in found:
        yield asked.ref, url_for("reports.show", kind="cau-hoi", ref=asked.ref)
        for told in asked.answers:
            yield told.ref, url_for("reports.show", kind="tra-loi", ref=told.ref)
