"""The parts of a kept page that are each visitor's own: marks in the page, filled in when it goes out."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from secrets import token_hex
from typing import Final, NamedTuple

from flask import g
from markupsafe import escape

from marketplace.web import packing

NAMES: Final = (
    "csrf_token",
    "basket_quantity",
    "basket_badge",
    "visitor_name",
    "has_wishes",
    "notice_count",
    "notice_badge",
)
MARK: Final = token_hex(16)
MARKS: Final = {name: f"{MARK}{number}" for number, name in enumerate(NAMES)}
"""The same beginning for all, because a page is searched for one text many times faster than for several."""


class Drawn(NamedTuple):
    """A page to be kept: what all see, and between two such pieces the name of an own part."""

    pieces: tuple[bytes, ...]
    names: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many bytes all see."""
        return sum(map(len, self.pieces))

    def filled(self, own: Mapping[str, bytes]) -> bytes:
        """The page with these own parts."""
        parts = [b""] * (len(self.pieces) + len(self.names))
        parts[::2] = self.pieces
        parts[1::2] = [own[name] for name in self.names]
        return b"".join(parts)

    def squeezed(self) -> tuple[bytes, ...]:
        """The pieces, compressed; worth to be kept."""
        return tuple(map(packing.squeezed, self.pieces))

    def packed(self, squeezed: tuple[bytes, ...], own: Mapping[str, bytes]) -> bytes:
        """The page with these own parts as a gzip file."""
        return packing.packed(self.pieces, squeezed, [own[name] for name in self.names])


def values(
    drawn: Drawn,
    token: Callable[[], str],
    basket_units: int,
    name: str = "",
    *,
    has_wishes: bool = False,
    unread: int = 0,
) -> dict[str, bytes]:
    """The own parts of a visitor; only a page with a form makes a token, and with it a cookie."""
    texts = {
        "basket_quantity": str(basket_units),
        "basket_badge": badge(basket_units),
        "visitor_name": escape(name) if name else "",
        "has_wishes": "1" if has_wishes else "",
        "notice_count": str(unread),
        "notice_badge": badge(unread),
    }
    if "csrf_token" in drawn.names:
        texts["csrf_token"] = token()
    return {part: text.encode() for part, text in texts.items()}


def badge(count: int) -> str:
    """A number on an icon: none for nothing, and no longer than three characters."""
    return str(count) if 0 < count < 100 else "99+" if count else ""


def split(page: bytes) -> Drawn:
    """A page that was drawn with marks, taken apart at these."""
    first, *others = page.split(MARK.encode())
    return Drawn((first, *(part[1:] for part in others)), tuple(NAMES[int(part[:1])] for part in others))


@contextmanager
def marked() -> Iterator[None]:
    """While a page to be kept is drawn, its templates get the marks."""
    g.is_marking = True
    try:
        yield
    finally:
        g.is_marking = False


def is_marking() -> bool:
    """Whether the page that is being drawn is to be kept."""
    return bool(g.get("is_marking"))
