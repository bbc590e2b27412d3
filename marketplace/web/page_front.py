"""What stands in front of the application and sends pages again, before anything else is done for the request.

What the application's other parts refuse is never kept, so that a page that goes out again has passed them; it does so
under the headers that they gave it.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flask import Flask, Request
from werkzeug.http import dump_cookie

from marketplace import cart
from marketplace.clock import today
from marketplace.database_version import DatabaseVersion
from marketplace.web import csrf, current_visitor, logs, own_parts, packing
from marketplace.web.locale import go_on, spoken
from marketplace.web.media import wants_little
from marketplace.web.own_parts import Drawn
from marketplace.web.page_store import LONGEST_KEPT, PageStore
from marketplace.web.security_headers import Sessions

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BYTES: Final = 48_000_000
SECONDS: Final = 60.0
"""Numbers beside the filters may be somewhat older than their page; going out again adds no more than that."""
OF_EACH_ANSWER: Final = frozenset({"content-encoding", "content-length", "set-cookie", "x-request-id"})
"""Headers that are made anew when a page goes out again."""
VISIT: Final = "shop.visit"


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
    see the same page, and None is a page that nobody else sees. `notes` gives a cookie to each visitor.
    """

    session: tuple[str, ...] = ()
    cookies: tuple[str, ...] = ()
    decides: Decides = lambda _listed, _about: ()
    notes: Noting = lambda _request, _about: None


class Page(NamedTuple):
    """Which page stands at an address: what it depends on, and what it is about."""

    dependence: Dependence
    about: Any


class Shown(NamedTuple):
    """A page as it went out: from which version, until when it may go out again, and under which headers."""

    drawn: Drawn
    version: int
    until: float
    headers: tuple[tuple[str, str], ...]
    squeezed: tuple[bytes, ...] | None = None

    @property
    def size(self) -> int:
        """How many bytes are kept to go out."""
        return self.drawn.size + sum(map(len, self.squeezed or ()))


class Visit:
    """A look at a page: a request as far as it decides what is shown; the rest is noted while it is answered."""

    def __init__(self, app: Flask, environ: "WSGIEnvironment") -> None:
        self.request = app.request_class(environ)
        self.sessions: Sessions = app.session_interface  # type: ignore[assignment]
        self.session = self.sessions.open_session(app, self.request)
        self.version: int | None = None
        self.units: int | None = None
        self.shown: tuple[Page, Drawn] | None = None

    @property
    def is_alone(self) -> bool:
        """Whether nobody else sees the same: a person who signed in, or somebody who is told something once."""
        return not current_visitor.is_guest(self.session) or "_flashes" in self.session

    def address(self) -> Hashable:
        """Where this visit is, and what decides everywhere what is shown there."""
        environ = self.request.environ
        return (
            environ["PATH_INFO"],
            environ["QUERY_STRING"],
            environ.get("HTTP_HOST"),
            environ["wsgi.url_scheme"],
            self.session.get("locale") or spoken(environ.get("HTTP_ACCEPT_LANGUAGE", "")),
            wants_little(environ.get("HTTP_SAVE_DATA", "")),
            self.session.get("deliver_to"),
            today(),
        )

    def own(self, page: Page) -> Hashable | None:
        """What else of this visitor decides what the page looks like."""
        needed, cookies = page.dependence, self.request.cookies if page.dependence.cookies else {}
        entries = {name: self.session[name] for name in needed.session if name in self.session}
        return needed.decides(entries | {name: cookies[name] for name in needed.cookies if name in cookies}, page.about)


