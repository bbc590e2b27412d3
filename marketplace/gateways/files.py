"""Files that the shop keeps: in a folder, or in the S3 bucket that MEDIA_URL names.

Every answer has a deadline, for pages a short one. A bucket that was silent is left alone by them for a while, so that
it never holds more than one thread of those that draw pages.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

import obstore
from cachetools import TTLCache, cached
from flask import current_app
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from marketplace import deadlines
from marketplace.deadlines import CircuitBreaker

SIGNED_FOR: Final = timedelta(hours=24)
SIGNED_ANEW: Final = timedelta(hours=6)
"""The same address is given out for so long, so that browsers know the file again."""
TRIES: Final = 2
"""How often a worker tries again what a bucket has refused."""
MOST_SIGNED: Final = 20_000
NOBODY: Final = "healthz"
"""A file that is never there."""


class FilesAway(Exception):
    """The store does not answer, or has no room left; the reason is for the log. It may be tried again."""


@dataclass(frozen=True)
class StoredFile:
    """A file in the store."""

    path: str
    modified_at: datetime
    size: int


def put(path: str, content: bytes) -> None:
    """Keep `content` at `path`, whole or not at all, in place of what was there. Raises FilesAway."""
    with _store() as store:
        obstore.put(store, path, content)


def put_file(path: str, source: Path) -> None:
    """Keep a copy of the file `source` at `path`; of a large one only a part is in memory. Raises FilesAway."""
    with _store() as store:
        obstore.put(store, path, source)


def get_file(path: str, target: Path) -> None:
    """Write what is kept at `path` into the file `target`, piece by piece. Raises FileNotFoundError or FilesAway."""
    with _store() as store, target.open("wb") as file:
        for piece in obstore.get(store, path):
            file.write(piece)


def get(path: str) -> bytes:
    """What is kept at `path`. Raises FileNotFoundError or FilesAway."""
    with _store() as store:
        return bytes(obstore.get(store, path).bytes())


def delete(paths: Iterable[str]) -> None:
    """Forget the files; those that are gone already are no matter. Raises FilesAway."""
    for path in paths:
        with _store() as store, suppress(FileNotFoundError):
            obstore.delete(store, path)


def listing(folder: str) -> Iterator[list[StoredFile]]:
    """All files below `folder`, some at a time, so that millions need no memory. Raises FilesAway."""
    with _store() as store:
        for chunk in obstore.list(store, prefix=folder):
            yield [StoredFile(found["path"], found["last_modified"], found["size"]) for found in chunk]


def address(path: str) -> str:
    """An address at which everybody can read the file of a bucket, for at least `SIGNED_FOR` less `SIGNED_ANEW`."""
    return _signed(current_app.config["MEDIA_URL"], path)


def probe(within: timedelta) -> None:
    """Raises FilesAway when the store does not answer within this time."""
    with answering(), suppress(FileNotFoundError):
        obstore.head(_open(current_app.config["MEDIA_URL"], within, 0), NOBODY)


@contextmanager
def answering() -> Iterator[None]:
    """Turn what the library says of a store that does not answer into FilesAway."""
    try:
        yield
    except FileNotFoundError:
        raise
    except (BaseError, OSError) as error:
        reason = str(error).partition("\n")[0]
        raise FilesAway(f"{type(error).__name__}: {reason}") from error


@contextmanager
def _store() -> Iterator[LocalStore | S3Store]:
    """The store, for one answer. Raises FilesAway."""
    url, limits = current_app.config["MEDIA_URL"], deadlines.settings.limits
    with answering():
        if not deadlines.is_of_page():
            yield open_store(url)
            return
        with _left_alone_when_silent(_breaker(url), limits.bucket_seconds):
            yield _open(url, timedelta(seconds=limits.bucket_seconds), 0)


def open_store(url: str) -> LocalStore | S3Store:
    """The folder or bucket at this address, with the patience of workers and commands."""
    return _open(url, timedelta(seconds=deadlines.settings.limits.work_bucket_seconds), TRIES)


@contextmanager
def _left_alone_when_silent(breaker: CircuitBreaker, patience: float) -> Iterator[None]:
    if not breaker.may_pass():
        raise FilesAway("the bucket gave no answer a moment ago and is left alone")
    began = monotonic()
    try:
        yield
    finally:
        if monotonic() - began < patience / 2:
            breaker.reset()
        else:
            breaker.trip()


@cache
def _breaker(_url: str) -> CircuitBreaker:
    return CircuitBreaker()


@cached(TTLCache(MOST_SIGNED, SIGNED_ANEW.total_seconds()), lock=Lock())
def _signed(url: str, path: str) -> str:
    store = _open(url, timedelta(seconds=deadlines.settings.limits.bucket_seconds), 0)
    if not isinstance(store, S3Store):
        raise TypeError("only a bucket takes signed addresses")
    return str(obstore.sign(store, "GET", path, SIGNED_FOR))


@cache
def _open(url: str, patience: timedelta, retries: int) -> LocalStore | S3Store:
    parts = urlsplit(url)
    if parts.scheme == "file":
        return LocalStore(prefix=unquote(parts.path), mkdir=True)
    options = dict(parse_qsl(parts.query))
    endpoint = options.get("endpoint", "")
    settings: dict[str, Any] = {
        "endpoint": endpoint or None,
        "region": options.get("region", "us-east-1"),
        "access_key_id": unquote(parts.username) if parts.username else None,
        "secret_access_key": unquote(parts.password) if parts.password else None,
    }
    return S3Store(
        parts.hostname,
        prefix=parts.path.strip("/") or None,
        client_options={"timeout": patience, "connect_timeout": patience, "allow_http": endpoint.startswith("http://")},
        retry_config={"max_retries": retries, "retry_timeout": patience},
        **{name: value for name, value in settings.items() if value},
    )
