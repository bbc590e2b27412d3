"""Which language a page speaks: its address first, then the switch, then the browser, Vietnamese when none knows.

Whoever opened a page by an address that says its language goes on in it: the session knows it then, as from the switch.
"""

from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from functools import lru_cache
from gettext import NullTranslations
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from flask import Blueprint, Flask, Response, abort, current_app, g, request, session
from flask.ctx import AppContext
from flask.globals import app_ctx
from flask_babel import force_locale, get_translations, refresh
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from marketplace.extensions import csrf
from marketplace.web.csrf import is_from_here
from marketplace.web.permissions import public
from marketplace.web.redirects import back

LOCALES = ("vi", "en")
LONGEST_HEADER = 200

blueprint = Blueprint("locale", __name__)

_context: Callable[[], AppContext] = app_ctx._get_current_object  # type: ignore[attr-defined]
"""What `g` stands for; asked directly because `g` itself takes several times as long to find out."""


def init_app(app: Flask) -> None:
    """Give every template the `locale` in use and its words."""
    app.extensions["words"] = {"vi": NullTranslations()}  # the sentences are written in it
    app.context_processor(lambda: {"locale": current(), "locales": LOCALES})
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda sentence: words().gettext(sentence),
        lambda one, many, count: words().ngettext(one, many, count),
        newstyle=True,
    )


def select() -> str:
    """The language for this request; `hl` in the address goes before all else."""
    for chosen in (request.args.get("hl"), session.get("locale")):
        if chosen in LOCALES:
            return str(chosen)
    return spoken(request.headers.get("Accept-Language", ""))


def go_on(session: MutableMapping[str, Any], query: str, accepted: str) -> None:
    """Let the next pages of this visitor speak the language that `hl` in the query names, where they would not anyway.

    A guest whose browser asks for it gets no cookie for that, and a crawler, which keeps none, finds each page in the
    language of its address.
    """
    named = parse_qs(query).get("hl", [""])[0] if "hl=" in query else ""
    if named in LOCALES and named != (session.get("locale") or spoken(accepted)):
        session["locale"] = named


def spoken(accepted: str) -> str:
    """The language that suits best a browser with this header Accept-Language."""
    return _spoken(accepted[:LONGEST_HEADER])


@lru_cache(maxsize=1_000)
def _spoken(accepted: str) -> str:
    """There are few different ones."""
    return parse_accept_header(accepted, LanguageAccept).best_match(LOCALES, "vi") or "vi"


def current() -> str:
    """The language in use, "vi" or "en". Pages ask hundreds of times, so it is found out once."""
    here = _context().g
    try:
        return here.language
    except AttributeError:
        here.language = select()
        return here.language


def words() -> NullTranslations:
    """The words of the language in use, loaded once and looked up once for a page."""
    here = _context().g
    try:
        return here.words
    except AttributeError:
        known, language = current_app.extensions["words"], current()
        here.words = known.get(language) or known.setdefault(language, get_translations())
        return here.words


def gettext(sentence: str, /, **blanks: object) -> str:
    """The sentence in the language in use, with its blanks filled: Flask-Babel's, in a fifth of its time."""
    said = words().gettext(sentence)
    return said % blanks if blanks else said


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let what is written meanwhile be in this language, whatever the page is in: a paper or letter for somebody else.

    Flask-Babel's own `force_locale` knows nothing of the language and words that a page keeps, so it is not for others.
    """
    here = _context().g
    before = {name: here.pop(name) for name in ("language", "words") if name in here}
    here.language = language
    try:
        with force_locale(language):
            yield
    finally:
        here.pop("words", None)
        del here.language
        for name, kept in before.items():
            setattr(here, name, kept)


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
