"""Which language a page speaks: the switch first, then the browser, Vietnamese when neither knows."""

from flask import Blueprint, Flask, Response, g, request, session
from flask_babel import get_locale, refresh

from marketplace.web.redirects import back

LOCALES = ("vi", "en")

blueprint = Blueprint("locale", __name__)


def init_app(app: Flask) -> None:
    """Give every template the `locale` in use."""
    app.context_processor(lambda: {"locale": current(), "locales": LOCALES})


def select() -> str:
    """The language for this request."""
    chosen = session.get("locale")
    if chosen in LOCALES:
        return str(chosen)
    return request.accept_languages.best_match(LOCALES, "vi") or "vi"


def current() -> str:
    """The language in use, "vi" or "en"."""
    return str(get_locale() or "vi")[:2]


@blueprint.post("/ngon-ngu")
def switch() -> Response:
    """Remember the language the visitor chose and go back to the page."""
    if (chosen := request.form.get("locale")) in LOCALES:
        session["locale"] = chosen
        session.permanent = True
        g.pop("_flask_babel", None)
        refresh()
    return back()
