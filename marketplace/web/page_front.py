"""What stands in front of the application and sends pages again, before anything else is done for the request.

What the application's other parts refuse is never kept, so that a page that goes out again has passed them; it does so
under the headers that they gave it.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import asdict
from functools import cached_property, partial
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from flask import Flask, Request
from werkzeug.http import dump_cookie

from marketplace import cache_tags, cart, metrics
from marketplace.clock import today
from marketplace.database_version import DatabaseVersion
from marketplace.read_replica import ReadReplica
from marketplace.web import csrf, current_visitor, logs, own_parts, packing
from marketplace.web.locale import go_on, spoken
from marketplace.web.media import wants_little
from marketplace.web.own_parts import Drawn
from marketplace.web.own_writes import wrote_lately
from marketplace.web.page_store import LONGEST_KEPT, PageStore
from marketplace.web.security_headers import Sessions
from marketplace.web.shared_pages import SharedPages, open_shared
from marketplace.web.shown_pages import Dependence, Page, Shown

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BYTES: Final = 48_000_000
MOST_BYTES_BESIDE: Final = 12_000_000
"""Where there is a Redis that keeps the rest: what four in five visitors ask for."""
SECONDS: Final = 60.0
"""Numbers beside the filters may be somewhat older than their page; going out again adds no more than that."""
OF_EACH_ANSWER: Final = frozenset({"content-encoding", "content-length", "set-cookie", "x-request-id"})
"""Headers that are made anew when a page goes out again."""
VISIT: Final = "shop.visit"


class Visit:
    """A look at a page: a request as far as it decides what is shown; the rest is noted while it is answered."""

    def __init__(self, app: Flask, environ: "WSGIEnvironment") -> None:
        self.request = app.request_class(environ)
        self.sessions: Sessions = app.session_interface  # type: ignore[assignment]
        self.session = self.sessions.open_session(app, self.request)
        self.version: int | None = None
        self.units: int | None = None
        self.shown: tuple[Page, Drawn] | None = None
        self.tags: tuple[str, ...] | None = None
        self.reads_replica = False

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

    def __init__(
        self,
        app: Flask,
        versions: DatabaseVersion,
        dependences: Mapping[str, Dependence],
        replica: ReadReplica | None = None,
    ) -> None:
        self.kept = PageStore(MOST_BYTES_BESIDE if app.config["REDIS_URL"] else MOST_BYTES)
        self.counters = {"again": 0, "from_others": 0, "anew": 0}
        self._versions, self._dialect = versions, versions.dialect
        self._version_alone, self._with_basket = versions.question(), versions.question(cart.units_of_guest())
        self._of_tags = versions.question(cache_tags.version_of_some(self._dialect))
        self._app, self._dependences, self.replica = app, dependences, replica
        self._behind: WSGIApplication = app.wsgi_app

    @cached_property
    def shared(self) -> SharedPages | None:
        """The memory of all processes; opened by the first visitor, when all settings are known."""
        return open_shared(self._app, self._dependences)

    def stats(self) -> dict[str, int]:
        """Since this process began: pages sent again, of these from what other processes drew, and pages made anew;
        the bytes that are kept here; and what was asked of Redis, where there is one.
        """
        told = {**self.counters, "bytes": self.kept.bytes}
        if self.shared:
            told |= {f"redis_{name}": number for name, number in asdict(self.shared.memory.counters).items()}
        return told

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Send the page again, or let the application make it."""
        if environ["REQUEST_METHOD"] != "GET" or not _is_short(environ):
            return self._behind(environ, start_response)
        environ[VISIT] = visit = Visit(self._app, environ)
        go_on(visit.session, environ["QUERY_STRING"], environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        if visit.is_alone:
            return self._behind(environ, start_response)
        visit.reads_replica = self._may_read_replica(visit)
        address = visit.address()
        again = self._again(visit, address, start_response)
        return [again] if again is not None else self._anew(visit, address, start_response)

    def ask(self, visit: Visit) -> None:
        """Note the version that this visit sees, and how many units lie in the basket; nothing when no answer comes."""
        token = visit.session.get("cart")
        asked, values = (self._with_basket, {"token": token}) if token else (self._version_alone, {})
        if answer := self._ask_replica(visit) if visit.reads_replica else None:
            visit.version, visit.units = int(answer[0]), 0
            return
        answer = self._versions.ask(asked, **values)
        if answer and answer[0] is not None:
            visit.version, visit.units = int(answer[0]), answer[1] or 0 if token else 0

    def leave_replica(self, visit: Visit) -> None:
        """The replica gave no answer: this visit and others read the database itself."""
        if self.replica:
            self.replica.leave_alone()
        visit.reads_replica, visit.version = False, None

    def _ask_replica(self, visit: Visit) -> tuple[Any, ...] | None:
        answer = self.replica.versions.ask(self._version_alone) if self.replica else None
        if answer is None or answer[0] is None:
            self.leave_replica(visit)
            return None
        return answer

    def _may_read_replica(self, visit: Visit) -> bool:
        """Guests without a basket, unless they have just written something and look whether it is there."""
        if self.replica is None or "cart" in visit.session or wrote_lately(self._app, visit.session):
            return False
        return self.replica.may_serve()

    def _again(self, visit: Visit, address: Hashable, start_response: "StartResponse") -> bytes | None:
        page = self._page_at(address)
        own = visit.own(page) if page else None
        shown = self._shown(visit, address, own) if own is not None else None
        if page is None or shown is None:
            return None
        make_token = partial(csrf.token, self._app.config, visit.session)
        parts = own_parts.values(
            shown.drawn, make_token, visit.units or 0, has_wishes=bool(visit.session.get("wishes"))
        )
        new, body = [("X-Request-ID", logs.new_reference())], b""
        if packing.takes_gzip(visit.request.environ.get("HTTP_ACCEPT_ENCODING", "")):
            new.append(("Content-Encoding", "gzip"))
            body = shown.drawn.packed(self._squeezed((address, own), shown), parts)
        else:
            body = shown.drawn.filled(parts)
        new.append(("Content-Length", str(len(body))))
        visit.request.environ[logs.ENDPOINT], visit.request.environ[logs.WHO] = page.endpoint, "guest"
        metrics.count_kept_page(hit=True)
        start_response("200 OK", [*shown.headers, *new, *self._cookies(visit, page)])
        return body

    def _page_at(self, address: Hashable) -> Page | None:
        page: Page | None = self.kept.find(address)
        if page is None and self.shared and (page := self.shared.find_page(address)):
            self.kept.keep(address, page)
        return page

    def _shown(self, visit: Visit, address: Hashable, own: Hashable) -> Shown | None:
        """The page as it was shown before, by this process or by another one, when it still tells what is so."""
        key, near = (address, own), self.kept.find((address, own))
        if near and (good := self._if_true(visit, key, near)):
            self._count("again")
            return good
        far = self.shared.find(address, own) if self.shared else None
        if far and (good := self._if_true(visit, key, far)):
            self.kept.keep(key, good, good.size)
            self._count("from_others")
            return good
        return None

    def _if_true(self, visit: Visit, key: Hashable, shown: Shown) -> Shown | None:
        if monotonic() >= shown.until:
            return None
        if visit.version is None:
            self.ask(visit)
        if visit.version is None:
            return None
        if visit.version == shown.version:
            return shown
        asked = self._ask_tags(visit, shown.tags)
        if asked is None or asked[1] != shown.tags_version:
            return None
        renewed = shown._replace(version=asked[0])
        self.kept.keep(key, renewed, renewed.size)
        return renewed

    def _ask_tags(self, visit: Visit, tags: tuple[str, ...] | None) -> tuple[int, int] | None:
        """The version of all pages, and that of these tags at the same moment; None when no answer comes."""
        if tags is None:
            return None
        versions = self.replica.versions if self.replica and visit.reads_replica else self._versions
        answer = versions.ask(self._of_tags, tags=cache_tags.written(self._dialect, tags))
        return (int(answer[0]), int(answer[1])) if answer else None

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
        self._count("anew")
        page, drawn = visit.shown
        metrics.count_kept_page(hit=False)
        tags_version = self._version_of_tags(visit)
        if (own := visit.own(page)) is None or tags_version is None:
            return
        lasting = tuple((name, value) for name, value in headers if name.lower() not in OF_EACH_ANSWER)
        shown = Shown(drawn, visit.version, monotonic() + SECONDS, lasting, visit.tags, tags_version)
        if self.shared:
            shown = shown._replace(squeezed=drawn.squeezed())
            self.shared.keep(address, own, page, shown)
        self.kept.keep(address, page)
        self.kept.keep((address, own), shown, shown.size)

    def _version_of_tags(self, visit: Visit) -> int | None:
        """The version of what was shown; None when something changed meanwhile, which may be in it or not."""
        if visit.tags is None:
            return 0
        asked = self._ask_tags(visit, visit.tags)
        return asked[1] if asked and asked[0] == visit.version else None

    def _count(self, what: str) -> None:
        self.counters[what] += 1  # now and then one is lost between two threads, which nobody misses


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
