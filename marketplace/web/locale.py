"""Which language a page speaks: its address first, then the switch, then the browser, Vietnamese when none knows."""

from functools import lru_cache
from gettext import NullTranslations
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Blueprint, Flask, Response, abort, g, request, session
from flask_babel import get_locale, get_translations, refresh
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from marketplace.extensions import csrf
from marketplace.web.origin import is_from_here
from marketplace.web.permissions import public
from marketplace.web.redirects import back

LOCALES = ("vi", "en")
LONGEST_HEADER = 200

blueprint = Blueprint("locale", __name__)


def init_app(app: Flask) -> None:
    """Give every template the `locale` in use and its words."""
    app.context_processor(lambda: {"locale": current(), "locales": LOCALES})
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda sentence: _words().gettext(sentence),
        lambda one, many, count: _words().ngettext(one, many, count),
        newstyle=True,
    )


def select() -> str:
    """The language for this request; `hl` in the address sets it for this page view alone."""
    for chosen in (request.args.get("hl"), session.get("locale")):
        if chosen in LOCALES:
            return str(chosen)
    return spoken(request.headers.get("Accept-Language", ""))


def spoken(accepted: str) -> str:
    """The language that suits best a browser with this header Accept-Language."""
    return _spoken(accepted[:LONGEST_HEADER])


@lru_cache(maxsize=1_000)
def _spoken(accepted: str) -> str:
    """There are few different ones."""
    return parse_accept_header(accepted, LanguageAccept).best_match(LOCALES, "vi") or "vi"


def current() -> str:
    """The language in use, "vi" or "en". Pages ask hundreds of times, so it is found out once."""
    if "language" not in g:
        g.language = str(get_locale() or "vi")[:2]
    return str(g.language)


def _words() -> NullTranslations:
    """The words of the language in use, looked up once for a page."""
    if "words" not in g:
        g.words = get_translations()
    words: NullTranslations = g.words
    return words


@blueprint.post("/ngon-ngu")
@public
@csrf.exempt  # type: ignore[untyped-decorator]
def switch() -> Response:
    """Remember the language the visitor chose and go back to the page.

    Every page has this form. A token in it would give every guest a session cookie, and all that a forged choice
    could do is show a page in the other language; so it is enough that browsers say where the request comes from.
    """
    if not is_from_here():
        abort(403)
    if (chosen := request.form.get("locale")) in LOCALES:
        session["locale"] = chosen
        session.permanent = True
        for found_out in ("_flask_babel", "language", "words"):
            g.pop(found_out, None)
        refresh()
    answer = back()
    answer.location = _without_language(answer.location)
    return answer


def _without_language(address: str | None) -> str:
    """The address without `hl`, which would overrule the choice."""
    parts = urlsplit(address or "/")
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "hl"]
    return parts._replace(query=urlencode(kept)).geturl()
