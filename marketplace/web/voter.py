"""Who votes or complains: a person wherever they sit, or a browser."""

import secrets

from flask import session
from flask_login import current_user


def reader() -> str:
    """The key under which somebody's votes and complaints are kept, one of each about one thing."""
    if current_user.is_authenticated:
        return f"person:{current_user.id}"
    return f"browser:{session.setdefault('reader', secrets.token_urlsafe(16))}"
