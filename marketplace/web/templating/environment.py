"""The templates of the shop: an environment for each language, in which they are compiled."""

from collections.abc import Callable, MutableMapping
from typing import Any

from flask import Flask, has_request_context, request
from flask.templating import Environment
from jinja2 import Template, nodes

from marketplace.web.locale import current
from marketplace.web.templating.folding import Components, fold
from marketplace.web.templating.generating import Generator

Place = tuple[str, str]


class Templates(Environment):
    """Hands every question for a template on to the environment of the page's language, an overlay of its own.

    Where the shop is mounted below a path, that path is in its addresses and therefore has environments of its own.
    """

    code_generator_class = Generator
    components: Components | None = None
    """None in the environment that hands on; it compiles nothing itself."""
    app: Flask
    url_for: Callable[..., str]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._spoken: dict[Place, Templates] = {}

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:
        spoken = self if self.components else self._for_this_page()
        return super(Templates, spoken)._load_template(name, globals)

    def _for_this_page(self) -> "Templates":
        place = current(), request.script_root if has_request_context() else ""
        return self._spoken.get(place) or self._spoken.setdefault(place, self._speaking())

    def _speaking(self) -> "Templates":
        spoken: Templates = self.overlay()
        spoken.components = Components(spoken)
        spoken.url_for = self.app.url_for
        return spoken

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        if self.components and not self.auto_reload:
            fold(source, self.components)
        return super()._generate(source, name, filename, defer_init)
