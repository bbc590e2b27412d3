"""The answers of an application as its pages show them, secrets masked."""

from dataclasses import dataclass

from marketplace import places
from marketplace.accounts.phones import show_phone
from marketplace.approvals.applications import is_in_own_name
from marketplace.banking.accounts import masked_account
from marketplace.banking.banks import banks
from marketplace.catalogue import get_category
from marketplace.sellers import applications
from marketplace.sellers.application_models import SellerApplication
from marketplace.sellers.questions import PAPERS, Question, Task, is_answered, kind_of, questions_in
from marketplace.web.application_labels import APPLICANTS, QUESTIONS, TASKS
from marketplace.web.filters import number, place, say, vnd
from marketplace.web.locale import gettext


@dataclass(frozen=True)
class Said:
    """One answer in a list; of a photo the reference of its picture."""

    question: Question
    name: str
    text: str
    picture: str = ""


def answers_in(application: SellerApplication) -> list[tuple[str, list[Said]]]:
    """Everything that was answered, by the name of its task."""
    return [
        (gettext(TASKS[task].name), [_said(application, each) for each in questions_in(task, application)])
        for task in Task
    ]


def shown(application: SellerApplication, question: Question) -> str:
    """One answer in words, empty where there is none."""
    if not is_answered(application, question):
        return ""
    if question in PAPERS or question == Question.PHOTO:
        return gettext("Đã chụp")
    return _in_words(application, question)


def warnings(application: SellerApplication) -> list[str]:
    """What is no mistake and yet will be asked about."""
    found = []
    if application.said(Question.HOLDER) and not is_in_own_name(application):
        found.append(gettext("Tên chủ tài khoản khác tên người bán. Người duyệt sẽ gọi hỏi lại, hoặc đổi tài khoản."))
    if application.phone and application.phone_confirmed_at is None:
        found.append(gettext("Số điện thoại chưa xác nhận bằng mã. Người duyệt gọi số này trước khi mở gian hàng."))
    return found


def _said(application: SellerApplication, question: Question) -> Said:
    picture = application.photo if question == Question.PHOTO else None
    if question in PAPERS and (paper := application.paper(PAPERS[question])):
        picture = paper.picture
    is_shown = picture is not None and picture.is_ready
    ref = picture.ref if picture and is_shown else ""
    return Said(question, gettext(QUESTIONS[question].name), shown(application, question), ref)


def _in_words(application: SellerApplication, question: Question) -> str:
    text = application.said(question)
    kind = kind_of(application)
    match question:
        case Question.KIND:
            return gettext(APPLICANTS[kind].name) if kind else ""
        case Question.PERSONAL_NUMBER:
            return applications.personal_number(application)
        case Question.ACCOUNT:
            return masked_account(applications.account_number(application))
        case Question.COMMUNE:
            return place(places.get_commune(text))
        case Question.PHONE:
            return show_phone(application.phone or "")
        case Question.BANK:
            return banks()[text].name
    return _of_product(question, text)


def _of_product(question: Question, text: str) -> str:
    match question:
        case Question.CATEGORY:
            return say(get_category(text), "name")
        case Question.WEIGHT:
            return f"{number(int(text))} g"
        case Question.PRICE:
            return vnd(int(text))
    return text
