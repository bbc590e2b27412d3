"""Every page of the shop: one blueprint per file."""

import importlib
import pkgutil

from flask import Flask

import marketplace.web


def init_app(app: Flask) -> None:
    """Register the blueprint of every module below `marketplace.web` that has one."""
    for module in pkgutil.walk_packages(marketplace.web.__path__, "marketplace.web."):
        found = getattr(importlib.import_module(module.name), "blueprint", None)
        if found is not None:
            app.register_blueprint(found)
