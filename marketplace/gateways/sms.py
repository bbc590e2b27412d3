"""Text messages to telephones, through the gateway that SMS_URL names; off where it names none.

The gateway gets one POST for each message, `{"to": "+84912345678", "text": "…"}` as JSON, with the key of the address
as bearer token, and answers with a status of 2xx once it has taken it.
"""

import json
from http.client import HTTPException
from typing import Any
from urllib.error import URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from flask import current_app


class TextNotSent(Exception):
    """The message did not go out; the reason is for the log. It may be tried again."""


def is_on() -> bool:
    """Whether messages can be sent."""
    return bool(current_app.config["SMS_URL"])


def send(*, phone: str, text: str) -> None:
    """Hand one message for an E.164 number over. Raises TextNotSent when the gateway refuses it or is away."""
    if not is_on():
        raise TextNotSent("no gateway is named by SMS_URL")
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {current_app.config['SMS_KEY']}"}
    body = json.dumps({"to": phone, "text": text}).encode()
    request = Request(current_app.config["SMS_URL"], body, headers, method="POST")  # noqa: S310 - https, see config.py
    try:
        with build_opener(_StayHere).open(request, timeout=current_app.config["LIMITS"].gateway_seconds):
            pass
    except (URLError, HTTPException, OSError, ValueError) as error:
        raise TextNotSent(f"{type(error).__name__}: {error}") from error


class _StayHere(HTTPRedirectHandler):
    """Follows no redirect: it would take the key to another server, and a GET that is answered there sends nothing."""

    def redirect_request(self, *_request: Any) -> None:
        """Nowhere, so that the answer counts as a refusal."""
