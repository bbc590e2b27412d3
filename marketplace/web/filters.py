"""How values are written on the screen, in the language of the page."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Protocol

from babel.dates import get_month_names
from flask import Flask
from jinja2.filters import do_xmlattr
from jinja2.nodes import EvalContext
from jinja2.utils import pass_eval_context

from marketplace import money
from marketplace.accounts.phones import mask_phone, show_phone
from marketplace.catalogue.models import ContentUnit
from marketplace.clock import to_local, today
from marketplace.collections import Collection
from marketplace.errors import DomainError
from marketplace.orders.numbers import payment_number
from marketplace.places import Commune
from marketplace.reviews import Tag
from marketplace.sellers.shop_page import BlockKind
from marketplace.web.labels import REVIEW_TAGS
from marketplace.web.locale import current, gettext
from marketplace.web.shop_blocks import PROMPTS

BEFORE_UNIT = re.compile(r"(?<=\d) (?=\w)")
NO_BREAK = "\u00a0"


class Located(Protocol):
    """Anything that comes from a place which its certificate prints."""

    @property
    def printed_place_vi(self) -> str:
        """The place as printed, from the smallest unit to the largest."""


class Measured(Protocol):
    """A pack size, or a card that shows one."""

    @property
    def price_vnd(self) -> int:
        """Its price in dong."""

    @property
    def content_amount(self) -> int:
        """How much it holds, in `content_unit`."""

    @property
    def content_unit(self) -> ContentUnit:
        """What that is counted in."""


def init_app(app: Flask) -> None:
    """Make the filters known to the templates."""
    amounts = (vnd, amount, number, unit_price, decimal, count_short, file_size)
    times = (day, day_range, hour, moment, month, days_shown)
    words = (say, block_title, facts, goods, pack_size, place, place_within, printed_place, review_tag, sentence_of)
    for name in (*amounts, *times, *words):
        app.add_template_filter(name)
    app.add_template_filter(attributes, "xmlattr")
    app.add_template_filter(full_date, "date")
    app.add_template_filter(payment_number)
    app.add_template_filter(show_phone, "phone")
    app.add_template_filter(mask_phone, "masked_phone")


@pass_eval_context
def attributes(context: EvalContext, given: Mapping[str, object]) -> str:
    """Attributes of an element, which templates name as arguments: aria_label is aria-label, as in the form library.

    True is an attribute without a value, False and None are none.
    """
    told = {_attribute(name): "" if value is True else value for name, value in given.items() if value is not False}
    return do_xmlattr(context, told)


def _attribute(name: str) -> str:
    return name.replace("_", "-") if name.startswith(("aria_", "data_")) else name


def vnd(amount_vnd: int) -> str:
    """An amount in dong: "165.000 ₫"."""
    return money.format_vnd(amount_vnd, current())


def amount(amount_vnd: int) -> str:
    """An amount in dong where the heading names the currency: "165.000"."""
    return vnd(amount_vnd).removesuffix(f"{NO_BREAK}₫")


def number(count: int) -> str:
    """A whole number with the marks of thousands: 2.477, in English 2,477."""
    digits = f"{count:,}"
    return digits if current() == "en" else digits.replace(",", ".")


def unit_price(variant: Measured) -> str:
    """The price per kilogram, litre or piece, so that pack sizes can be compared: "330.000 ₫/lít", or nothing."""
    found = money.unit_price(variant.price_vnd, variant.content_amount, variant.content_unit)
    return found.show(current()) if found else ""


def decimal(value: float) -> str:
    """A number with one decimal: 4,8."""
    return _with_comma(f"{value:.1f}")


def file_size(size: int) -> str:
    """The size of a file given in bytes, as a person reads it: "84 KB", "1,4 MB"."""
    if size < 1_000_000:
        return f"{max(round(size / 1_000), 1)}{NO_BREAK}KB"
    if size < 1_000_000_000:
        return f"{decimal(size / 1_000_000)}{NO_BREAK}MB"
    return f"{decimal(size / 1_000_000_000)}{NO_BREAK}GB"


def count_short(count: int) -> str:
    """A rough count as people write it: 640, 1,2k."""
    if count < 1_000:
        return str(count)
    text = f"{count / 1_000:.1f}".removesuffix(".0")
    return f"{_with_comma(text)}k"


def _with_comma(number: str) -> str:
    return number if current() == "en" else number.replace(".", ",")


def day(value: date | datetime) -> str:
    """Day and month: 25/11."""
    return f"{_local(value):%d/%m}"


def day_range(first: date, last: date) -> str:
    """From one day to another, as short as it can be said: 25–27/11, 30/11–02/12."""
    if first == last:
        return day(first)
    return f"{first:%d}–{day(last)}" if first.month == last.month else f"{day(first)}–{day(last)}"


def full_date(value: date | datetime) -> str:
    """A whole date: 25/11/2026."""
    return f"{_local(value):%d/%m/%Y}"


def moment(value: datetime) -> str:
    """An instant on Vietnam's clock: 17:05 25/11/2026."""
    return f"{to_local(value):%H:%M %d/%m/%Y}"


