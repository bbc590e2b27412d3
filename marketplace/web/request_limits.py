"""How large the body of a request may be."""

from flask import Flask, request


def init_app(app: Flask) -> None:
    """Set the limit of each request; call it before everything that reads forms."""
    app.before_request(_limit)


def _limit() -> None:
    """Only files make a body large: a form without any is read and taken apart as a whole."""
    if request.mimetype != "multipart/form-data":
        request.max_content_length = request.max_form_memory_size
