"""What may stand in public: clean, short enough, without phone numbers and addresses; and names cut short."""

import re
from typing import Final
from unicodedata import normalize

from marketplace.reviews.errors import ContactInText, TextMissing, TextTooLong
from marketplace.text import clean_line, clean_text

LONGEST_REVIEW: Final = 2_000
LONGEST_REPLY: Final = 1_000
NAMELESS: Final = "Khách"
_DAY: Final = r"\d{1,2}([-/.])\d{1,2}\1\d{2,4}(?![-/.]?\d)"
_PHONE: Final = re.compile(rf"(?<![\d.,/-])(?!{_DAY})(?:\+?84|0)(?:[\s().\-–_/]{{0,2}}\d){{8,10}}(?!\d)")
_MAIL: Final = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.|\s\.\s)\w+", re.IGNORECASE)
_CONTACT: Final = re.compile(r"@|\d{3}")
_TITLES: Final = frozenset(["anh", "chị", "cô", "chú", "bác", "ông", "bà", "em", "cậu", "dì", "thầy"])


def public_text(text: str, *, limit: int) -> str:
    """The text as it may be shown; links stay plain text. Raises TextTooLong or ContactInText."""
    clean = clean_text(text, limit + 1)
    if len(clean) > limit:
        raise TextTooLong(limit=limit)
    plain = normalize("NFKC", clean)  # digits of double width are digits
    if _PHONE.search(plain) or _MAIL.search(plain):
        raise ContactInText()
    return clean


def required_text(text: str, *, limit: int) -> str:
    """The same for what makes no sense empty. Raises TextMissing besides."""
    clean = public_text(text, limit=limit)
    if not clean:
        raise TextMissing()
    return clean


def short_name(name: str) -> str:
    """The given name and the family name's first letter: "Chị Nguyễn Thị Lan" is shown as "Lan N.".

    Numbers and e-mail addresses that people gave as their name are left out.
    """
    words = [word for word in clean_line(name, 120).split() if not _CONTACT.search(word)]
    while len(words) > 1 and words[0].lower() in _TITLES:
        words = words[1:]
    if len(words) < 2:
        return "".join(words)[:40] or NAMELESS
    return f"{words[-1][:40]} {words[0][0].upper()}."
