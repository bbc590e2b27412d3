"""Every page of the shop: one blueprint per file."""

import importlib
import pkgutil
from typing import Any

from flask import Flask
from werkzeug.routing import UnicodeConverter

import marketplace.web


class Name(UnicodeConverter):
    """A part of an address. None contains a NUL, for which PostgreSQL refuses to look."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regex = self.regex.replace("[^/]", r"[^/\x00]")


def init_app(app: Flask) -> None:
    """Register the blueprint of every module below `marketplace.web` that has one."""
    app.url_map.converters["default"] = Name
    for module in pkgutil.walk_packages(marketplace.web.__path__, "marketplace.web."):
        found = getattr(importlib.import_module(module.name), "blueprint", None)
        if found is not None:
            app.register_blueprint(found)
