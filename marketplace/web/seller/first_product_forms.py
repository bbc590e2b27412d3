"""The questions about the first product, and all forms of an application by their question."""

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _
from wtforms import Field, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from marketplace.catalogue import CATEGORIES
from marketplace.catalogue.errors import NameMissing
from marketplace.catalogue.first_product import check_content, check_price, check_weight
from marketplace.money import parse_vnd
from marketplace.names import check_legible
from marketplace.sellers import applications
from marketplace.sellers.application_models import SellerApplication
from marketplace.sellers.questions import Question
from marketplace.text import slug
from marketplace.web.filters import amount, say
from marketplace.web.forms import Reads, SelectChoice
from marketplace.web.locale import gettext
from marketplace.web.seller.application_forms import (
    LONGEST,
    AccountForm,
    AddressForm,
    AnswerForm,
    BankForm,
    CommuneForm,
    HelperForm,
    HolderForm,
    KindForm,
    NameForm,
    PersonalNumberForm,
    PhoneForm,
    RepresentativeForm,
    TaxCodeForm,
)

UNITS: Final = (("g", 1, "g"), ("kg", 1_000, "g"), ("ml", 1, "ml"), ("l", 1_000, "ml"), ("piece", 1, "piece"))
"""How contents are counted by sellers: the word of the form, and how many of which unit the catalogue counts."""
COUNTED_IN: Final = frozenset(word for word, _times, _unit in UNITS)


class ProductNameForm(AnswerForm):
    """What the first product is called."""

    question = Question.PRODUCT_NAME
    product_name = StringField(
        _("Món này tên gì?"),
        [
            DataRequired(_("Viết tên món hàng.")),
            Length(max=LONGEST, message=_("Dài nhất %(max)d ký tự.")),
            Reads(check_legible),
            Reads(lambda typed: _check_addressable(typed)),
        ],
    )


def _check_addressable(text: str) -> None:
    """The address of the goods is made of letters and digits. Raises NameMissing."""
    if not slug(text):
        raise NameMissing()


class CategoryForm(AnswerForm):
    """Where buyers look for it."""

    question = Question.CATEGORY
    category = RadioField(_("Món này thuộc nhóm nào?"), [InputRequired(_("Chọn một nhóm."))], choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.category.choices = [(each.slug, say(each, "name")) for each in CATEGORIES]


class PackForm(AnswerForm):
    """What one pack holds: "Hũ", 500, "ml"."""

    question = Question.PACK
    container = StringField(
        _("Đựng trong"),
        [
            DataRequired(_("Ghi hũ, gói, túi, hộp hay chai.")),
            Length(max=40, message=_("Dài nhất %(max)d ký tự.")),
        ],
    )
    content = IntegerField(_("Bao nhiêu"), [InputRequired(_("Ghi một số. Ví dụ: 500"))])
    unit = SelectField(_("Đơn vị"), choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {"l": gettext("lít"), "piece": gettext("cái, quả")}
        self.unit.choices = [SelectChoice(word, words.get(word, word)) for word, _times, _unit in UNITS]

    def tell(self, application: SellerApplication) -> None:
        """The three parts as they were typed."""
        for field in (self.container, self.content, self.unit):
            if field.name in application.answers:
                field.data = application.answers[field.name]

    def validate_content(self, field: Field) -> None:
        """So much as a parcel can hold."""
        if isinstance(field.data, int) and self.unit.data in COUNTED_IN:
            Reads(lambda _typed: check_content(self._counted()[0]))(self, field)

    def keep(self, application: SellerApplication) -> None:
        """Keep what buyers read and what the catalogue counts."""
        counted, unit = self._counted()
        words = {"l": "lít", "piece": "cái"}
        pack = f"{self.container.data} {self.content.data} {words.get(self.unit.data, self.unit.data)}"
        typed = {"container": self.container.data, "content": self.content.data, "unit": self.unit.data}
        applications.answer(
            application, self.question, pack[:1].upper() + pack[1:], content_amount=counted, content_unit=unit, **typed
        )

    def _counted(self) -> tuple[int, str]:
        _word, times, unit = next(each for each in UNITS if each[0] == self.unit.data)
        return int(self.content.data or 0) * times, unit


class WeightForm(AnswerForm):
    """What the packed parcel weighs."""

    question = Question.WEIGHT
    weight = IntegerField(_("Gói xong nặng bao nhiêu gam?"), [InputRequired(_("Ghi số gam. Ví dụ: 850"))])

    def tell(self, application: SellerApplication) -> None:
        """A number, or nothing."""
        self.weight.data = application.answers.get(self.question)

    def validate_weight(self, field: Field) -> None:
        """What a carrier takes."""
        if isinstance(field.data, int):
            Reads(lambda _typed: check_weight(field.data))(self, field)


class PriceForm(AnswerForm):
    """What one pack costs."""

    question = Question.PRICE
    price = StringField(_("Bán giá bao nhiêu?"), [Reads(lambda typed: check_price(parse_vnd(typed)))])

    def tell(self, application: SellerApplication) -> None:
        """The price as people write it."""
        known = application.answers.get(self.question)
        self.price.data = amount(known) if known else ""

    def keep(self, application: SellerApplication) -> None:
        """Keep dong."""
        applications.answer(application, self.question, parse_vnd(self.price.data or ""))


FORMS: Final[Mapping[Question, type[AnswerForm]]] = {
    form.question: form
    for form in (
        HelperForm,
        KindForm,
        NameForm,
        RepresentativeForm,
        TaxCodeForm,
        PersonalNumberForm,
        CommuneForm,
        AddressForm,
        PhoneForm,
        BankForm,
        AccountForm,
        HolderForm,
        ProductNameForm,
        CategoryForm,
        PackForm,
        WeightForm,
        PriceForm,
    )
}
"""What is photographed has none."""
