"""What of a request is looked at: an address and a body up to a size, and headers that say what they should."""

from typing import Final
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import RequestURITooLarge

from marketplace.web import packing

LONGEST_ADDRESS: Final = 8_000
"""As much as the usual proxies let through; no page of the shop has a tenth of it."""

FOREIGN: Final = "null"
"""What a browser sends as the origin of a page that has none; no page of the shop is one."""


def init_app(app: Flask) -> None:
    """Set the limits of each request; call it before everything that reads forms or headers."""
    app.before_request(_limit)
    app.before_request(_drop_false_addresses)
    app.before_request(_say_encodings_plainly)


def _limit() -> None:
    """Only files make a body large: a form without any is read and taken apart as a whole."""
    if len(request.environ["PATH_INFO"]) + len(request.query_string) > LONGEST_ADDRESS:
        raise RequestURITooLarge()
    if request.mimetype != "multipart/form-data":
        request.max_content_length = request.max_form_memory_size


def _drop_false_addresses() -> None:
    """Whoever takes Origin and Referer apart, here or in a library, finds an address or none at all."""
    for header, nowhere in (("HTTP_ORIGIN", FOREIGN), ("HTTP_REFERER", "")):
        if not _is_address(request.environ.get(header, "")):
            request.environ[header] = nowhere


def _say_encodings_plainly() -> None:
    """What a browser refuses with q=0 stands no more in the list, where a library would take it for a last choice."""
    if accepted := request.environ.get("HTTP_ACCEPT_ENCODING"):
        request.environ["HTTP_ACCEPT_ENCODING"] = ", ".join(packing.taken(accepted))


def _is_address(text: str) -> bool:
    """Whether it can be taken apart; nothing can."""
    try:
        return urlsplit(text).port != 0
    except ValueError:
        return False
