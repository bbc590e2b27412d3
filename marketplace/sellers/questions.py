"""What somebody who wants to sell here is asked, task by task: it depends on who sells."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from marketplace.sellers.application_models import PaperKind, SellerApplication
from marketplace.sellers.models import SellerKind


class ApplicantKind(StrEnum):
    """Who sells. A branch is known by thirteen digits; its shop counts as an enterprise."""

    COOPERATIVE = "cooperative"
    COOP_UNION = "coop_union"
    COOP_GROUP = "coop_group"
    HOUSEHOLD_BUSINESS = "household_business"
    INDIVIDUAL_FARMER = "individual_farmer"
    ENTERPRISE = "enterprise"
    BRANCH = "branch"

    @property
    def has_personal_number(self) -> bool:
        """Whether the tax office knows it by a person's own number."""
        return self in {self.COOP_GROUP, self.HOUSEHOLD_BUSINESS, self.INDIVIDUAL_FARMER}

    @property
    def seller_kind(self) -> SellerKind:
        """What kind of seller its shop is."""
        return SellerKind.ENTERPRISE if self == ApplicantKind.BRANCH else SellerKind(self.value)


class Task(StrEnum):
    """A part of the application that can be done by itself, at any time."""

    SELLER = "ai-ban"
    PAPERS = "giay-to"
    PLACE = "noi-lay-hang"
    ACCOUNT = "tai-khoan"
    PRODUCT = "mon-dau-tien"


class Question(StrEnum):
    """One question, which has a screen of its own; the word is that of its address."""

    HELPER = "hoi"
    KIND = "loai"
    NAME = "ten"
    REPRESENTATIVE = "dai-dien"
    REGISTRATION = "giay-dang-ky"
    TAX_CODE = "ma-so-thue"
    PERSONAL_NUMBER = "so-dinh-danh"
    TAX_PAPER = "giay-ma-so-thue"
    IDENTITY = "can-cuoc"
    COMMUNE = "xa"
    ADDRESS = "dia-chi"
    PHONE = "dien-thoai"
    BANK = "ngan-hang"
    ACCOUNT = "so-tai-khoan"
    HOLDER = "chu-tai-khoan"
    PHOTO = "anh-mon"
    PRODUCT_NAME = "ten-mon"
    CATEGORY = "nhom-hang"
    PACK = "goi"
    WEIGHT = "can-nang"
    PRICE = "gia"


PAPERS: Final[Mapping[Question, PaperKind]] = {
    Question.REGISTRATION: PaperKind.REGISTRATION,
    Question.TAX_PAPER: PaperKind.TAX,
    Question.IDENTITY: PaperKind.IDENTITY,
}
MONEY: Final = frozenset({Question.BANK, Question.ACCOUNT, Question.HOLDER})
"""Two operators look at these."""
_OF_ORGANISATION: Final = (Question.REGISTRATION, Question.TAX_CODE, Question.TAX_PAPER)
_OF_GROUP: Final = (Question.REGISTRATION, Question.PERSONAL_NUMBER, Question.IDENTITY)
_OF_FARMER: Final = (Question.PERSONAL_NUMBER, Question.IDENTITY)
_OTHER: Final[Mapping[Task, tuple[Question, ...]]] = {
    Task.SELLER: (Question.KIND, Question.NAME, Question.REPRESENTATIVE),
    Task.PLACE: (Question.COMMUNE, Question.ADDRESS, Question.PHONE),
    Task.ACCOUNT: (Question.BANK, Question.ACCOUNT, Question.HOLDER),
    Task.PRODUCT: (
        Question.PHOTO,
        Question.PRODUCT_NAME,
        Question.CATEGORY,
        Question.PACK,
        Question.WEIGHT,
        Question.PRICE,
    ),
}


def kind_of(application: SellerApplication) -> ApplicantKind | None:
    """Who sells, once that was said."""
    said = application.said(Question.KIND)
    return ApplicantKind(said) if said else None


def questions_in(task: Task, application: SellerApplication) -> tuple[Question, ...]:
    """The questions of a task in their order. Until it is said who sells, those of a cooperative are expected."""
    kind = kind_of(application)
    if task == Task.SELLER and application.is_helped:
        return (Question.HELPER, *_OTHER[task])
    if task != Task.PAPERS:
        return _OTHER[task]
    if kind == ApplicantKind.INDIVIDUAL_FARMER:
        return _OF_FARMER
    return _OF_GROUP if kind and kind.has_personal_number else _OF_ORGANISATION


def task_of(question: Question) -> Task:
    """The task that a question belongs to."""
    if question == Question.HELPER:
        return Task.SELLER
    return next((task for task, questions in _OTHER.items() if question in questions), Task.PAPERS)


def asked_of(application: SellerApplication) -> list[Question]:
    """All questions that this applicant has to answer, in their order."""
    return [question for task in Task for question in questions_in(task, application)]


def is_answered(application: SellerApplication, question: Question) -> bool:
    """Whether there is an answer that fits."""
    if question in PAPERS:
        paper = application.paper(PAPERS[question])
        return paper is not None and not paper.picture.is_refused
    if question == Question.PHOTO:
        return application.photo is not None and not application.photo.is_refused
    if question == Question.TAX_CODE:
        is_branch = kind_of(application) == ApplicantKind.BRANCH
        code = application.said(question)
        return bool(code) and ("-" in code) == is_branch
    held = {
        Question.PERSONAL_NUMBER: application.personal_number_sealed,
        Question.ACCOUNT: application.account_sealed,
        Question.PHONE: application.phone,
    }
    return bool(held.get(question)) if question in held else bool(application.said(question))


def missing(application: SellerApplication) -> list[Question]:
    """The questions that are still open."""
    return [question for question in asked_of(application) if not is_answered(application, question)]
