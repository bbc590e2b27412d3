"""Compiled templates on disk: to compile those of all pages takes longer than to start the rest of the shop."""

import hashlib
import logging
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from time import time
from typing import Final

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

SOURCES: Final = ("templates", "translations", "marketplace")
"""What is written into a compiled template comes from here: sentences, addresses, and what components draw by rules."""
OLD_SECONDS: Final = 30 * 24 * 3_600

log = logging.getLogger(__name__)


class KeptOnDisk(FileSystemBytecodeCache):
    """A folder of compiled templates. Where it cannot be written, each process compiles for itself."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it if there is room."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def keep_compiled(app: Flask) -> None:
    """Keep what is compiled for those who start later with the same sources, of which a template may hold parts."""
    if app.debug:
        return
    folder: Path = app.config["COMPILED_DIR"] / _version(Path(app.root_path))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _forget_old(folder)
    except OSError as error:
        log.warning("compiled templates are not kept: %s", error.strerror)
    else:
        app.jinja_env.bytecode_cache = KeptOnDisk(str(folder))


def _version(root: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for source in SOURCES for path in (root / source).rglob("*.*") if path.is_file()):
        if "__pycache__" not in path.parts:
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _forget_old(folder: Path) -> None:
    """The newest of each version were made at its first start; what is older than a month is of a version long gone."""
    folder.touch()
    for other in folder.parent.iterdir():
        if time() - other.stat().st_mtime > OLD_SECONDS:
            rmtree(other, ignore_errors=True)
