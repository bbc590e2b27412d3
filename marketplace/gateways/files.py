"""Files that the shop keeps: in a folder, or in the S3 bucket that MEDIA_URL names."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import obstore
from flask import current_app
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

PATIENCE = timedelta(seconds=10)


class FilesAway(Exception):
    """The store does not answer, or has no room left; the reason is for the log. It may be tried again."""


@dataclass(frozen=True)
class StoredFile:
    """A file in the store."""

    path: str
    modified_at: datetime


def put(path: str, content: bytes) -> None:
    """Keep `content` at `path`, whole or not at all, in place of what was there. Raises FilesAway."""
    with _answering():
        obstore.put(_store(), path, content)


def get(path: str) -> bytes:
    """What is kept at `path`. Raises FileNotFoundError or FilesAway."""
    with _answering():
        return bytes(obstore.get(_store(), path).bytes())


def delete(paths: Iterable[str]) -> None:
    """Forget the files; those that are gone already are no matter. Raises FilesAway."""
    for path in paths:
        with _answering():
            try:
                obstore.delete(_store(), path)
            except FileNotFoundError:
                continue


def listing(folder: str) -> Iterator[list[StoredFile]]:
    """All files below `folder`, some at a time, so that millions need no memory. Raises FilesAway."""
    with _answering():
        for chunk in obstore.list(_store(), prefix=folder):
            yield [StoredFile(found["path"], found["last_modified"]) for found in chunk]


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except (BaseError, OSError) as error:
        reason = str(error).partition("\n")[0]
        raise FilesAway(f"{type(error).__name__}: {reason}") from error


def _store() -> LocalStore | S3Store:
    return _open(current_app.config["MEDIA_URL"])


@cache
def _open(url: str) -> LocalStore | S3Store:
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
        client_options={"timeout": PATIENCE, "allow_http": endpoint.startswith("http://")},
        retry_config={"max_retries": 2, "retry_timeout": PATIENCE},
        **{name: value for name, value in settings.items() if value},
    )
