"""Logs that can be searched: one line per event, with the time in UTC and the request's reference.

They name the endpoint, never the path: the path of a tracking or reset link is a secret.
"""

import logging
from random import getrandbits
from typing import Final

import structlog
from flask import Flask, Response, g, has_request_context, request

ENDPOINT: Final = "shop.endpoint"
WHO: Final = "shop.who"
"""Where a request says what it asked for and what kind of visitor it came from, for whoever stands in front."""

BEFORE_WRITING: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
]


def init_app(app: Flask) -> None:
    """Write JSON lines in production and readable ones elsewhere; give every request a reference."""
    last = (
        structlog.processors.JSONRenderer() if app.config["PRODUCTION"] else structlog.dev.ConsoleRenderer(colors=False)
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=BEFORE_WRITING,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
    )
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=not app.testing)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    app.before_request(_begin)
    app.after_request(_show)


def reference() -> str:
    """What a person can tell us to find their request in the log."""
    if not has_request_context():
        return "-"
    if "reference" not in g:
        g.reference = new_reference()
    return str(g.reference)


def new_reference() -> str:
    """A reference for a request that has none yet: no secret, so that the system need not be asked for each."""
    return f"{getrandbits(32):08x}"


def _begin() -> None:
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(reference=reference(), method=request.method, endpoint=request.endpoint)


def _show(response: Response) -> Response:
    response.headers["X-Request-ID"] = reference()
    request.environ[ENDPOINT], request.environ[WHO] = request.endpoint, _kind_of_visitor()
    return response


def _kind_of_visitor() -> str | None:
    """Who asked, as far as somebody wanted to know; it is not worth a question of its own."""
    person = g.get("_login_user")
    if person is None or not person.is_authenticated:
        return None if person is None else "guest"
    return "operator" if person.is_operator else "seller" if person.has_shop else "buyer"
