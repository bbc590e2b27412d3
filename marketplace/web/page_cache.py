"""Pages that go out again as they are, and pages that are drawn once for the same facts (docs/decisions/0007).

Most guests look at the same few pages. A page that was shown before goes out again, before anything else is done for
the request, as long as the version of the shop's shown contents is the one it was drawn from. When that has changed,
the view asks for the facts, and only the drawing is spared if they are the same as before.

What is kept knows nothing of a visitor but what decides what the page looks like: the language, where to deliver,
whether data is to be saved, and what the decorator beside the view lists. No other cookie, header or entry of the
session is part of its key. What each visitor sees of their own is filled in when the page goes out.
"""

from collections.abc import Callable, Collection, Hashable
from functools import partial, wraps
from typing import Any, Final, ParamSpec, TypeVar

from cachetools.keys import hashkey
from flask import Flask, Response, after_this_request, current_app, g, render_template, request, session
from flask_login import current_user

from marketplace.cache_tags import ANY_PAGE
from marketplace.clock import today
from marketplace.database import NoAnswer, NoConnection, db
from marketplace.database_version import DatabaseVersion
from marketplace.read_replica import ReadReplica
from marketplace.routed_session import reading_replica
from marketplace.web import csrf, own_parts
from marketplace.web.current_visitor import may_have_wishes
from marketplace.web.locale import current
from marketplace.web.media import saves_data
from marketplace.web.own_parts import Drawn
from marketplace.web.page_front import VISIT, PageFront, Visit, header_of
from marketplace.web.page_store import FACTS
from marketplace.web.shown_pages import Cookie, Decides, Dependence, Listed, Noting, Page

__all__ = ["Cookie", "Listed", "init_app", "kept", "page", "page_of"]

KEPT: Final[dict[str, Dependence]] = {}
"""The views whose pages are kept, by module and name, with what these depend on."""
Tags = Collection[str] | None
P = ParamSpec("P")
R = TypeVar("R")


def init_app(app: Flask) -> None:
    """Stand in front of the application; call it before other parts put themselves in front."""
    with app.app_context():
        front = PageFront(app, database := DatabaseVersion(db.engine), KEPT, _replica(app, database))
    app.extensions["page_cache"] = front
    app.wsgi_app = front  # type: ignore[method-assign]


def _replica(app: Flask, database: DatabaseVersion) -> ReadReplica | None:
    engine = db.engines.get("replica")
    seconds = app.config["LIMITS"].replica_lag_seconds
    return ReadReplica(database, DatabaseVersion(engine), seconds) if engine else None


def kept(
    *,
    session: tuple[str, ...] = (),
    cookies: tuple[str, ...] = (),
    decides: Decides = Dependence.decides,
    notes: Noting = Dependence.notes,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let what a view shows with `page` or `page_of` go out again; see `Dependence`."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        name = f"{view.__module__}.{view.__name__}"
        KEPT[name] = dependence = Dependence(name, session, cookies, decides, notes)

        @wraps(view)
        def shown(*args: P.args, **kwargs: P.kwargs) -> R:
            visit: Visit | None = request.environ.get(VISIT)
            if visit and not visit.is_alone:
                _ask(visit)
            g.dependence = dependence
            return _read(visit, partial(view, *args, **kwargs))

        return shown

    return decorate


def _read(visit: Visit | None, view: Callable[[], R]) -> R:
    """What the view answers, read from the replica where this visit may; from the database when that gives none."""
    if visit is None or not visit.reads_replica:
        return view()
    try:
        with reading_replica():
            return view()
    except (NoAnswer, NoConnection):
        db.session.rollback()
        _front().leave_replica(visit)
        _ask(visit)
        return view()


def _ask(visit: Visit) -> None:
    """Ask before the view's own questions, so that what changes meanwhile is in the next page at the latest."""
    if visit.version is None:
        _front().ask(visit)
    if visit.units is not None:
        g.basket_units = visit.units


def page(template: str, *, about: Any = None, tags: Tags = None, **context: object) -> bytes:
    """The page `template`, drawn for this visitor and those who come next.

    `tags` (`cache_tags`) name all that it shows of the database; without them any change of what pages show counts.
    """
    _note_tags(tags)
    return _show(_draw(template, context), about)


def page_of(
    template: str, facts: Hashable, context: Callable[[], dict[str, Any]], *, about: Any = None, tags: Tags = None
) -> bytes:
    """The page `template`, with `context()` made only when it was not drawn before for the same `facts`.

    `facts` must hold everything that `context` draws from beside the address, the day and the visitor; `tags` as in
    `page`.
    """
    _note_tags(tags)
    if "_flashes" in session:
        _note_visit(about)
        return render_template(template, **context()).encode()
    if VISIT not in request.environ:  # such as one with a very long address
        return _show(_draw(template, context()), about)
    key, pages = hashkey(template, facts, *_view()), _front().kept  # cards are many, and this hashes them once
    drawn: Drawn | None = pages.find(key)
    if drawn is None:
        drawn = _draw(template, context())
        pages.keep(key, drawn, (1 + FACTS) * drawn.size)
    return _show(drawn, about)


def _note_tags(tags: Tags) -> None:
    visit: Visit | None = request.environ.get(VISIT)
    if visit:
        visit.tags = None if tags is None else tuple(sorted({*tags, ANY_PAGE}))


def _draw(template: str, context: dict[str, Any]) -> Drawn:
    with own_parts.marked():
        return own_parts.split(render_template(template, **context).encode())


def _show(drawn: Drawn, about: Any) -> bytes:
    """The page for this visitor; when it is shown by a view that lists what it depends on, the next ones may see it."""
    _note_visit(about, drawn)
    has_wishes = may_have_wishes()
    own = own_parts.values(
        drawn,
        csrf.of_visitor,
        current_user.basket_units,
        current_user.name,
        has_wishes=has_wishes,
        unread=current_user.unread_notices,
    )
    return drawn.filled(own)


def _note_visit(about: Any, drawn: Drawn | None = None) -> None:
    """Note what is shown, be it to one visitor alone; a view that is not kept, or shows a form again, is no visit."""
    visit: Visit | None = request.environ.get(VISIT)
    if visit and "dependence" in g:
        page = Page(g.dependence, about, request.endpoint)
        visit.shown = (page, drawn) if drawn else None
        after_this_request(partial(_note, page))


def _note(page: Page, answer: Response) -> Response:
    if answer.status_code == 200 and (header := header_of(current_app, page, request)):
        answer.headers.add("Set-Cookie", header)
    return answer


def _view() -> tuple[Hashable, ...]:
    """Everything that layouts and links draw from, but for the visitor's own parts."""
    person = current_user._get_current_object()
    return (
        request.path,
        request.query_string,
        current(),
        today(),
        saves_data(),
        (person.is_authenticated, person.theme, person.has_shop, person.is_operator),
        session.get("deliver_to"),
    )


def _front() -> PageFront:
    front: PageFront = current_app.extensions["page_cache"]
    return front
