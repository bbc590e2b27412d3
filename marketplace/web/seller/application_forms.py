"""One form for each question of an application. Each knows what was answered, and how to keep the answer."""

from functools import partial
from typing import Any, Final

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from marketplace import places
from marketplace.accounts.phones import parse_phone, show_phone
from marketplace.banking.accounts import parse_account, parse_holder
from marketplace.banking.banks import banks
from marketplace.names import check_legible, check_person
from marketplace.sellers import applications
from marketplace.sellers.application_models import SellerApplication
from marketplace.sellers.errors import TaxCodeTaken
from marketplace.sellers.queries import refuse_taken_code
from marketplace.sellers.questions import ApplicantKind, Question, kind_of
from marketplace.sellers.tax_codes import parse_branch_code, parse_personal_number, parse_tax_code
from marketplace.web.application_labels import APPLICANTS
from marketplace.web.forms import Reads, SelectChoice, ShopForm
from marketplace.web.locale import gettext

LONGEST: Final = 160


class AnswerForm(ShopForm):
    """The answer to one question, in its first field."""

    question: Question

    def tell(self, application: SellerApplication) -> None:
        """Fill in what was answered before; also what is offered depends on the application."""
        self.first.data = application.said(self.question)

    def fit(self, application: SellerApplication) -> None:
        """Let the checks fit the applicant."""

    def keep(self, application: SellerApplication) -> None:
        """Keep what the valid form says."""
        applications.answer(application, self.question, self.first.data)

    @property
    def first(self) -> Any:
        """The field that the question asks for."""
        return next(iter(self))


class HelperForm(AnswerForm):
    """For which association somebody fills in a household's application."""

    question = Question.HELPER
    helper = StringField(
        _("Anh chị làm ở hội nào?"),
        [
            DataRequired(_("Ghi tên hội, ví dụ: Hội Nông dân xã Hợp Tiến.")),
            Length(max=LONGEST, message=_("Dài nhất %(max)d ký tự.")),
            Reads(check_legible),
        ],
    )


class KindForm(AnswerForm):
    """Who sells."""

    question = Question.KIND
    kind = RadioField(_("Ai bán hàng?"), [InputRequired(_("Chọn một trong các mục."))], choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(kind.value, gettext(APPLICANTS[kind].name)) for kind in ApplicantKind]

    def fit(self, application: SellerApplication) -> None:
        """Somebody helps households and their groups; organisations have people of their own."""
        if application.is_helped:
            helped = [kind for kind in ApplicantKind if kind.has_personal_number]
            self.kind.choices = [(kind.value, gettext(APPLICANTS[kind].name)) for kind in helped]


class NameForm(AnswerForm):
    """What the shop is called."""

    question = Question.NAME
    name = StringField(
        _("Tên trên giấy là gì?"),
        [
            DataRequired(_("Ghi tên như trên giấy đăng ký.")),
            Length(max=LONGEST, message=_("Dài nhất %(max)d ký tự.")),
            Reads(check_legible),
        ],
    )


class RepresentativeForm(AnswerForm):
    """Who stands for it."""

    question = Question.REPRESENTATIVE
    representative = StringField(
        _("Ai đứng tên đại diện?"), [DataRequired(_("Ghi họ tên người đại diện.")), Reads(check_person)]
    )


class TaxCodeForm(AnswerForm):
    """Ten digits, thirteen of a branch."""

    question = Question.TAX_CODE
    tax_code = StringField(_("Mã số thuế là gì?"))

    def fit(self, application: SellerApplication) -> None:
        """A branch has three digits more."""
        is_branch = kind_of(application) == ApplicantKind.BRANCH
        self.parse = parse_branch_code if is_branch else parse_tax_code
        self.taken: TaxCodeTaken | None = None
        self.tax_code.validators = [Reads(self.parse), Reads(partial(self._see_that_it_is_free, application))]

    def _see_that_it_is_free(self, application: SellerApplication, text: str) -> None:
        try:
            refuse_taken_code(self.parse(text), but=application.seller_id)
        except TaxCodeTaken as error:
            self.taken = error
            raise

    def keep(self, application: SellerApplication) -> None:
        """Keep the code as it is printed."""
        applications.answer(application, self.question, self.parse(self.tax_code.data or ""))


class SecretForm(AnswerForm):
    """What is sealed is never filled in again."""

    def tell(self, application: SellerApplication) -> None:
        """Leave the field empty; the page says what is known in a mask."""


class PersonalNumberForm(SecretForm):
    """Twelve digits of a person."""

    question = Question.PERSONAL_NUMBER
    personal_number = StringField(_("Số định danh của người đại diện?"), [Reads(parse_personal_number)])

    def keep(self, application: SellerApplication) -> None:
        """Seal it."""
        applications.answer_personal_number(application, parse_personal_number(self.personal_number.data or ""))


class CommuneForm(AnswerForm):
    """One of the communes that were found; `words` are what was typed, the old address perhaps."""

    question = Question.COMMUNE
    commune = RadioField(
        _("Lấy hàng ở xã, phường nào?"), [Reads(places.get_commune)], choices=[], validate_choice=False
    )
    words = HiddenField()

    def keep(self, application: SellerApplication) -> None:
        """Keep the commune of today, and beside it what was typed."""
        typed = (self.words.data or "")[:LONGEST]
        applications.answer(application, self.question, self.commune.data, place_typed=typed)


class AddressForm(AnswerForm):
    """Where in the commune."""

    question = Question.ADDRESS
    address = StringField(
        _("Chỗ lấy hàng ở đâu trong xã?"),
        [DataRequired(_("Ghi số nhà, thôn hoặc xóm.")), Length(max=120, message=_("Dài nhất %(max)d ký tự."))],
    )


class PhoneForm(AnswerForm):
    """The number that couriers call; the view asks for the code."""

    question = Question.PHONE
    phone = StringField(_("Bưu tá gọi số nào?"), [Reads(parse_phone)])

    def tell(self, application: SellerApplication) -> None:
        """Offer the number of the account where none was said."""
        known = application.phone or ("" if application.is_helped else application.user.phone)
        self.phone.data = show_phone(known) if known else ""

    @property
    def e164(self) -> str:
        """The valid number as it is kept."""
        return parse_phone(self.phone.data or "")


class BankForm(AnswerForm):
    """Which bank."""

    question = Question.BANK
    bank = SelectField(_("Tài khoản ở ngân hàng nào?"), [InputRequired(_("Chọn ngân hàng."))], choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [SelectChoice(bank.bin, bank.name) for bank in banks().values()]
        self.bank.choices = [SelectChoice("", gettext("Chọn ngân hàng")), *named]


class AccountForm(SecretForm):
    """The number of the account."""

    question = Question.ACCOUNT
    account = StringField(_("Số tài khoản là gì?"), [Reads(parse_account)])

    def keep(self, application: SellerApplication) -> None:
        """Seal it."""
        applications.answer_account(application, parse_account(self.account.data or ""))


class HolderForm(AnswerForm):
    """Whose account it is."""

    question = Question.HOLDER
    holder = StringField(_("Tên chủ tài khoản?"), [Reads(parse_holder)])

    def keep(self, application: SellerApplication) -> None:
        """Keep it as banks write it."""
        applications.answer(application, self.question, parse_holder(self.holder.data or ""))
