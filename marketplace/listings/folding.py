"""A text of a statement in its searchable form, for a table that keeps no such column."""

import unicodedata
from typing import Any, Final

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

_VOWELS: Final = "aăâeêioôơuưy"
_TONES: Final = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_SMALL: Final = [unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES]
_MARKED: Final = [letter for letter in _SMALL if not letter.isascii()]
ACCENTED: Final = "".join(_MARKED) + "đ" + "".join(_MARKED).upper() + "Đ"
_BARE: Final = "".join(unicodedata.normalize("NFD", letter)[0] for letter in _MARKED) + "d"
UNACCENTED: Final = _BARE * 2
"""The letters of Vietnamese that have marks, and what `text.fold` makes of each."""


class folded(FunctionElement[str]):
    """A text as `text.fold` has it: lower case, without accents; PostgreSQL leaves the marks between words in it.

    Each row is folded when it is asked for: only for statements that an index narrows to the rows of one shop.
    """

    inherit_cache = True
    type = String()


@compiles(folded)
def _by_function(element: folded, compiler: SQLCompiler, **how: Any) -> str:
    """SQLite calls the shop's own function (see database.set_up_sqlite)."""
    return f"folded({compiler.process(element.clauses, **how)})"


@compiles(folded, "postgresql")
def _by_letters(element: folded, compiler: SQLCompiler, **how: Any) -> str:
    return f"lower(translate({compiler.process(element.clauses, **how)}, '{ACCENTED}', '{UNACCENTED}'))"
