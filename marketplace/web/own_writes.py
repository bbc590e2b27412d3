"""Guests who have just written something read the database itself, not a copy of it that may be some seconds behind."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Flask, Response, request, session

from marketplace.clock import now

SPARE_SECONDS: Final = 2
"""The cookie knows whole seconds, and other machines' clocks are not quite the same."""
READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    """Note in the session when somebody writes; needed where there is a copy."""
    if app.config["SQLALCHEMY_BINDS"]:
        app.after_request(_note)


def wrote_lately(app: Flask, session: Mapping[str, Any]) -> bool:
    """Whether what the browser with this session wrote last may be missing in the copy."""
    wrote_at = session.get("wrote_at")
    if wrote_at is None:
        return False
    return bool(now().timestamp() - wrote_at <= app.config["LIMITS"].replica_lag_seconds + SPARE_SECONDS)


def _note(answer: Response) -> Response:
    has_written = request.method not in READING and answer.status_code < 400
    if has_written:
        session["wrote_at"] = int(now().timestamp())
    return answer
