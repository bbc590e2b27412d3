"""What the first visitor of each kind of page would wait for, done before anybody is let in.

Each public page that guests see is drawn once in each language, as it goes out. That compiles the templates, loads
places, facets and the vocabulary of the search, and opens the connections. A page that fails is in the log and stops
nothing: its first visitor finds out what a start without it would not have told.
"""

import logging
from collections.abc import Iterator
from time import process_time
from typing import TYPE_CHECKING, Final

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import create_environ, run_wsgi_app

from marketplace import feeds
from marketplace.database import NoAnswer
from marketplace.web.locale import LOCALES
from marketplace.web.permissions import Audience, required_for
from marketplace.web.security_headers import FILES

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

EXAMPLES: Final = ("/tim?q=mat+ong", "/tim/goi-y?q=mat", "/quy-dinh/giao-hang")
PRODUCT: Final = "/p/<slug>"

log = logging.getLogger(__name__)


def warm(app: Flask, serve: "WSGIApplication") -> bool:
    """Draw one page of each kind in each language. False when the database does not answer.

    `serve` is the application without what counts and logs visitors: nobody is here yet.
    """
    began = process_time()
    try:
        found = list(paths(app))
    except NoAnswer as error:
        log.warning("no page is made ready, for the database does not answer: %s", error.orig)
        return False
    drawn = sum(_draw(app, serve, path, language) for path in found for language in LOCALES)
    log.info("%d pages are ready after %.1f s of work", drawn, process_time() - began)
    return True


def paths(app: Flask) -> Iterator[str]:
    """The pages without blanks in their addresses, a search, a page of rules, and one of each kind that has blanks."""
    shown = [rule for rule in app.url_map.iter_rules() if _is_page(app, rule)]
    yield from (rule.rule for rule in shown if not rule.arguments)
    yield from EXAMPLES
    of_goods = [rule.rule.removeprefix(PRODUCT) for rule in shown if rule.rule.startswith(f"{PRODUCT}/")]
    with app.app_context():
        for path in feeds.one_of_each_kind():
            yield path
            yield from (path + rest for rest in of_goods if path.startswith("/p/") and "<" not in rest)


def _is_page(app: Flask, rule: Rule) -> bool:
    is_file = rule.endpoint in FILES or rule.rule.endswith(".png")
    return "GET" in (rule.methods or ()) and not is_file and Audience.PUBLIC in required_for(app, rule.endpoint)


def _draw(app: Flask, serve: "WSGIApplication", path: str, language: str) -> bool:
    said = {"headers": {"Accept-Language": language}, "environ_overrides": {"REMOTE_ADDR": "127.0.0.1"}}
    environ = create_environ(path, app.config["PUBLIC_BASE_URL"], **said)
    try:
        pieces, status, _ = run_wsgi_app(serve, environ, buffered=True)
        for _ in pieces:
            pass
    except Exception:
        log.exception("a page could not be made ready")
        return False
    return status.startswith(("2", "3"))
