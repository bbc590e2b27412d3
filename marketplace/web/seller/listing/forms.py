"""The short screens of the editor as forms.

What is missing never keeps a draft from being saved; what cannot be read does.
"""

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional as MayBeEmpty
from wtforms.validators import ValidationError

from marketplace import stock
from marketplace.catalogue.categories import CATEGORIES, Category
from marketplace.catalogue.drafts import Draft, Values, refs_on_sale
from marketplace.catalogue.drafts.content import (
    LONGEST,
    UNTOLD,
    Step,
    demands_of,
)
from marketplace.catalogue.ocop_sets import Demands, sets_in
from marketplace.catalogue.packs import parse_days
from marketplace.catalogue.seasons import months_in
from marketplace.web.filters import month, say
from marketplace.web.forms import Reads, SelectChoice, ShopForm
from marketplace.web.listing_labels import FIELDS, SHIP_SCOPES, STORAGE_CLASSES
from marketplace.web.locale import gettext


class AtMost:
    """A text with no more characters than its column has room for."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, form: Any, field: Field) -> None:
        """Raise ValidationError with both numbers."""
        if len(field.data or "") > self.most:
            raise ValidationError(
                gettext("Dài tối đa %(most)s chữ, đang có %(count)s.", most=self.most, count=len(field.data))
            )


def _line(name: str) -> StringField:
    return StringField(FIELDS[name], [AtMost(LONGEST[name])])


def _text(name: str) -> TextAreaField:
    return TextAreaField(FIELDS[name], [AtMost(LONGEST[name])])


def choices_of(labels: Mapping[Any, Any]) -> list[SelectChoice]:
    """A kind of thing as the options of a form, in the order of its labels."""
    return [SelectChoice(value, label) for value, label in labels.items()]


class StepForm(ShopForm):
    """A screen of the editor. `seen` is the version of the draft that the page showed."""

    seen = HiddenField(default="0")

    @property
    def version(self) -> int:
        """What the page showed; 0, the first, for what no page of the shop sends."""
        typed = self.seen.data or ""
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0

    def fill(self, draft: Draft) -> None:
        """Show what the draft holds."""
        self.seen.data = str(draft.version)
        for field in self:
            if field.name in draft.content:
                field.data = draft.content[field.name]

    def values(self) -> Values:
        """What the draft is to hold, once the form is valid."""
        return {field.name: field.data or "" for field in self if field.name in LONGEST}


def _sets_of(category: Category) -> list[SelectChoice]:
    slug, shelf = category.slug, say(category, "name")
    return [SelectChoice(f"{slug} {each.code}", say(each, "name"), optgroup=shelf) for each in sets_in(slug)]


class NameForm(StepForm):
    """What it is, and on which shelf it stands."""

    name_vi = _line("name_vi")
    name_en = _line("name_en")
    kind = SelectField(_("Nhóm hàng"), [MayBeEmpty()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sets = {
            say(one, "name"): [(f"{one.slug} {each.code}", say(each, "name")) for each in sets_in(one.slug)]
            for one in CATEGORIES
        }
        self.kind.choices = {gettext("Chưa chọn"): [("", gettext("Chọn nhóm"))], **sets}

    def fill(self, draft: Draft) -> None:
        """Show the set below its category."""
        super().fill(draft)
        self.kind.data = f"{draft.content['category']} {draft.content['ocop_set']}".strip()

    def values(self) -> Values:
        """The texts, category and set."""
        category, _blank, code = (self.kind.data or "").partition(" ")
        return super().values() | {"category": category, "ocop_set": code}


class StockForm(StepForm):
    """How many there are of pack sizes that are not sold yet, when they are sold, and how long they keep."""

    months = SelectMultipleField(
        _("Mùa vụ"),
        invalid_choice_message=_("Chọn một trong các mục có sẵn."),  # type: ignore[call-arg]  # the stubs lag behind
    )
    shelf_life_days = StringField(_("Hạn dùng, số ngày từ khi đóng gói"), [MayBeEmpty(), Reads(parse_days)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = ((number, gettext("Tháng %(name)s", name=month(number))) for number in range(1, 13))
        self.months.choices = [SelectChoice(str(number), name) for number, name in names]

    @property
    def counts(self) -> list[Field]:
        """The fields of the pack sizes."""
        return [field for field in self if field.name.startswith("left-")]

    def fill(self, draft: Draft) -> None:
        """Show what was counted, and the months of the season."""
        super().fill(draft)
        self.months.data = list(map(str, months_in(draft.content["season_months"])))
        days = draft.content["shelf_life_days"]
        self.shelf_life_days.data = str(days) if days else ""
        for field in self.counts:
            left = draft.content["left"].get(field.name.removeprefix("left-"))
            field.data = "" if left is None else str(left)

    def values(self) -> Values:
        """Counts by pack size, the season as a bit mask, days."""
        days = self.shelf_life_days.data
        return {
            "left": {
                field.name.removeprefix("left-"): stock.parse_count(field.data) for field in self.counts if field.data
            },
            "season_months": sum(1 << (int(month) - 1) for month in self.months.data or ()),
            "shelf_life_days": parse_days(days) if days else None,
        }


class OriginForm(StepForm):
    """Where it comes from."""

    origin_vi = _line("origin_vi")
    origin_en = _line("origin_en")
    is_ocop_applicant = BooleanField(_("Đang làm hồ sơ OCOP cho món này"))

    def values(self) -> Values:
        """The texts, and whether a grade is applied for."""
        return super().values() | {"is_ocop_applicant": self.is_ocop_applicant.data}


class DeliveryForm(StepForm):
    """How it travels."""

    storage_class = RadioField(_("Món này cần giữ lạnh không?"), choices=choices_of(STORAGE_CLASSES))
    ship_scope = RadioField(_("Gửi xa đến đâu?"), choices=choices_of(SHIP_SCOPES))
    is_fragile = BooleanField(_("Dễ vỡ, cần chèn lót"))

    def values(self) -> Values:
        """All three."""
        return {name: self[name].data for name in ("storage_class", "ship_scope", "is_fragile")}


class TextsForm(StepForm):
    """What is told of it, in both languages side by side; which fields there are depends on what it is."""

    summary_vi, summary_en = _text("summary_vi"), _text("summary_en")
    description_vi, description_en = _text("description_vi"), _text("description_en")
    ingredients_vi, ingredients_en = _text("ingredients_vi"), _text("ingredients_en")
    size_vi, size_en = _line("size_vi"), _line("size_en")
    storage_vi, storage_en = _text("storage_vi"), _text("storage_en")
    usage_vi, usage_en = _text("usage_vi"), _text("usage_en")
    warning_vi, warning_en = _text("warning_vi"), _text("warning_en")
    keywords = _line("keywords")

    def fit(self, draft: Draft) -> None:
        """Drop what goods of this kind do not say, and call the rest by their words."""
        demands = demands_of(draft.content)
        for name in UNTOLD[demands]:
            for language in ("vi", "en"):
                del self[f"{name}_{language}"]
        for name, label in CALLED.get(demands, {}).items():
            self[f"{name}_vi"].label.text = str(label)
            self[f"{name}_en"].label.text = gettext("%(label)s, tiếng Anh", label=label)

    @property
    def pairs(self) -> list[tuple[Field, Field]]:
        """Vietnamese and English of each text."""
        return [(field, self[f"{field.name[:-3]}_en"]) for field in self if field.name.endswith("_vi")]


CALLED: Final[Mapping[Demands, Mapping[str, Any]]] = {
    Demands.FOOD: {"ingredients": _("Thành phần"), "usage": _("Cách dùng")},
    Demands.FRESH: {"ingredients": _("Thành phần"), "usage": _("Cách dùng")},
    Demands.CRAFT: {"ingredients": _("Chất liệu"), "usage": _("Cách giữ gìn")},
}


def stock_form(draft: Draft, **kwargs: Any) -> StockForm:
    """The form with a field for each pack size that is not on sale yet."""
    counted = [pack for pack in draft.content["packs"] if pack["ref"] not in refs_on_sale(draft)]
    fields = {f"left-{pack['ref']}": _count(pack) for pack in counted}
    kind: type[StockForm] = type("CountedStockForm", (StockForm,), fields)
    return kind(**kwargs)


def _count(pack: Values) -> StringField:
    return StringField(pack["pack_vi"] or gettext("Cỡ gói chưa đặt tên"), [MayBeEmpty(), Reads(stock.parse_count)])


def texts_form(draft: Draft, **kwargs: Any) -> TextsForm:
    """The form with the fields that goods of this kind have."""
    form = TextsForm(**kwargs)
    form.fit(draft)
    return form


FORMS: Final[Mapping[Step, Any]] = {
    Step.NAME: lambda _draft, **kwargs: NameForm(**kwargs),
    Step.STOCK: stock_form,
    Step.ORIGIN: lambda _draft, **kwargs: OriginForm(**kwargs),
    Step.DELIVERY: lambda _draft, **kwargs: DeliveryForm(**kwargs),
    Step.TEXTS: texts_form,
}


def form_of(step: Step, draft: Draft) -> StepForm:
    """The form of a step, showing what the draft holds."""
    form: StepForm = FORMS[step](draft, formdata=None)
    form.fill(draft)
    return form


def sent_form(step: Step, draft: Draft) -> StepForm:
    """The form of a step with what was sent."""
    form: StepForm = FORMS[step](draft)
    return form
