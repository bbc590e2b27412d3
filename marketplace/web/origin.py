"""Where a request comes from, as far as the browser tells: what stands in for a form token where nobody has one."""

from urllib.parse import urlsplit

from flask import request

FROM_HERE = {"same-origin", "none"}
"""What a browser says of requests that this site's own pages, or the person, began (Sec-Fetch-Site)."""


def is_from_here() -> bool:
    """Whether no other site's page sent this request."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in FROM_HERE
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
