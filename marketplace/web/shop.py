"""The application object: Flask with the shop's own templates, and with addresses that it need not weigh each time."""

from collections.abc import Callable
from functools import cached_property, lru_cache
from types import MethodType
from typing import TYPE_CHECKING, Any, Final

from flask import Flask, has_request_context
from flask.ctx import RequestContext
from flask.globals import request_ctx
from flask.json.provider import DefaultJSONProvider
from werkzeug.routing import Rule

from marketplace import deadlines
from marketplace.web.templating import Templates

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

MOST_URLS: Final = 4_000
"""About a megabyte: fixed pages, categories, files, and the goods that are looked at."""

LONGEST_URL: Final = 300


class TooLong(Exception):
    """A URL that is built each time it is needed."""


_request: Callable[[], RequestContext] = request_ctx._get_current_object  # type: ignore[attr-defined]


class Json(DefaultJSONProvider):
    """Letters as they are and no blanks: half of what Vietnamese would take otherwise."""

    ensure_ascii = False

    def dumps(self, obj: Any, **options: Any) -> str:
        """The thing as JSON."""
        return super().dumps(obj, **{"separators": (",", ":")} | options)


class LateRule(Rule):
    """A rule that writes the functions which build its addresses when the first one is built.

    Werkzeug writes and compiles two for each of the five hundred rules, a good part of every start; most are never
    called, and what requests are matched with is not among them.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compile_now = super()._compile_builder

        def build(rule: LateRule, /, **values: Any) -> tuple[str, str]:
            written = compile_now(append_unknown)
            setattr(rule, "_build_unknown" if append_unknown else "_build", MethodType(written, rule))
            return written(rule, **values)

        return build


class Shop(Flask):
    """A page holds up to a hundred addresses; most are one rule with its blanks filled, and the same on every page."""

    jinja_environment = Templates
    json_provider_class = Json
    url_rule_class = LateRule

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Any:
        """Answer a request; what it asks the database has a deadline."""
        with deadlines.page():
            return super().__call__(environ, start_response)

    def url_for(
        self,
        endpoint: str,
        *,
        _anchor: str | None = None,
        _method: str | None = None,
        _scheme: str | None = None,
        _external: bool | None = None,
        **values: Any,
    ) -> str:
        """The same as Flask's: the path of a page on this host, and a whole address with `_external`."""
        adapter = _request().url_adapter if has_request_context() else None
        if adapter is None or _anchor or _method or _scheme or _external or endpoint[0] == ".":
            return super().url_for(
                endpoint, _anchor=_anchor, _method=_method, _scheme=_scheme, _external=_external, **values
            )
        try:
            return self._known_urls(adapter.script_name, endpoint, *values, *values.values())
        except (TypeError, TooLong):  # a list among the values, or what a visitor has sent
            return self._build_url(adapter.script_name, endpoint, *values, *values.values())

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """No page of the shop is a coroutine; Flask looks at every function anew, some twenty for a page."""
        return func

    @cached_property
    def _known_urls(self) -> Callable[..., str]:
        return lru_cache(MOST_URLS, typed=True)(self._build_short_url)

    def _build_short_url(self, script_name: str, endpoint: str, *values: Any) -> str:
        """The path for `values`. Raises TooLong when it would not be kept: a megabyte is meant for short ones."""
        built = self._build_url(script_name, endpoint, *values)
        if len(built) > LONGEST_URL:
            raise TooLong
        return built

    def _build_url(self, script_name: str, endpoint: str, *values: Any) -> str:
        """The path for `values`: the names, then the values of these names."""
        pairs = zip(values[: len(values) // 2], values[len(values) // 2 :], strict=True)
        named = {name: value for name, value in pairs if value is not None}
        rule = self._plain_rules.get(endpoint)
        built = rule.build(named) if rule and rule.arguments <= named.keys() else None
        return f"{script_name.rstrip('/')}{built[1]}" if built else super().url_for(endpoint, **named)

    @cached_property
    def _plain_rules(self) -> dict[str, Rule]:
        """The endpoints for which there is only one rule to choose; made when all pages are registered."""
        found = ((endpoint, list(self.url_map.iter_rules(endpoint))) for endpoint in self.view_functions)
        return {endpoint: rules[0] for endpoint, rules in found if len(rules) == 1 and endpoint != "static"}
