"""Security headers on every answer (OWASP ASVS 3.4) and no caching of private pages (14.3.2)."""

from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any, Final

from flask import Flask, Request, Response, current_app, has_request_context, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature
from werkzeug.http import dump_cookie, parse_cookie

from marketplace.clock import now
from marketplace.web.signing import Signer, keys_of

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
    "feeds.favicon",
    "feeds.google",
    "feeds.robots",
    "feeds.sitemap",
    "feeds.sitemap_part",
    "feeds.touch_icon",
}
SECRET: Final = frozenset(
    {
        "card_payment",
        "contacts",
        "invitations",
        "letters",
        "payment",
        "income_check",
        "purchases",
        "reminders",
        "review_writing",
        "cancel_requests",
        "shortages",
    }
)
"""The parts with a secret in their addresses: who has the link may read and answer, and no search engine lists it.

Referrer-Policy tells the address to no other site.
"""
OWN: Final = SECRET | {
    "account",
    "auth",
    "basket",
    "checkout",
    "checkout_many",
    "first_operator",
    "following",
    "recently_seen",
    "wishlist",
}
"""The parts of the shop whose pages no browser keeps, for nobody but who sits in front of it is to see them."""
DIFFERS_BY = ("Cookie", "Accept-Language", "Save-Data")
ONE_DAY: Final = timedelta(days=1)
LONGEST_KNOWN: Final = 8_000
TOLD: Final = "_flashes"
MOST_TOLD: Final = 5
"""What is told on the next page waits in the cookie; browsers drop one of more than four kilobytes, basket and all."""
OPENED: Final = "shop.session"
ONE_YEAR = "max-age=31536000; includeSubDomains"


class Session(SecureCookieSession):
    """What a browser's cookie holds, and when that was signed; a new one was not."""

    def __init__(self, held: Any = None, signed_at: datetime | None = None) -> None:
        super().__init__(held)
        self.signed_at = signed_at

    @property
    def is_of_former_day(self) -> bool:
        """Whether the cookie is older than a day."""
        return self.signed_at is not None and now() - self.signed_at > ONE_DAY


class Sessions(SecureCookieSessionInterface):
    """Files are the same for everybody: their answers neither depend on a session nor set one.

    Nor does any other answer set one that caches between here and the browser may keep and hand to others.
    """

    _signer: Signer | None = None

    def open_session(self, app: Flask, request: Request) -> Session:
        """What the cookie holds, read once for a request; without one there is nothing to verify."""
        if OPENED not in request.environ:
            request.environ[OPENED] = self._read(app, request)
        opened: Session = request.environ[OPENED]
        return opened

    def _read(self, app: Flask, request: Request) -> Session:
        header, signer = request.environ.get("HTTP_COOKIE", ""), self.get_signing_serializer(app)
        verified = _verified if len(header) <= LONGEST_KNOWN else _verified.__wrapped__
        found = verified(signer, self.get_cookie_name(app), header) if header else None
        if found is None or now() - found[1] > app.permanent_session_lifetime:
            return Session()
        return Session(signer.load_payload(found[0]), found[1])

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep what a page has noted."""
        if request.endpoint not in FILES and not response.cache_control.public:
            if len(session.get(TOLD, ())) > MOST_TOLD:
                session[TOLD] = session[TOLD][-MOST_TOLD:]
            super().save_session(app, session, response)

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Whether something was noted, or the cookie is to last longer: to say so once a day is enough."""
        return session.modified or (session.permanent and isinstance(session, Session) and session.is_of_former_day)

    def cookie(self, app: Flask, session: Session) -> str | None:
        """The header that keeps what was noted, if it has to be sent; for a session in which nothing was taken away."""
        if not session or not self.should_set_cookie(app, session):
            return None
        return dump_cookie(
            self.get_cookie_name(app),
            self.get_signing_serializer(app).dumps(dict(session)),
            expires=self.get_expiration_time(app, session),
            secure=self.get_cookie_secure(app),
            httponly=self.get_cookie_httponly(app),
            samesite=self.get_cookie_samesite(app),
        )

    def get_signing_serializer(self, app: Flask) -> Signer:
        """What signs the cookies, made once for an application."""
        if self._signer is None:
            how = {"key_derivation": self.key_derivation}
            self._signer = Signer(keys_of(app.config), self.salt, self.serializer, signer_kwargs=how)
        return self._signer


@lru_cache(maxsize=1_000)
def _verified(signer: Signer, name: str, cookies: str) -> tuple[bytes, datetime] | None:
    """What stands in the signed cookie, and since when: a browser sends the same one with every page."""
    try:
        value = parse_cookie(cookies).get(name, "")
        return signer.make_signer().unsign(value, return_timestamp=True)
    except BadSignature:
        return None


def init_app(app: Flask) -> None:
    """Add the headers to every answer of `app`."""
    app.session_interface = Sessions()
    app.after_request(_protect)
    app.context_processor(lambda: {"is_own": is_own() if has_request_context() else False})


def _headers() -> dict[str, str]:
    """What every answer bears."""
    return _headers_with(current_app.config["STRIPE_PAGE"], current_app.config["MEDIA_ORIGIN"])


@cache
def _headers_with(card_page: str, photo_host: str) -> dict[str, str]:
    """Where cards are taken, a form may lead to the provider's page; photos may come from the host that has them."""
    policy = CONTENT_SECURITY_POLICY
    for rule, host in (("form-action 'self'", card_page), ("img-src 'self'", photo_host)):
        policy = policy.replace(rule, f"{rule} {host}".rstrip())
    return HEADERS | {"Content-Security-Policy": policy}


def _protect(response: Response) -> Response:
    present = {name.lower() for name, _ in response.headers}
    response.headers.extend((name, value) for name, value in _headers().items() if name.lower() not in present)
    if current_app.config["PRODUCTION"]:
        response.headers["Strict-Transport-Security"] = ONE_YEAR
    if request.blueprint in SECRET:
        response.headers["X-Robots-Tag"] = "noindex"
    if request.endpoint not in FILES or response.status_code >= 400:
        response.headers.setdefault(
            "Cache-Control", "no-store" if "_user_id" in session or is_own() else "private, no-cache"
        )
        _vary(response)
    return response


def is_own() -> bool:
    """Whether a page is the visitor's own in any case, as where guests fill something in; all is of who signed in."""
    return request.blueprint in OWN


def _vary(response: Response) -> None:
    """Pages differ by what these tell; to read and write the list anew takes longer than to write it."""
    if "Vary" in response.headers:
        response.vary.update(DIFFERS_BY)
    else:
        response.headers["Vary"] = ", ".join(DIFFERS_BY)
