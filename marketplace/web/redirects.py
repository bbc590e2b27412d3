"""What follows a form that was sent: redirects that stay inside the shop, and confirmations with a way on or back."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote, urlsplit

from flask import Response, current_app, flash, redirect, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

PATH: Final = re.compile(r"/(?![/\\])[^\\\x00-\x1f\x7f]{0,1999}")
"""No address of the shop is longer than browsers bear, and a line break would end the header that leads there."""


FORM_PAGES: Final = {"questions.ask": "questions.list", "theme.switch": "account.show"}
"""Forms that do not stand on the page above their address, which is the usual one."""


def safe_path(target: str | None) -> str | None:
    """`target` when it is a path of this shop, else None: an address of another site is never followed."""
    return target if target and PATH.fullmatch(target) else None


def wanted_path() -> str:
    """The page to which a form wants to lead on, "" where it names none of this shop."""
    return safe_path(request.form.get("next")) or ""


def see_other(endpoint: str, **values: object) -> Response:
    """After a POST: show `endpoint` with GET."""
    return redirect(url_for(endpoint, **values), 303)  # type: ignore[arg-type,return-value]


def back(default: str = "/") -> Response:
    """After a POST that changes no page: return to the page it came from, unless that was the answer to a POST."""
    parts = urlsplit(request.referrer or "")
    same_host = parts.netloc == request.host
    came_from = f"{parts.path}?{parts.query}" if parts.query else parts.path
    wanted = wanted_path() or (safe_path(came_from) if same_host and _opens(parts.path) else None)
    return redirect(wanted or default, 303)  # type: ignore[return-value]


def _opens(path: str) -> bool:
    """Whether the shop has a page at `path`, rather than only something to send there."""
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return False
    return True


def confirm(text: str, link: str, url: str, *, undo: dict[str, object] | None = None) -> None:
    """Show `text` on the next page with a link; with `undo`, the fields of a form, it is a button that posts them."""
    toast: dict[str, object] = {"text": text, "link": link, "url": url}
    flash(toast if undo is None else toast | {"undo": undo})  # type: ignore[arg-type]  # the session holds any JSON


def without_slash() -> str | None:
    """The address of this request without slashes at its end, when a page stands there."""
    path = request.path.rstrip("/")
    if path == request.path or not _opens(path):
        return None
    return safe_path("?".join(filter(None, (quote(path), request.query_string.decode("latin-1")))))


def page_of_form() -> str:
    """Where the form stands that is sent to the address of this request: the next page above it, else home."""
    rule, given = _sent_to()
    pages = {page.rule: page for page in current_app.url_map.iter_rules() if "GET" in (page.methods or ())}
    said = [page for page in pages.values() if rule and page.endpoint == FORM_PAGES.get(rule.endpoint)]
    above = [pages[path] for path in _above(rule.rule) if path in pages] if rule else []
    page = next(iter((*said, *above)), None)
    return url_for(page.endpoint, **{name: given[name] for name in page.arguments}) if page else "/"


def _sent_to() -> tuple[Rule | None, Mapping[str, Any]]:
    """Who takes what is sent to the address of this request, and the blanks in its path."""
    urls = current_app.create_url_adapter(request)
    try:
        return urls.match(method="POST", return_rule=True) if urls else (None, {})
    except HTTPException:
        return None, {}


def _above(path: str) -> Iterator[str]:
    """ "/a/b" and "/a" for "/a/b/c"."""
    while path := path.rpartition("/")[0]:
        yield path
