"""One call to a carrier or another gateway: what surely never arrived is told apart from what nobody knows about."""

import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from flask import current_app

from marketplace.gateways.carriers.parts import NoAnswer, NotSent

MOST_BYTES: Final = 4 * 1024 * 1024
NOT_LOOKED_AT: Final = (429,)
"""Statuses with which a server says that it has not looked at the call."""


@dataclass(frozen=True)
class Answer:
    """What came back; an error of the carrier's may stand inside a 200."""

    status: int
    content: bytes
    kind: str

    @property
    def said(self) -> dict[str, Any]:
        """The object in it. Raises NoAnswer for anything else: a page of a proxy's says nothing."""
        try:
            told = json.loads(self.content)
        except (ValueError, RecursionError) as error:
            raise NoAnswer(f"no JSON, status {self.status}") from error
        if not isinstance(told, dict):
            raise NoAnswer(f"no object, status {self.status}")
        return told


def call(
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: object = None,
    *,
    form: Mapping[str, str] | None = None,
) -> Answer:
    """The answer, whatever its status below 500, to a call with JSON or a form. Raises NotSent or NoAnswer."""
    content = json.dumps(body).encode() if body is not None else urlencode(form).encode() if form else None
    heads = {"Accept": "application/json", **headers}
    if content is not None:
        heads["Content-Type"] = "application/x-www-form-urlencoded" if body is None else "application/json"
    request = Request(url, content, heads, method=method)  # noqa: S310 - https, see config_carriers.py
    answer = _sent(request)
    if answer.status in NOT_LOOKED_AT:
        raise NotSent(f"status {answer.status}")
    if answer.status >= 500 or 300 <= answer.status < 400:
        raise NoAnswer(f"status {answer.status}")
    return answer


def _sent(request: Request) -> Answer:
    try:
        with build_opener(_StayHere).open(request, timeout=current_app.config["LIMITS"].gateway_seconds) as response:
            return Answer(response.status, response.read(MOST_BYTES), response.headers.get("Content-Type", ""))
    except HTTPError as error:
        with error:
            return Answer(error.code, _rest(error), error.headers.get("Content-Type", ""))
    except URLError as error:
        if isinstance(error.reason, (ConnectionRefusedError, socket.gaierror)):
            raise NotSent(f"{type(error.reason).__name__}") from error
        raise NoAnswer(f"{type(error).__name__}: {error.reason}") from error
    except (HTTPException, OSError, ValueError) as error:
        raise NoAnswer(f"{type(error).__name__}: {error}") from error


def _rest(error: HTTPError) -> bytes:
    try:
        return error.read(MOST_BYTES)
    except (HTTPException, OSError):
        return b""


class _StayHere(HTTPRedirectHandler):
    """Follows no redirect: it would take the token to another server."""

    def redirect_request(self, *_request: Any) -> None:
        """Nowhere."""
