"""How values are written on the screen, in the language of the page."""

from datetime import date, datetime

from flask import Flask
from flask_babel import gettext

from marketplace import money
from marketplace.accounts.phones import mask_phone, show_phone
from marketplace.clock import to_local
from marketplace.errors import DomainError
from marketplace.web.locale import current


def init_app(app: Flask) -> None:
    """Make the filters known to the templates."""
    for name in (vnd, count_short, day, full_date, moment, say, sentence_of):
        app.add_template_filter(name)
    app.add_template_filter(full_date, "date")
    app.add_template_filter(show_phone, "phone")
    app.add_template_filter(mask_phone, "masked_phone")


def vnd(amount_vnd: int) -> str:
    """An amount in dong: "165.000 ₫"."""
    return money.format_vnd(amount_vnd, current())


def count_short(count: int) -> str:
    """A rough count as people write it: 640, 1,2k."""
    if count < 1_000:
        return str(count)
    text = f"{count / 1_000:.1f}".removesuffix(".0")
    return f"{text if current() == 'en' else text.replace('.', ',')}k"


def day(value: date | datetime) -> str:
    """Day and month: 25/11."""
    return f"{_local(value):%d/%m}"


def full_date(value: date | datetime) -> str:
    """A whole date: 25/11/2026."""
    return f"{_local(value):%d/%m/%Y}"


def moment(value: datetime) -> str:
    """An instant on Vietnam's clock: 17:05 25/11/2026."""
    return f"{to_local(value):%H:%M %d/%m/%Y}"


def say(thing: object, field: str) -> str:
    """A text that exists in both languages; English falls back to Vietnamese where it is missing."""
    english = getattr(thing, f"{field}_en") if current() == "en" else ""
    return str(english or getattr(thing, f"{field}_vi"))


def sentence_of(error: DomainError) -> str:
    """What went wrong, in the language of the page."""
    return gettext(error.message, **error.params) if error.params else gettext(error.message)


def _local(value: date | datetime) -> date:
    return to_local(value) if isinstance(value, datetime) else value
