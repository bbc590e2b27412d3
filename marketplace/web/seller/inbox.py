"""What people ask and say about a shop's goods, and the shop's answers."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from flask import Response, flash, render_template, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_login import current_user

from marketplace import reviews
from marketplace.clock import now
from marketplace.database import transaction
from marketplace.reviews.errors import TextRefused
from marketplace.reviews.models import Review
from marketplace.reviews.question_models import Answer, AnswerRole, Question
from marketplace.sellers.permissions import ShopPermission
from marketplace.web import rate_limits
from marketplace.web.forms import AnswerForm
from marketplace.web.labels import HIDDEN_ANEW
from marketplace.web.locale import gettext
from marketplace.web.paging import PartOf, page_of
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_inbox", __name__, "/ban-hang/hoi-dap")

PAGE_SIZE = 20
ANSWER_WITHIN = timedelta(days=2)
Answered = Response | tuple[str, int]


@dataclass(frozen=True)
class Tab:
    """One part of the inbox."""

    label: LazyString
    nothing: LazyString
    of_questions: bool
    done: bool

    def of_seller(self, seller_id: int) -> PartOf[Question | Review]:
        """What lies in it."""
        if self.of_questions:
            return partial(reviews.questions_to, seller_id, answered=self.done)
        return partial(reviews.reviews_to, seller_id, replied=self.done)


TABS = {
    "hoi": Tab(_("Câu hỏi mới"), _("Không còn câu hỏi nào chờ"), of_questions=True, done=False),
    "danh-gia": Tab(_("Đánh giá mới"), _("Không còn đánh giá nào chờ"), of_questions=False, done=False),
    "da-tra-loi": Tab(_("Câu hỏi đã trả lời"), _("Chưa trả lời câu hỏi nào"), of_questions=True, done=True),
    "da-dap": Tab(_("Đánh giá đã đáp"), _("Chưa đáp đánh giá nào"), of_questions=False, done=True),
}


@dataclass(frozen=True)
class Entry:
    """A question or a review with the form for the shop's words; `hidden_reason` says why operators hid them."""

    thing: Question | Review
    form: AnswerForm
    own: str
    hidden_reason: str
    others: list[Answer]
    is_late: bool


@blueprint.get("", endpoint="list")
@requires(ShopPermission.ANSWER_CUSTOMERS)
def show_list() -> str:
    return _page()


@blueprint.post("/<ref>/tra-loi")
@requires(ShopPermission.ANSWER_CUSTOMERS)
@rate_limits.answers_of_person
def answer(ref: str) -> Answered:
    form, seller_id = AnswerForm(prefix=ref), current_membership().seller_id
    reviews.get_question_of_seller(seller_id, ref)
    if not form.validate():
        return _page(form, ref), 422
    try:
        with transaction():
            question = reviews.get_question_of_seller(seller_id, ref, lock=True)
            given = reviews.answer(question, by=current_user.user, body=str(form.body.data))
    except TextRefused as error:
        form.refuse(error, form.body)
        return _page(form, ref), error.status
    done = gettext("Đã trả lời. Mọi người đọc được trên trang món hàng.")
    flash(str(HIDDEN_ANEW) if given.is_hidden else done)
    return see_other(".list", xem="hoi")


@blueprint.post("/danh-gia/<ref>/dap")
@requires(ShopPermission.ANSWER_CUSTOMERS)
@rate_limits.answers_of_person
def reply(ref: str) -> Answered:
    form, seller_id = AnswerForm(prefix=ref), current_membership().seller_id
    reviews.get_review_of_seller(seller_id, ref)
    if not form.validate():
        return _page(form, ref), 422
    try:
        with transaction():
            review = reviews.get_review_of_seller(seller_id, ref, lock=True)
            reviews.reply(review, by=current_user.user, body=str(form.body.data))
    except TextRefused as error:
        form.refuse(error, form.body)
        return _page(form, ref), error.status
    flash(gettext("Đã đáp đánh giá này."))
    return see_other(".list", xem="danh-gia")


def _page(refused: AnswerForm | None = None, ref: str = "") -> str:
    seller_id, named = current_membership().seller_id, request.args.get("xem", "")
    name = named if named in TABS else next(iter(TABS))
    listing = page_of(TABS[name].of_seller(seller_id), PAGE_SIZE, lambda page: url_for(".list", trang=page, xem=name))
    return render_template(
        "seller/inbox/list.html",
        tabs=TABS,
        tab_name=name,
        waiting=dict(zip(TABS, reviews.count_waiting(seller_id), strict=False)),
        entries=[_entry(thing, refused if thing.ref == ref else None) for thing in listing.rows],
        listing=listing,
    )


def _entry(thing: Question | Review, refused: AnswerForm | None) -> Entry:
    answers = thing.answers if isinstance(thing, Question) else []
    mine = next((given for given in answers if given.role == AnswerRole.SELLER), None)
    own = thing.reply if isinstance(thing, Review) else mine.body if mine else ""
    form = refused or AnswerForm(formdata=None, prefix=thing.ref, data={"body": own})
    others = [given for given in answers if given is not mine and not given.is_hidden]
    is_late = isinstance(thing, Question) and not (mine or others) and now() > thing.asked_at + ANSWER_WITHIN
    return Entry(thing, form, own, mine.hidden_reason if mine else "", others, is_late)
