"""Redirects that stay inside the shop."""

from urllib.parse import urlsplit

from flask import Response, redirect, request, url_for


def safe_path(target: str | None) -> str | None:
    """`target` when it is a path of this shop, else None: an address of another site is never followed."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or "\\" in target:
        return None
    parts = urlsplit(target)
    return None if parts.scheme or parts.netloc else target


def see_other(endpoint: str, **values: object) -> Response:
    """After a POST: show `endpoint` with GET."""
    return redirect(url_for(endpoint, **values), 303)  # type: ignore[arg-type,return-value]


def back(default: str = "/") -> Response:
    """After a POST that changes no page: return to the page it came from."""
    parts = urlsplit(request.referrer or "")
    same_host = parts.netloc == request.host
    came_from = f"{parts.path}?{parts.query}" if parts.query else parts.path
    wanted = safe_path(request.form.get("next")) or (safe_path(came_from) if same_host else None)
    return redirect(wanted or default, 303)  # type: ignore[return-value]
