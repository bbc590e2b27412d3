"""Drawn pages in the memory that all processes share: what one has drawn, the others send.

A page is written as a line of JSON about it and its compressed pieces. Parts of visitors are not in it: they are cut
out when it is drawn (`own_parts`). How it was drawn is part of the keys: by which code, with which settings.
"""

import json
import zlib
from collections.abc import Hashable, Mapping
from hashlib import sha256
from itertools import accumulate, pairwise
from pathlib import Path
from time import monotonic
from typing import Any, Final

from flask import Flask

import config
from marketplace.gateways.shared_memory import SharedMemory
from marketplace.shelf.facet_cache import facet_cache
from marketplace.web.own_parts import Drawn
from marketplace.web.shown_pages import Dependence, Page, Shown

DRAWN_BY: Final = ("marketplace", "templates", "translations", "static")
"""The folders whose files decide what a page looks like."""
SETTINGS: Final = (
    *(
        "SHOP_NAME",
        "SUPPORT_EMAIL",
        "PUBLIC_BASE_URL",
        "PRODUCTION",
        "STRIPE_PAGE",
        "MEDIA_URL",
        "MEDIA_PUBLIC_URL",
        "DEMO",
    ),
    "SQLALCHEMY_DATABASE_URI",
)
PAGE_SECONDS: Final = 600.0
"""How long it is known which page stands at an address."""


class SharedPages:
    """The pages of this shop's memory; `dependences` are those of the views, by their names."""

    def __init__(self, memory: SharedMemory, dependences: Mapping[str, Dependence]) -> None:
        self.memory, self._dependences = memory, dependences

    def find_page(self, address: Hashable) -> Page | None:
        """Which page stands at the address, if some process has seen it."""
        found = self.memory.get(f"page {address!r}")
        name, about, endpoint = json.loads(found[0]) if found else ("", None, None)
        dependence = self._dependences.get(name)
        return Page(dependence, about, endpoint) if dependence else None

    def find(self, address: Hashable, own: Hashable) -> Shown | None:
        """The page that some process has drawn for this address and whom it is shown to."""
        found = self.memory.get(f"shown {address!r} {own!r}")
        return _read(*found) if found else None

    def keep(self, address: Hashable, own: Hashable, page: Page, shown: Shown) -> None:
        """Let the other processes have it."""
        told = json.dumps([page.dependence.name, page.about, page.endpoint])
        self.memory.put(f"page {address!r}", told.encode(), PAGE_SECONDS)
        self.memory.put(f"shown {address!r} {own!r}", _write(shown), shown.until - monotonic())


def open_shared(app: Flask, dependences: Mapping[str, Dependence]) -> SharedPages | None:
    """The shared memory that REDIS_URL names, if any; the numbers beside the filters are kept there as well."""
    url, limits = app.config["REDIS_URL"], app.config["LIMITS"]
    if not url:
        return None
    name = f"gui:{fingerprint(app.config)}"
    memory = SharedMemory(url, limits.redis_seconds, name, app.config["SECRET_KEY"])
    facet_cache.memory = memory
    return SharedPages(memory, dependences)


def fingerprint(settings: Mapping[str, Any]) -> str:
    """What tells pages of this code and these settings from those of others, such as of the version before."""
    found = sha256(repr([settings.get(name) for name in SETTINGS]).encode())
    for folder in DRAWN_BY:
        for path in sorted(Path(config.ROOT, folder).rglob("*")):
            if path.suffix not in {".pyc", ".mo"} and path.is_file():
                found.update(str(path.relative_to(config.ROOT)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def _write(shown: Shown) -> bytes:
    squeezed = shown.squeezed or shown.drawn.squeezed()
    told = {
        "names": shown.drawn.names,
        "sizes": [len(piece) for piece in squeezed],
        "version": shown.version,
        "tags": shown.tags,
        "tags_version": shown.tags_version,
        "headers": shown.headers,
    }
    return json.dumps(told).encode() + b"\n" + b"".join(squeezed)


def _read(value: bytes, seconds: float) -> Shown:
    line, _, packed = value.partition(b"\n")
    told = json.loads(line)
    squeezed = tuple(packed[start:end] for start, end in pairwise(accumulate(told["sizes"], initial=0)))
    pieces = tuple(zlib.decompressobj(-zlib.MAX_WBITS).decompress(piece) for piece in squeezed)
    return Shown(
        Drawn(pieces, tuple(told["names"])),
        told["version"],
        monotonic() + seconds,
        tuple((name, text) for name, text in told["headers"]),
        told["tags"] and tuple(told["tags"]),
        told["tags_version"],
        squeezed,
    )
