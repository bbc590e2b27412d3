"""The templates of the shop: an environment for each language, in which they are compiled."""

import re
from collections.abc import Callable, MutableMapping
from typing import Any, Final

from flask import Flask, has_request_context, request
from flask.templating import Environment
from jinja2 import BytecodeCache, Template, nodes
from jinja2.bccache import Bucket

from marketplace.web.locale import current
from marketplace.web.templating.folding import COMPONENT, FOLDER, FUNCTION, Components, fold
from marketplace.web.templating.generating import Generator

Place = tuple[str, str]
BLANKS: Final = re.compile(r"[ \t]*\n[ \t\n]*|  +")


class Compiled(BytecodeCache):
    """A part of a cache of compiled templates, which else gives one language's page to the other: it knows a template
    only by name and source, not for what it was compiled.
    """

    def __init__(self, whole: BytecodeCache, *compiled_for: object) -> None:
        self.whole = whole
        self.compiled_for = " ".join(map(str, compiled_for))

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """What tells two compiled templates apart."""
        return self.whole.get_cache_key(f"{self.compiled_for} {name}", filename)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the template out if it is there."""
        self.whole.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self.whole.dump_bytecode(bucket)


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

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Indents are for those who read templates: of HTML one blank or line break is left where there were more."""
        tree = super()._parse(source, name, filename)
        for text in tree.find_all(nodes.TemplateData) if (name or "").endswith(".html") else ():
            text.data = BLANKS.sub(lambda blanks: "\n" if "\n" in blanks[0] else " ", text.data)
        return tree

    def _for_this_page(self) -> "Templates":
        place = current(), request.script_root if has_request_context() else ""
        return self._spoken.get(place) or self._spoken.setdefault(place, self._speaking(place))

    def _speaking(self, place: Place) -> "Templates":
        spoken: Templates = self.overlay()
        spoken.components = Components(spoken)
        spoken.url_for = self.app.url_for
        if self.bytecode_cache:
            files = self.app.extensions.get("static_build")
            spoken.bytecode_cache = Compiled(self.bytecode_cache, *place, files, self.auto_reload)
        return spoken

    def __getattr__(self, name: str) -> Any:
        """A component that a template calls which was compiled elsewhere: loading it sets it."""
        for kind in (COMPONENT, FUNCTION):
            if name.startswith(kind) and self.components:
                self.components.get(f"{FOLDER}{name.removeprefix(kind)}.html")
                return self.__dict__[name]
        raise AttributeError(name)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        if self.components and not self.auto_reload:
            fold(source, self.components)
        return super()._generate(source, name, filename, defer_init)
