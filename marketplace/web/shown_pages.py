"""What is kept of a page that was shown, and what decides who may see it again."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from flask import Request

from marketplace.web.own_parts import Drawn

TAG: Final = 64
"""What a tag takes at most beside its letters."""


class Cookie(NamedTuple):
    """A cookie to be set; no script may read it."""

    name: str
    value: str
    seconds: int


Listed = dict[str, Any]
Decides = Callable[[Listed, Any], Hashable | None]
Noting = Callable[[Request, Any], Cookie | None]


@dataclass(frozen=True)
class Dependence:
    """What a page depends on beside its address, the database, the day and what every page shows of a visitor.

    `decides` gets the listed entries of the visitor's session and cookies and what the page is about; equal answers
    see the same page, and None is a page that nobody else sees. `notes` gives a cookie to each visitor. `name` is the
    view's.
    """

    name: str = ""
    session: tuple[str, ...] = ()
    cookies: tuple[str, ...] = ()
    decides: Decides = lambda _listed, _about: ()
    notes: Noting = lambda _request, _about: None


class Page(NamedTuple):
    """Which page stands at an address: what it depends on, what it is about, and the endpoint that drew it."""

    dependence: Dependence
    about: Any
    endpoint: str | None


class Shown(NamedTuple):
    """A page as it went out: from which version, until when it may go out again, and under which headers.

    When the version of all pages has risen, one with `tags` may still go out as long as their version has not.
    """

    drawn: Drawn
    version: int
    until: float
    headers: tuple[tuple[str, str], ...]
    tags: tuple[str, ...] | None = None
    tags_version: int = 0
    squeezed: tuple[bytes, ...] | None = None

    @property
    def size(self) -> int:
        """How many bytes are kept to go out."""
        parts = sum(map(len, self.squeezed or ())) + sum(TAG + len(tag) for tag in self.tags or ())
        return self.drawn.size + parts
