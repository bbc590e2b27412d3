"""What people ask and say about a shop's goods, and the shop's answers."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from flask import Response, flash, render_template, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_login import current_user

from marketplace import reviews
from marketplace.clock import now
from marketplace.database import transaction
from marketplace.reviews import ReadyAnswer
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
    """A question or a review with the form for the shop's words; `hidden_reason` says why operators hid them.

    `due_at` is when they are wanted, while they are; `is_chosen` opens the form in which a ready answer stands.
    """

    thing: Question | Review
    form: AnswerForm
    own: str
    hidden_reason: str
    others: list[Answer]
    due_at: datetime | None
    is_late: bool
    is_chosen: bool


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
    ready = reviews.ready_answers_of(seller_id)
    listing = page_of(TABS[name].of_seller(seller_id), PAGE_SIZE, lambda page: url_for(".list", trang=page, xem=name))
    return render_template(
        "seller/inbox/list.html",
        tabs=TABS,
        tab_name=name,
        waiting=dict(zip(TABS, reviews.count_waiting(seller_id), strict=False)),
        entries=[_entry(thing, refused if thing.ref == ref else None, ready) for thing in listing.rows],
        listing=listing,
        ready=ready,
        kept={"xem": name, "trang": request.args.get("trang")},
    )


def _entry(thing: Question | Review, refused: AnswerForm | None, ready: list[ReadyAnswer]) -> Entry:
    answers = thing.answers if isinstance(thing, Question) else []
    mine = next((given for given in answers if given.role == AnswerRole.SELLER), None)
    own = thing.reply if isinstance(thing, Review) else mine.body if mine else ""
    chosen = _chosen(thing, ready)
    form = refused or AnswerForm(formdata=None, prefix=thing.ref, data={"body": chosen or own})
    others = [given for given in answers if given is not mine and not given.is_hidden]
    due_at = None if own or others else _due_at(thing)
    is_late = due_at is not None and due_at < now()
    hidden_reason = mine.hidden_reason if mine else ""
    return Entry(thing, form, own, hidden_reason, others, due_at, is_late, is_chosen=bool(chosen))


def _due_at(thing: Question | Review) -> datetime:
    if isinstance(thing, Question):
        return thing.asked_at + reviews.ANSWER_WITHIN
    return thing.written_at + reviews.REPLY_WITHIN


def _chosen(thing: Question | Review, ready: list[ReadyAnswer]) -> str:
    """The ready answer that the address puts into the form of this entry."""
    if request.args.get("dap") != thing.ref:
        return ""
    return next((each.body for each in ready if each.ref == request.args.get("loi")), "")
