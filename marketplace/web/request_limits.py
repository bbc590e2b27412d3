"""How large a request may be: its address, and its body."""

from typing import Final

from flask import Flask, request
from werkzeug.exceptions import RequestURITooLarge

LONGEST_ADDRESS: Final = 8_000
"""As much as the usual proxies let through; no page of the shop has a tenth of it."""


def init_app(app: Flask) -> None:
    """Set the limit of each request; call it before everything that reads forms."""
    app.before_request(_limit)


def _limit() -> None:
    """Only files make a body large: a form without any is read and taken apart as a whole."""
    if len(request.environ["PATH_INFO"]) + len(request.query_string) > LONGEST_ADDRESS:
        raise RequestURITooLarge()
    if request.mimetype != "multipart/form-data":
        request.max_content_length = request.max_form_memory_size
