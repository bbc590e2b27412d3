"""One line for each request, and its place among the figures: what it was, what came of it and what it cost.

The line names the endpoint, never the path, and bears the reference that error pages show. It stands in front of
everything, so that files, pages that go out again and what no page answered have one as well.
"""

import sys
from collections.abc import Callable, Iterable
from functools import lru_cache
from time import gmtime, perf_counter, strftime, time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flask import Flask

from marketplace import database_time, metrics, monitoring, tracing
from marketplace.database_time import Spent
from marketplace.web.logs import ENDPOINT, WHO

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
"""Others are whatever somebody made up, and count as one."""
STATIC: Final = "static"
NOWHERE: Final = "nowhere"


class Answer:
    """What is known of an answer once its headers went out."""

    __slots__ = ("bytes", "reference", "status")

    def __init__(self) -> None:
        self.status, self.bytes, self.reference = 500, None, None

    status: int
    bytes: int | None
    reference: str | None

    def note(self, status: str, headers: list[tuple[str, str]]) -> None:
        """Note how it begins."""
        self.status = int(status[:3])
        for name, value in headers:
            if name == "Content-Length":
                self.bytes = int(value)
            elif name == "X-Request-ID":
                self.reference = value


class Cost(NamedTuple):
    """What a request was, what came of it and what it cost; `seconds` until the answer began to go out."""

    method: str
    endpoint: str
    answer: Answer
    seconds: float
    spent: Spent
    who: str | None


class RequestLog:
    """Stands in front of an application; what it has to say of a request goes to `say`, if anywhere."""

    def __init__(self, app: Flask, *, as_json: bool, say: Callable[[str], object] | None) -> None:
        self._app, self._behind = app, app.wsgi_app
        self.line, self.say = _json_line if as_json else _plain_line, say

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer, and write the line when the answer begins to go out; a file may still be on its way then."""
        monitoring.open_once(self._app)
        began_at, answer = perf_counter(), Answer()

        def noting(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            answer.note(status, headers)
            return start_response(status, headers, *error)

        with database_time.counted() as spent:
            try:
                return _traced(self._behind, environ, noting, answer)
            finally:
                seconds = perf_counter() - began_at
                self._note(Cost(_method(environ), _endpoint(environ), answer, seconds, spent, environ.get(WHO)))

    def _note(self, cost: Cost) -> None:
        part, spent = cost.endpoint.partition(".")[0], cost.spent
        metrics.count_request(part, cost.method, cost.answer.status, cost.seconds, spent.statements, spent.seconds)
        if self.say is not None:
            self.say(self.line(cost))


def _json_line(cost: Cost) -> str:
    """The line for programs. Put together by hand, past the log's own machinery: that would cost as much again as all
    the rest that is noted of a request. Nothing in it needs escaping, because nothing in it comes from the visitor.
    """
    answer, spent = cost.answer, cost.spent
    size = "null" if answer.bytes is None else answer.bytes
    return (
        f'{{"timestamp": "{_stamp()}", "event": "request", "reference": {_quoted(answer.reference)}, '
        f'"method": "{cost.method}", "endpoint": "{cost.endpoint}", "status": {answer.status}, '
        f'"ms": {cost.seconds * 1_000:.1f}, "statements": {spent.statements}, '
        f'"database_ms": {spent.seconds * 1_000:.1f}, "bytes": {size}, "who": {_quoted(cost.who)}}}\n'
    )


def _plain_line(cost: Cost) -> str:
    """The line for a developer."""
    answer, spent = cost.answer, cost.spent
    return (
        f"{_stamp()} {cost.method} {cost.endpoint} {answer.status} in {cost.seconds * 1_000:.1f} ms, "
        f"{spent.statements} statements in {spent.seconds * 1_000:.1f} ms, reference {answer.reference or '-'}, "
        f"{cost.who or '-'}\n"
    )


def _quoted(word: str | None) -> str:
    return "null" if word is None else f'"{word}"'


@lru_cache(maxsize=2)
def _second(seconds: int) -> str:
    return strftime("%Y-%m-%dT%H:%M:%S", gmtime(seconds))


def _stamp() -> str:
    moment = time()
    return f"{_second(int(moment))}.{int(moment % 1 * 1_000):03d}Z"


def _traced(behind: "WSGIApplication", environ: "WSGIEnvironment", noting: Any, answer: Answer) -> Iterable[bytes]:
    if tracing.tracing.tracer is None:
        return behind(environ, noting)
    with tracing.span(_method(environ)) as span:
        try:
            return behind(environ, noting)
        finally:
            span.update_name(f"{_method(environ)} {_endpoint(environ)}")
            span.set_attributes({"http.response.status_code": answer.status, "reference": answer.reference or ""})


def _method(environ: "WSGIEnvironment") -> str:
    method: str = environ["REQUEST_METHOD"]
    return method if method in METHODS else "OTHER"


def _endpoint(environ: "WSGIEnvironment") -> str:
    endpoint: str | None = environ.get(ENDPOINT)
    return endpoint or (STATIC if environ["PATH_INFO"].startswith("/static/") else NOWHERE)


def init_app(app: Flask) -> None:
    """Stand in front of the application; call it last. Lines are JSON in production, and none in tests."""
    say = None if app.testing else _say
    app.wsgi_app = RequestLog(app, as_json=app.config["PRODUCTION"], say=say)  # type: ignore[method-assign]
    if endpoint := app.config["OTEL_EXPORTER_OTLP_ENDPOINT"]:
        tracing.tracing.start(endpoint, "marketplace")


def _say(line: str) -> None:
    sys.stderr.write(line)