def month(value: int) -> str:
    """A month as sentences name it: "11" after the word "tháng", in English "November"."""
    return str(get_month_names("wide", locale="en")[value]) if current() == "en" else str(value)


def hour(value: datetime) -> str:
    """An instant near now on Vietnam's clock: "17:05 hôm nay", "09:00 ngày mai", "09:00 25/11"."""
    local = to_local(value)
    time, days = f"{local:%H:%M}", (local.date() - today()).days
    if days == 0:
        return gettext("%(time)s hôm nay", time=time)
    return gettext("%(time)s ngày mai", time=time) if days == 1 else f"{time} {local:%d/%m}"


def say(thing: object, field: str) -> str:
    """A text that exists in both languages; English falls back to Vietnamese where it is missing."""
    if current() == "en" and (english := _of(thing, f"{field}_en")):
        return str(english)
    return str(_of(thing, f"{field}_vi"))


def block_title(block: Mapping[str, Any]) -> str:
    """What stands above a block of a shop's page: its own title, or what its kind is called."""
    return say(block, "title") or gettext(PROMPTS[BlockKind(block["kind"])].title)


def facts(told: object) -> list[tuple[str, str]]:
    """What a seller says of itself, or wants to say in a draft, as (label, value) pairs."""
    told_facts: Any = _of(told, "facts")
    return [(say(fact, "label"), say(fact, "value")) for fact in told_facts]


def goods(product: object, pack: object = None) -> str:
    """A product with its pack size: "Mật ong rừng, hũ 500 ml"; an order line knows both itself."""
    return f"{say(product, 'name')}, {pack_size(pack or product)}"


def pack_name(thing: object) -> str:
    """The pack size of a thing, whose number and unit stay together: "Hũ 500 ml"."""
    return _kept_together(say(thing, "pack"))


@lru_cache(maxsize=1_000)
def _kept_together(pack: str) -> str:
    return BEFORE_UNIT.sub(NO_BREAK, pack)


def pack_size(thing: object) -> str:
    """The same within a sentence: "hũ 500 ml"."""
    size = pack_name(thing)
    return f"{size[:1].lower()}{size[1:]}"


def place(commune: Commune) -> str:
    """A commune with its province: "Phường Ba Đình, Hà Nội"."""
    return commune.line(current())


def place_within(commune: Commune) -> str:
    """The same within a sentence: "phường Ba Đình, Hà Nội"."""
    name = place(commune)
    return name if current() == "en" else f"{name[:1].lower()}{name[1:]}"


def printed_place(seller: Located) -> str:
    """Where the goods come from, short: the smallest and the largest unit that the certificate prints."""
    return _ends_of(seller.printed_place_vi)


@lru_cache(maxsize=1_000)
def _ends_of(place: str) -> str:
    units = [unit.strip() for unit in place.split(",")]
    return ", ".join(dict.fromkeys((units[0], units[-1])))


def review_tag(tag: str) -> str:
    """What a buyer ticked: "Thơm ngon"."""
    return str(REVIEW_TAGS[Tag(tag)])


def days_shown(collection: Collection) -> str:
    """When a collection is shown: "01/12/2026 – 16/02/2027", "từ 01/12/2026", "luôn hiện"."""
    first, last = collection.shown_from_on, collection.shown_until_on
    if first and last:
        return f"{full_date(first)} – {full_date(last)}"
    if first:
        return gettext("từ %(day)s", day=full_date(first))
    return gettext("đến %(day)s", day=full_date(last)) if last else gettext("luôn hiện")


def sentence_of(error: DomainError) -> str:
    """What went wrong, in the language of the page."""
    params = {name: _said(value) for name, value in error.params.items()}
    return gettext(error.message, **params) if params else gettext(error.message)


def _said(value: object) -> object:
    if isinstance(value, money.Amount):
        return vnd(value)
    return full_date(value) if isinstance(value, date) else value


def _of(thing: object, name: str) -> object:
    return thing[name] if isinstance(thing, dict) else getattr(thing, name)


def _local(value: date | datetime) -> date:
    return to_local(value) if isinstance(value, datetime) else value
