"""Opening a shop: what it takes, the list of tasks, the look over all answers, and sending them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import Blueprint, Response, flash, g, render_template, request, url_for
from flask_login import current_user

from marketplace.approvals.applications import Stage, Standing, send, standing_of, take_back
from marketplace.database import transaction
from marketplace.gateways import sms
from marketplace.sellers import applications, households
from marketplace.sellers.application_models import SellerApplication
from marketplace.sellers.errors import ApplicationIncomplete, ApplicationSent, TaxCodeTaken
from marketplace.sellers.models import COMMISSION_BP
from marketplace.sellers.questions import Question, Task, is_answered, kind_of, missing, questions_in, task_of
from marketplace.web import rate_limits
from marketplace.web.application_labels import APPLICANTS, MINUTES, QUESTIONS, STAGES, TASKS
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.permissions import public, signed_in
from marketplace.web.redirects import see_other
from marketplace.web.seller.application_answers import answers_in, shown, warnings

AGAIN: Final = "1"
blueprint = Blueprint("shop_application", __name__, url_prefix="/mo-gian-hang")

Answer = Response | str | tuple[str, int]


@dataclass(frozen=True)
class TaskRow:
    """A task in the list: how far it is, and where it goes on."""

    task: Task
    number: int
    name: str
    detail: str
    answered: int
    whole: int
    url: str

    @property
    def is_done(self) -> bool:
        """Whether every question of it is answered."""
        return self.answered == self.whole

    @property
    def is_begun(self) -> bool:
        """Whether some are."""
        return 0 < self.answered < self.whole


@blueprint.get("")
@public
def about() -> str:
    mine = applications.applications_of(current_user.id) if current_user.is_authenticated else ()
    begun = [(each, STAGES[standing_of(each).stage], _last_change(each)) for each in mine]
    return render_template(
        "seller/application/about.html",
        applicants=APPLICANTS.values(),
        begun=begun,
        fee_percent=COMMISSION_BP // 100,
        can_help=sms.is_on(),
    )


@blueprint.post("")
@signed_in
def start() -> Response:
    with transaction():
        application = applications.start(current_user.user, is_helped="giup" in request.form and sms.is_on())
    return see_other(".tasks", application_ref=application.ref)


@blueprint.get("/<application_ref>")
@signed_in
def tasks(application_ref: str) -> str:
    application = applications.get_application(application_ref, user_id=current_user.id)
    standing = standing_of(application)
    if standing.stage in (Stage.WAITING, Stage.OPEN):
        return _page("sent", standing, shown=answers_in(application))
    if standing.stage == Stage.SENT_BACK:
        return _page("mend", standing, wrong=_wrong(standing))
    rows = _rows(application)
    following = next((row for row in rows if not row.is_done), None)
    done = sum(row.is_done for row in rows)
    kind = kind_of(application)
    needs = gettext(APPLICANTS[kind].needs) if kind and following and following.task == Task.PAPERS else ""
    return _page(
        "tasks", standing, rows=rows, following=following, done=done, works=TASKS, minutes=MINUTES, needs=needs
    )


@blueprint.get("/<application_ref>/xem-lai")
@signed_in
def review(application_ref: str) -> str:
    return _review(standing_of(applications.get_application(application_ref, user_id=current_user.id)))


@blueprint.post("/<application_ref>/gui")
@signed_in
def submit(application_ref: str) -> Answer:
    try:
        with transaction():
            application = applications.get_application(application_ref, user_id=current_user.id, lock=True)
            send(application, by=current_user.user)
    except (ApplicationIncomplete, TaxCodeTaken) as error:
        standing = standing_of(applications.get_application(application_ref, user_id=current_user.id))
        return _review(standing, sentence_of(error)), error.status
    except ApplicationSent as error:  # from another phone, or the button was pressed twice
        flash(sentence_of(error), "error")
        return see_other(".tasks", application_ref=application_ref)
    flash(gettext("Đã gửi hồ sơ."))
    return see_other(".tasks", application_ref=application_ref)


@blueprint.post("/<application_ref>/nhan-ho")
@signed_in
@rate_limits.codes_of_person
def ask_household(application_ref: str) -> Response:
    """Send the household its link once more."""
    with transaction():
        application = applications.get_application(application_ref, user_id=current_user.id, lock=True)
        is_awaited = application.is_helped and application.sent_at and not application.household_confirmed_at
        if is_awaited:
            households.ask_household(application)
            g.code_sent = True
    if is_awaited:
        flash(gettext("Đã gửi lại tin nhắn cho hộ."))
    return see_other(".tasks", application_ref=application_ref)


@blueprint.post("/<application_ref>/rut-lai")
@signed_in
def withdraw(application_ref: str) -> Response:
    with transaction():
        take_back(applications.get_application(application_ref, user_id=current_user.id, lock=True))
    flash(gettext("Đã rút hồ sơ về. Sửa xong thì gửi lại."))
    return see_other(".tasks", application_ref=application_ref)


def question_url(application: SellerApplication, question: Question, *, again: bool = False) -> str:
    """Where a question is asked; the answer to one that is asked again leads back to the page of all answers."""
    return url_for(
        "shop_answers.ask", application_ref=application.ref, question=question.value, sua=AGAIN if again else None
    )


def asked_again() -> str | None:
    """What the address says of an answer that is changed from the page of all of them; None when it is a first one."""
    return AGAIN if "sua" in request.args else None


def after(application: SellerApplication, question: Question) -> Response:
    """On to the next question of the task that is open, or back to the list, or to where the answer was read again."""
    standing = standing_of(application)
    if asked_again() and standing.stage != Stage.SENT_BACK:
        return see_other("shop_application.review", application_ref=application.ref)
    if standing.stage == Stage.SENT_BACK:
        left = standing.left_to_mend
    else:
        questions = questions_in(task_of(question), application)
        behind = questions[questions.index(question) + 1 :] if question in questions else questions
        left = [each for each in behind if not is_answered(application, each)]
    if left:
        return see_other("shop_answers.ask", application_ref=application.ref, question=left[0].value)
    return see_other("shop_application.tasks", application_ref=application.ref)


def _review(standing: Standing, refusal: str = "") -> str:
    application = standing.application
    left = [(QUESTIONS[each], question_url(application, each)) for each in missing(application)]
    return _page(
        "review",
        standing,
        shown=answers_in(application),
        left=left,
        warnings=warnings(application),
        refusal=refusal,
        may_change=standing.may_change,
    )


def _page(name: str, standing: Standing, **facts: Any) -> str:
    application = standing.application
    return render_template(
        f"seller/application/{name}.html",
        application=application,
        standing=standing,
        stage=STAGES[standing.stage],
        question_url=question_url,
        **facts,
    )


def _rows(application: SellerApplication) -> list[TaskRow]:
    return [
        _row(application, number, task, questions_in(task, application)) for number, task in enumerate(Task, start=1)
    ]


def _row(application: SellerApplication, number: int, task: Task, questions: tuple[Question, ...]) -> TaskRow:
    open_ones = [question for question in questions if not is_answered(application, question)]
    answered = len(questions) - len(open_ones)
    first = open_ones[0] if open_ones else questions[0]
    said = [shown(application, each) for each in questions[:2] if not open_ones and each not in _LONG]
    detail = ", ".join(filter(None, said)) or gettext(TASKS[task].detail)
    return TaskRow(
        task, number, gettext(TASKS[task].name), detail, answered, len(questions), question_url(application, first)
    )


_LONG = frozenset({Question.REGISTRATION, Question.IDENTITY, Question.PHOTO})
"""Photos, of which a list says nothing."""


def _wrong(standing: Standing) -> list[dict[str, Any]]:
    """What was sent back: each question with the words of who looked, and whether it is mended."""
    left = standing.left_to_mend
    return [
        {
            "asked": QUESTIONS[question],
            "task": gettext(TASKS[task_of(question)].name),
            "url": question_url(standing.application, question),
            "is_mended": question not in left,
        }
        for question in standing.to_mend
    ]


def _last_change(application: SellerApplication) -> datetime:
    return application.sent_at or application.changed_at
