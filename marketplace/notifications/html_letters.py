"""A letter's HTML part, made from its text: the same words and links, in light and dark, without pictures.

What is written once cannot differ between the two parts. The first link of a letter becomes its button, named by the
line above it; the one by which its reader wants no more stands below the sheet.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

from babel.support import Translations

from marketplace.notifications.letters import fill_sheet, sender
from marketplace.text import N_

LONGEST_LABEL: Final = 70
OPEN: Final = N_("Mở trang này")
STOP: Final = N_("Thôi nhận thư này")
_URL: Final = re.compile(r"https?://\S+")
_LINKED: Final = re.compile(r"https?://[^\s<>]+[^\s<>.,;:)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


Line: TypeAlias = tuple[tuple[str, str], ...]
"""The parts of a line, each with the address it leads to, or none."""


@dataclass(frozen=True)
class Block:
    """A part of a letter: a paragraph, a list, a link, or the way on, which is a button."""

    kind: str
    lines: tuple[Line, ...]
    url: str = ""


def as_html(subject: str, body: str, locale: str, *, unsubscribe: str = "") -> str:
    """The HTML part of a letter in this language."""
    texts = [text for text in re.split(r"\n\s*\n", body.strip()) if text.strip() != sender.shop_name]
    blocks, way_out = list(_blocks(texts, locale, unsubscribe)), None
    if unsubscribe:
        way_out = next((block for block in blocks if block.url == unsubscribe), None)
        blocks = [block for block in blocks if block is not way_out]
    facts = {"subject": subject, "locale": locale, "shop_name": sender.shop_name}
    return fill_sheet(blocks=blocks, way_out=way_out, **facts)


def _blocks(texts: list[str], locale: str, unsubscribe: str) -> Iterator[Block]:
    has_way, waiting = False, ""
    for text in [*texts, ""]:
        is_link = _URL.fullmatch(text.strip()) is not None
        if is_link and text.strip() == unsubscribe:
            yield Block("out", (_plain(waiting), _plain(_word(STOP, locale))), unsubscribe)
        elif is_link:
            before, label = _label_before(waiting)
            if before:
                yield _paragraph(before)
            yield Block("link" if has_way else "way", (_plain(label or _word(OPEN, locale)),), text.strip())
            has_way = True
        elif waiting:
            yield _paragraph(waiting)
        waiting = "" if is_link else text.strip("\n")


def _label_before(text: str) -> tuple[str, str]:
    """What stands before a link, and the name of the link: the last line, where it ends with a colon."""
    before, _, last = text.rpartition("\n")
    if last.endswith(":") and len(last) <= LONGEST_LABEL:
        return before.strip(), last.rstrip(":. ")
    return text, ""


def _paragraph(text: str) -> Block:
    """A paragraph as it is written; a list where each of its lines begins with a hyphen."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if lines and all(line.startswith("- ") for line in lines):
        return Block("list", tuple(_linked(line[2:]) for line in lines))
    return Block("text", tuple(map(_linked, lines)))


def _linked(line: str) -> Line:
    """The line with its addresses to be pressed."""
    parts, reached = [], 0
    for match in _LINKED.finditer(line):
        shown = match.group()
        url = shown if shown.startswith("http") else f"mailto:{shown}"
        parts += [(line[reached : match.start()], ""), (shown, url)]
        reached = match.end()
    return (*parts, (line[reached:], ""))


def _plain(text: str) -> Line:
    return ((text, ""),)


def _word(sentence: str, locale: str) -> str:
    return _words(locale, sender.translations).gettext(sentence)


@cache
def _words(locale: str, folder: str) -> Translations:
    found = Translations.load(folder, [locale])
    if not isinstance(found, Translations):
        found = Translations()
    return found
