"""`/healthz/live` and `/healthz/ready`, answered in front of everything else of the application.

So they know no session, no limit of tries and no kept page, and come under every name of the host: who asks stands
beside the process and calls it by its address.
"""

import json
from collections.abc import Iterable
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Final

from flask import Flask

from marketplace import draining
from marketplace.health import Checks, Report
from marketplace.web.readiness.warm_up import warm

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LIVE: Final = "/healthz/live"
READY: Final = "/healthz/ready"
REPORT_SECONDS: Final = 1.0
"""How long a report holds: whoever asks without end costs no more than one look a second."""
HEADERS: Final = (
    ("Content-Type", "application/json"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
)


class Health:
    """The two answers of one application, and whether its pages are warm."""

    def __init__(self, app: Flask) -> None:
        self.is_warm = False
        self._app = app
        self._behind: WSGIApplication = app.wsgi_app
        self._checks = Checks()
        self._lock, self._warming = Lock(), Lock()
        self._report, self._until = Report({}), 0.0

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer what is asked about health, and hand everything else on."""
        path = environ["PATH_INFO"]
        if path not in {LIVE, READY}:
            return self._behind(environ, start_response)
        method = environ["REQUEST_METHOD"]
        if method not in {"GET", "HEAD"}:
            start_response("405 Method Not Allowed", [*HEADERS, ("Allow", "GET, HEAD"), ("Content-Length", "0")])
            return []
        status, told = ("200 OK", {"status": "alive"}) if path == LIVE else self._ready()
        body = json.dumps(told).encode()
        start_response(status, [*HEADERS, ("Content-Length", str(len(body)))])
        return [] if method == "HEAD" else [body]

    def warm(self) -> None:
        """Make the pages ready, once; later when the database does not answer yet."""
        with self._warming:
            if not self.is_warm and warm(self._app, self._behind):
                self.is_warm, self._until = True, 0.0

    def _ready(self) -> tuple[str, dict[str, object]]:
        report = self._look()
        if draining.is_draining():
            report = Report(report.parts | {"process": "ending"})
        if report.is_ready:
            return "200 OK", {"status": "ready", "parts": report.parts}
        return "503 Service Unavailable", {"status": "not ready", "parts": report.parts}

    def _look(self) -> Report:
        with self._lock:  # who comes meanwhile waits for the same answer
            if monotonic() >= self._until:
                self._report = self._of_all_parts()
                self._until = monotonic() + REPORT_SECONDS
            return self._report

    def _of_all_parts(self) -> Report:
        with self._app.app_context():
            report = self._checks.look()
        if self.is_warm:
            return Report(report.parts | {"pages": "ok"})
        if report.is_ready and not self._warming.locked():
            Thread(target=self.warm, name="warm-up", daemon=True).start()
        return Report(report.parts | {"pages": "warming"})


def init_app(app: Flask) -> None:
    """Stand in front of everything; call it when all other parts have put themselves in front."""
    with app.app_context():
        front = Health(app)
    app.extensions["readiness"] = front
    app.wsgi_app = front  # type: ignore[method-assign]
