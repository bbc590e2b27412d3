"""Texts that spreadsheets would take for formulas: guarded when written, freed again when read."""

import re
from typing import Final

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""With what spreadsheets take for one (OWASP, CSV injection)."""
MARK: Final = "'"
QUOTED: Final = re.compile(r'="((?:[^"]|"")*)"')


def guarded(text: str) -> str:
    """The text with a mark before it, where a spreadsheet would calculate it; also where `unguarded` would take one."""
    return MARK + text if text.lstrip(MARK).startswith(FORMULA) else text


def marked_again(text: str) -> str:
    """The same for a workbook, where texts are told from formulas: only what looks guarded gets a mark more."""
    return guarded(text) if text.startswith(MARK) else text


def as_digits(text: str) -> str:
    """Written as ="0912 345 678": in any other form spreadsheets take it for an amount."""
    quoted = text.replace('"', '""')
    return f'="{quoted}"' if text else ""


def unguarded(text: str) -> str:
    """What was written by any of these."""
    return unmarked(text) if text.startswith(MARK) else unquoted(text)


def unmarked(text: str) -> str:
    """The text without the mark that guarded it."""
    is_guarded = text.startswith(MARK) and text.lstrip(MARK).startswith(FORMULA)
    return text[1:] if is_guarded else text


def unquoted(text: str) -> str:
    """What `as_digits` wrote."""
    found = QUOTED.fullmatch(text)
    return found[1].replace('""', '"') if found else text
