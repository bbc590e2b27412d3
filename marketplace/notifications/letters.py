"""The words of the mails: templates/emails/<name>.txt, its first line the subject, in the reader's language."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from babel.support import Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from marketplace.clock import to_local
from marketplace.money import format_grams, format_vnd

TEMPLATES: Final = Path(__file__).parents[2] / "templates" / "emails"
TOKENS: Final = Path(__file__).parents[2] / "static" / "css" / "tokens.css"
_COLOUR: Final = re.compile(r"--([\w-]+): *(#[0-9a-f]{3,6})\b")


@dataclass
class Sender:
    """What every mail says of the shop; filled in from the settings when the application starts."""

    shop_name: str = ""
    base_url: str = ""
    translations: str = ""
    support_email: str = ""


sender = Sender()


@dataclass(frozen=True)
class Letter:
    """A mail's subject and its plain text."""

    subject: str
    body: str


def write(name: str, locale: str | None, *, path: str, **facts: object) -> Letter:
    """Write the mail `name`. `path` is where its link leads in the shop; the address is the configured one, never the
    one a request came by, which a visitor can forge.
    """
    link = sender.base_url + path
    template = environment(locale or "vi", sender.translations).get_template(f"{name}.txt")
    text = template.render(sender=sender, link=link, locale=locale, **facts)
    subject, _, body = text.strip().partition("\n")
    return Letter(subject.strip(), body.strip() + "\n")


def fill_sheet(**facts: object) -> str:
    """The sheet on which the HTML part of every letter is written, with everything in it escaped."""
    return _sheets().get_template("_letter.html").render(**_colours(), **facts)


@cache
def _colours() -> dict[str, dict[str, str]]:
    """The design's colours by their names, in light and dim: a mail program knows no variables of a style sheet."""
    light, _, dim = TOKENS.read_text(encoding="utf-8").partition("[data-theme=dim]")
    return {"light": dict(_COLOUR.findall(light)), "dim": dict(_COLOUR.findall(dim))}


@cache
def _sheets() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def environment(locale: str, folder: str) -> Environment:
    """What letters in this language are written with; `folder` holds the translations."""
    environment = Environment(  # noqa: S701 - plain text, not HTML: escaping would spoil it
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_translations(Translations.load(folder, [locale]), newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(_filters(locale))
    return environment


def _filters(locale: str) -> dict[str, Any]:
    return {
        "vnd": lambda amount_vnd: format_vnd(amount_vnd, locale),
        "day": lambda day: day.strftime("%d/%m"),
        "date": lambda day: day.strftime("%d/%m/%Y"),
        "local_day": lambda moment: to_local(moment).strftime("%d/%m"),
        "kilograms": lambda grams: format_grams(grams, locale),
        "percent": lambda basis_points: percent(basis_points, locale),
        "moment": lambda at: f"{to_local(at):%H:%M %d/%m}",
        "inside": lambda words: f"{words[:1].lower()}{words[1:]}",  # within a sentence
    }


def percent(basis_points: int, locale: str) -> str:
    """A rate as people say it: "5 %", "1,5 %"."""
    rate = f"{basis_points / 100:g}"
    return f"{rate if locale == 'en' else rate.replace('.', ',')} %"
