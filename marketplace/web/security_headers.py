"""Security headers on every answer (OWASP ASVS 3.4) and no caching of private pages (14.3.2)."""

from flask import Flask, Request, Response, current_app, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "script-src 'self'",
        "style-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
FILES = {
    "static",
    "media.picture",
    "feeds.drawing",
    "feeds.facebook",
    "feeds.google",
    "feeds.robots",
    "feeds.sitemap",
    "feeds.sitemap_part",
}
DIFFERS_BY = ("Cookie", "Accept-Language", "Save-Data")
ONE_YEAR = "max-age=31536000; includeSubDomains"


class Sessions(SecureCookieSessionInterface):
    """Files are the same for everybody: their answers neither depend on a session nor set one.

    Nor does any other answer set one that caches between here and the browser may keep and hand to others.
    """

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """What the cookie holds; without one there is nothing to verify."""
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep what a page has noted."""
        if request.endpoint not in FILES and not response.cache_control.public:
            super().save_session(app, session, response)


def init_app(app: Flask) -> None:
    """Add the headers to every answer of `app`."""
    app.session_interface = Sessions()
    app.after_request(_protect)


def _protect(response: Response) -> Response:
    present = {name.lower() for name, _ in response.headers}
    response.headers.extend((name, value) for name, value in HEADERS.items() if name.lower() not in present)
    if current_app.config["PRODUCTION"]:
        response.headers["Strict-Transport-Security"] = ONE_YEAR
    if request.endpoint not in FILES or response.status_code >= 400:
        response.headers.setdefault("Cache-Control", "private, no-cache")
        _vary(response)
    return response


def _vary(response: Response) -> None:
    """Pages differ by what these tell; to read and write the list anew takes longer than to write it."""
    if "Vary" in response.headers:
        response.vary.update(DIFFERS_BY)
    else:
        response.headers["Vary"] = ", ".join(DIFFERS_BY)
