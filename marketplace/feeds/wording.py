"""What the product feeds say in the same words, and how feeds write XML."""

import re
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from marketplace.catalogue import get_category
from marketplace.clock import today
from marketplace.feeds.goods import Good, say
from marketplace.feeds.site import in_language
from marketplace.prices import Sale

HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold, not even escaped."""


def element(name: str, text: object = "", /, **attributes: str) -> str:
    """<name>text</name>, with everything escaped that needs it."""
    given = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{given}>{escape(FORBIDDEN.sub('', str(text)))}</{name}>"


def titled(good: Good, pack: Any, locale: str) -> str:
    """The product with its pack size: "Mật ong rừng, hũ 500 ml"."""
    size = say(pack, "pack", locale)
    return f"{say(good.row, 'name', locale)}, {size[:1].lower()}{size[1:]}"


def described(good: Good, locale: str) -> str:
    """The description, else the summary, else the name: a feed without a text is refused."""
    return next(text for field in ("description", "summary", "name") if (text := say(good.row, field, locale)))


def link_to(good: Good, pack: Any, locale: str) -> str:
    """The product page with this pack size chosen."""
    return in_language(f"{good.address}?co={pack.ref}", locale)


def category_of(good: Good, locale: str) -> str:
    """The name of its category."""
    category = get_category(good.row.category)
    return category.name_en if locale == "en" else category.name_vi


def days_of(sale: Sale) -> str:
    """From today to the end of its last day, as feeds write two instants."""
    return f"{today():%Y-%m-%d}T00:00+0700/{sale.last_on:%Y-%m-%d}T23:59+0700"


def price_of(amount_vnd: int) -> str:
    """An amount in dong the way the feeds write it: "165000 VND"."""
    return f"{amount_vnd} VND"
