"""What all forms of the shop share."""

from collections.abc import Callable
from typing import Any

from flask import Flask, g
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, Form, PasswordField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice as SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind
from wtforms.fields.core import UnboundField
from wtforms.validators import DataRequired

from marketplace.errors import DomainError
from marketplace.reviews.errors import TextMissing
from marketplace.text import N_, clean_line, clean_text
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext

DATES = ["%d/%m/%Y", "%Y-%m-%d"]
"""As one writes a day in Vietnam, or as machines do."""
LONGEST_TEXT = 5000  # fields set their own limits; cutting what was typed would hide the mistake


MESSAGES = {
    "This field is required.": N_("Chỗ này chưa điền."),
    "Not a valid integer value.": N_("Chỗ này chỉ nhận chữ số. Ví dụ: 12"),
    "Not a valid choice.": N_("Chọn một trong các mục có sẵn."),
    "Not a valid date value.": N_("Ngày viết chưa đúng. Ví dụ: 25/11/2026"),
}


def init_app(app: Flask) -> None:
    """Let every page's title say whether a form on it was refused."""
    app.add_template_global(shows_errors)


def shows_errors() -> bool:
    """Whether this page shows a form with something to be put right."""
    return bool(g.get("shows_errors"))


class Messages:
    """The form library's messages in the language of the page."""

    def gettext(self, text: str) -> str:
        """The shop's sentence for one of the library's."""
        return gettext(MESSAGES[text]) if text in MESSAGES else text

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """The same where the library counts; fields give their own messages there."""
        return self.gettext(singular if count == 1 else plural)


class ShopForm(FlaskForm):  # type: ignore[misc]
    """A form whose texts arrive clean (NFC, no control characters, no outer blanks); passwords stay as typed."""

    form_errors: list[str]

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How fields are made."""

        def bind_field(self, form: Form, unbound_field: "UnboundField[Any]", options: dict[str, Any]) -> Field:
            """Give every text field its cleaning."""
            kind = unbound_field.field_class
            if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
                options["filters"] = [_cleaned(clean_text if issubclass(kind, TextAreaField) else clean_line)]
            return super().bind_field(form, unbound_field, options)

        def get_translations(self, _form: Form) -> "Messages":
            """Replace the library's own messages, which do not exist in Vietnamese."""
            return Messages()

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """The same, and the page's title will tell when something is to be put right."""
        fits: bool = super().validate(*args, **kwargs)
        g.shows_errors = not fits
        return fits

    def refuse(self, error: DomainError, field: Field | None = None) -> None:
        """Show why the shop refused what the form asked: beside `field`, or above the form."""
        g.shows_errors = True
        if field is None:
            self.form_errors = [*self.form_errors, sentence_of(error)]
        else:
            field.errors = [*field.errors, sentence_of(error)]


class Reads:
    """Checks a text with the function that reads it; its DomainError becomes the field's message."""

    def __init__(self, parse: Callable[[str], object]) -> None:
        self.parse = parse

    def __call__(self, form: Form, field: Field) -> None:
        """Raise ValidationError with the sentence of what `parse` raises."""
        try:
            self.parse(field.data or "")
        except DomainError as error:
            raise ValidationError(sentence_of(error)) from error


def _cleaned(clean: Callable[[str, int], str]) -> Callable[[str | None], str | None]:
    return lambda text: clean(text, LONGEST_TEXT) if text else text


class AnswerForm(ShopForm):
    """An answer, or the shop's reply to a review."""

    body = TextAreaField(_("Câu trả lời"), [DataRequired(_(TextMissing.sentence))])
