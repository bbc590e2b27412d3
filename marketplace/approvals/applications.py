"""Sending an application to be looked at: the shop with its first product, and by itself the bank account.

Two people must agree to an account, so it waits for itself; a shop may open before, and no money leaves until then.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from marketplace.accounts.models import User
from marketplace.approvals.actions import submit, withdraw
from marketplace.approvals.models import Approval, ApprovalKind, ApprovalState
from marketplace.approvals.queries import find_last
from marketplace.banking.accounts import masked_account
from marketplace.banking.banks import banks
from marketplace.catalogue.first_product import FirstProduct, put_first_product
from marketplace.catalogue.models import ContentUnit
from marketplace.sellers import applications, bank_accounts
from marketplace.sellers.application_models import SellerApplication
from marketplace.sellers.errors import ApplicationIncomplete, ApplicationSent
from marketplace.sellers.households import ask_household
from marketplace.sellers.models import Seller
from marketplace.sellers.queries import refuse_taken_code
from marketplace.sellers.questions import MONEY, PAPERS, Question, asked_of, is_answered, kind_of, missing
from marketplace.sellers.waiting_shop import write_shop


class Stage(StrEnum):
    """How far an application has come."""

    DRAFT = "draft"
    WAITING = "waiting"
    SENT_BACK = "sent_back"
    OPEN = "open"


@dataclass(frozen=True)
class Standing:
    """Where an application stands, by what was last decided about the shop and about its account."""

    application: SellerApplication
    shop: Approval | None
    account: Approval | None

    @property
    def stage(self) -> Stage:
        """What the applicant can do about it."""
        if self.sent_back:
            return Stage.SENT_BACK
        if self.shop is None or self.shop.state == ApprovalState.WITHDRAWN:
            return Stage.DRAFT
        seller = self.application.seller
        return Stage.WAITING if self.shop.is_waiting and seller and seller.is_waiting else Stage.OPEN

    @property
    def sent_back(self) -> list[Approval]:
        """What is to be mended, each with the words of who looked at it."""
        return [each for each in (self.shop, self.account) if each and each.state == ApprovalState.SENT_BACK]

    @property
    def to_mend(self) -> list[Question]:
        """The questions that were sent back; all of a request that names none of them."""
        asked = asked_of(self.application)
        found: list[Question] = []
        for request in self.sent_back:
            named = [question for question in asked if question in request.to_mend]
            of_money = request.kind == ApprovalKind.BANK_ACCOUNT
            found += named or [question for question in asked if (question in MONEY) == of_money]
        return found

    @property
    def left_to_mend(self) -> list[Question]:
        """Those that were not answered again yet."""
        return [each for each in self.to_mend if each not in self.application.mended]

    @property
    def can_send(self) -> bool:
        """Whether everything is answered that must be."""
        open_stage = self.stage in (Stage.DRAFT, Stage.SENT_BACK)
        return open_stage and not missing(self.application) and not self.left_to_mend

    def may_change(self, question: Question) -> bool:
        """Whether an answer can be given now: what is being looked at, or was found right, stays as it is."""
        if self.stage == Stage.SENT_BACK:
            return question in self.to_mend or not is_answered(self.application, question)
        return self.stage == Stage.DRAFT


def standing_of(application: SellerApplication) -> Standing:
    """Where the application stands now; nothing is asked of one that was never sent."""
    seller = application.seller
    if seller is None:
        return Standing(application, None, None)
    kinds = (ApprovalKind.SELLER, ApprovalKind.BANK_ACCOUNT)
    shop, account = (find_last(kind, seller.slug) for kind in kinds)
    return Standing(application, shop, account)


def refuse_unless_open(application: SellerApplication, question: Question) -> None:
    """Raise ApplicationSent for a question that cannot be answered now."""
    if not standing_of(application).may_change(question):
        raise ApplicationSent()


def send(application: SellerApplication, *, by: User) -> None:
    """Ask for the shop and its account, as far as they were not agreed to. Load the application with its lock.

    A household for whom somebody filled it in is asked to confirm it. Raises ApplicationSent when it waits or is open,
    ApplicationIncomplete, and TaxCodeTaken.
    """
    standing = standing_of(application)
    if standing.stage in (Stage.WAITING, Stage.OPEN):
        raise ApplicationSent()
    if not standing.can_send:
        raise ApplicationIncomplete()
    if code := application.said(Question.TAX_CODE):
        refuse_taken_code(code, but=application.seller_id)
    if _is_to_be_asked(standing.shop):
        _ask_for_shop(application, standing.shop, by)
    if _is_to_be_asked(standing.account):
        _ask_for_account(application, standing.account, by)
    applications.note_sent(application)
    if application.is_helped and application.household_confirmed_at is None:
        ask_household(application)


def take_back(application: SellerApplication) -> None:
    """Let what waits be a draft again. Raises ApplicationSent unless the shop waits."""
    seller = application.seller
    if seller is None or standing_of(application).stage != Stage.WAITING:
        raise ApplicationSent()
    withdraw_requests(application)


def withdraw_requests(application: SellerApplication) -> None:
    """Take back what the application asked for, as far as it waits."""
    for kind in (ApprovalKind.SELLER, ApprovalKind.BANK_ACCOUNT):
        if application.seller is not None:
            withdraw(kind, application.seller.slug)


def told(application: SellerApplication) -> dict[str, Any]:
    """The answers as operators compare them, by question: nothing of it is secret, papers are their pictures."""
    kept: dict[Question, Any] = {question: application.answers.get(question) for question in Question}
    kept |= {question: paper.picture.ref for question, kind in PAPERS.items() if (paper := application.paper(kind))}
    kept[Question.PERSONAL_NUMBER] = applications.personal_number(application)
    kept[Question.PHONE] = application.phone
    kept[Question.PHOTO] = application.photo.ref if application.photo else None
    asked = [question for question in asked_of(application) if question not in MONEY]
    said = {question.value: kept[question] for question in asked}
    if application.is_helped:
        said[Question.HELPER.value] = f"{application.user.name}, {application.said(Question.HELPER)}"
    return said


def _is_to_be_asked(last: Approval | None) -> bool:
    return last is None or last.state in (ApprovalState.SENT_BACK, ApprovalState.WITHDRAWN)


def _ask_for_shop(application: SellerApplication, last: Approval | None, by: User) -> None:
    seller = write_shop(application)
    photo = application.photo.ref if application.photo else ""
    product = put_first_product(seller, _first_product(application), product_id=application.product_id, photo_ref=photo)
    application.product_id = product.id
    submit(
        ApprovalKind.SELLER,
        seller=seller,
        subject=seller.slug,
        title=seller.name_vi,
        before=last.after if last else {},
        after=told(application) | {"phone_confirmed": application.phone_confirmed_at is not None},
        by=by,
    )


def _ask_for_account(application: SellerApplication, last: Approval | None, by: User) -> None:
    seller = application.seller
    if seller is None:
        raise ApplicationIncomplete()
    number, holder = applications.account_number(application), application.said(Question.HOLDER)
    bank = application.said(Question.BANK)
    account = bank_accounts.propose_account(seller, bank=bank, number=number, holder=holder, by=by)
    shown = {
        Question.BANK.value: banks()[bank].name,
        Question.ACCOUNT.value: masked_account(number),
        Question.HOLDER.value: holder,
        "in_own_name": is_in_own_name(application, seller),
        "account": account.ref,
    }
    submit(
        ApprovalKind.BANK_ACCOUNT,
        seller=seller,
        subject=seller.slug,
        title=seller.name_vi,
        before=last.after if last else {},
        after=shown,
        by=by,
        needs_two=True,
    )


def is_in_own_name(application: SellerApplication, seller: Seller | None = None) -> bool:
    """Whether the account is in the name of the seller, or for a household in that of who stands for it."""
    holder, kind = application.said(Question.HOLDER), kind_of(application)
    names = [seller.name_vi if seller else application.said(Question.NAME)]
    names += [application.said(Question.REPRESENTATIVE)] if kind and kind.has_personal_number else []
    return any(bank_accounts.is_holder(holder, name) for name in names)


def _first_product(application: SellerApplication) -> FirstProduct:
    told = application.answers
    return FirstProduct(
        name_vi=application.said(Question.PRODUCT_NAME),
        category=application.said(Question.CATEGORY),
        pack_vi=application.said(Question.PACK),
        content_amount=int(told["content_amount"]),
        content_unit=ContentUnit(told["content_unit"]),
        gross_grams=int(told[Question.WEIGHT]),
        price_vnd=int(told[Question.PRICE]),
    )