class PageFront:
    """The kept pages of one application, in front of it: what goes out again passes none of its other parts."""

    def __init__(self, app: Flask, versions: DatabaseVersion) -> None:
        self.kept = PageStore(MOST_BYTES)
        self._versions = versions
        self._version_alone, self._with_basket = versions.question(), versions.question(cart.units_of_guest())
        self._app = app
        self._behind: WSGIApplication = app.wsgi_app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Send the page again, or let the application make it."""
        if environ["REQUEST_METHOD"] != "GET" or not _is_short(environ):
            return self._behind(environ, start_response)
        environ[VISIT] = visit = Visit(self._app, environ)
        go_on(visit.session, environ["QUERY_STRING"], environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        if visit.is_alone:
            return self._behind(environ, start_response)
        address = visit.address()
        again = self._again(visit, address, start_response)
        return [again] if again is not None else self._anew(visit, address, start_response)

    def ask(self, visit: Visit) -> None:
        """Note the version that this visit sees, and how many units lie in the basket; nothing when no answer comes."""
        token = visit.session.get("cart")
        asked, values = (self._with_basket, {"token": token}) if token else (self._version_alone, {})
        answer = self._versions.ask(asked, **values)
        if answer:
            visit.version, visit.units = answer[0], answer[1] or 0 if token else 0

    def _again(self, visit: Visit, address: Hashable, start_response: "StartResponse") -> bytes | None:
        page: Page | None = self.kept.find(address)
        own = visit.own(page) if page else None
        shown: Shown | None = self.kept.find((address, own)) if own is not None else None
        if page is None or shown is None or monotonic() >= shown.until:
            return None
        self.ask(visit)
        if visit.units is None or visit.version != shown.version:
            return None
        make_token = partial(csrf.token, self._app.config["SECRET_KEY"], visit.session)
        parts = own_parts.values(shown.drawn, make_token, visit.units, has_wishes=bool(visit.session.get("wishes")))
        new, body = [("X-Request-ID", logs.new_reference())], b""
        if packing.takes_gzip(visit.request.environ.get("HTTP_ACCEPT_ENCODING", "")):
            new.append(("Content-Encoding", "gzip"))
            body = shown.drawn.packed(self._squeezed((address, own), shown), parts)
        else:
            body = shown.drawn.filled(parts)
        new.append(("Content-Length", str(len(body))))
        start_response("200 OK", [*shown.headers, *new, *self._cookies(visit, page)])
        return body

    def _squeezed(self, key: Hashable, shown: Shown) -> tuple[bytes, ...]:
        """The page compressed, which is kept with it for the next one who asks so."""
        if shown.squeezed is None:
            shown = shown._replace(squeezed=shown.drawn.squeezed())
            self.kept.keep(key, shown, shown.size)
        return shown.squeezed or ()

    def _cookies(self, visit: Visit, page: Page) -> list[tuple[str, str]]:
        """What the application would let the browser note with this page."""
        noted = header_of(self._app, page, visit.request), visit.sessions.cookie(self._app, visit.session)
        return [("Set-Cookie", header) for header in noted if header]

    def _anew(self, visit: Visit, address: Hashable, start_response: "StartResponse") -> Iterable[bytes]:
        def noting(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            if status == "200 OK":
                self._keep(visit, address, headers)
            return start_response(status, headers, *error)

        return self._behind(visit.request.environ, noting)

    def _keep(self, visit: Visit, address: Hashable, headers: list[tuple[str, str]]) -> None:
        if visit.shown is None or visit.version is None:
            return
        page, drawn = visit.shown
        lasting = tuple((name, value) for name, value in headers if name.lower() not in OF_EACH_ANSWER)
        if (own := visit.own(page)) is not None:
            self.kept.keep(address, page)
            shown = Shown(drawn, visit.version, monotonic() + SECONDS, lasting)
            self.kept.keep((address, own), shown, shown.size)


def _is_short(environ: "WSGIEnvironment") -> bool:
    """Whether an address is short enough to be kept as a key."""
    said = environ["PATH_INFO"], environ["QUERY_STRING"], environ.get("HTTP_HOST", "")
    return sum(map(len, said)) <= LONGEST_KEPT


def header_of(app: Flask, page: Page, request: Request) -> str | None:
    """The header of the cookie that a page gives to its visitor, if any."""
    cookie = page.dependence.notes(request, page.about)
    if cookie is None:
        return None
    name, value, seconds = cookie
    flags: dict[str, Any] = {"secure": app.config["SESSION_COOKIE_SECURE"], "httponly": True, "samesite": "Lax"}
    return dump_cookie(name, value, seconds, sync_expires=False, **flags)
