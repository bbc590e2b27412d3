"""What the pages say: the Vietnamese sentence, or what the catalogue has for it in the language of a window."""

from functools import cache
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po

ENGLISH = Path(__file__).parents[2] / "translations" / "en" / "LC_MESSAGES" / "messages.po"


class Words:
    """The words of one window; `words("Giỏ hàng")` is what stands on its pages."""

    def __init__(self, locale: str) -> None:
        self.in_english = locale.startswith("en")

    def __call__(self, sentence: str) -> str:
        message = english().get(sentence) if self.in_english else None
        return str(message.string or sentence) if message else sentence


@cache
def english() -> Catalog:
    with ENGLISH.open("rb") as text:
        return read_po(text)
