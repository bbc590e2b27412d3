"""Static files under names that carry a hash of their content, so that a browser may keep them for a year.

`build()` flattens the style sheets' imports, points every reference at the hashed name, and lays a compressed twin
beside each text. Without a build, and with --debug, the plain files are served, so development needs no step.
"""

import gzip
import hashlib
import json
import os
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from wsgiref.headers import Headers

import brotli
from flask import Flask
from flask_compress import Compress
from servestatic import ServeStatic
from servestatic.responders import Response, StaticFile  # type: ignore[import-untyped]
from werkzeug.http import is_resource_modified

IMPORT = re.compile(r"""@import\s+["']([^"']+)["']\s*(?:layer\(([\w.-]+)\))?\s*;""")
URL = re.compile(r"""url\(\s*["']?(?!data:|https?:|#)([^"')#\s]+)(#[^"')]*)?["']?\s*\)""")
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
MODULE = re.compile(r"""((?:\bfrom|\bimport)\s*\(?\s*["'])(\.{1,2}/[^"']+)""")
TEXTS = {".css", ".js", ".svg", ".txt", ".json"}
Alternative = tuple[str | None, str, list[tuple[str, str | None]]]
YEAR = "public, max-age=31536000, immutable"


def init_app(app: Flask) -> None:
    """Make url_for("static") give the hashed addresses of the last build, and serve them; compress the pages."""
    built = app.config["DATA_DIR"] / "static"
    if (built / "manifest.json").exists() and not app.debug:
        _serve_built(app, built)
    _compress_pages(app)


def _serve_built(app: Flask, built: Path) -> None:
    written = (built / "manifest.json").read_bytes()
    manifest: dict[str, str] = json.loads(written)
    app.extensions["static_build"] = hashlib.sha256(written).hexdigest()

    @app.url_defaults
    def hashed_name(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static":
            values["filename"] = manifest.get(values["filename"], values["filename"])

    served = _Files(app.wsgi_app, allow_all_origins=False)
    served.add_files(built / "files", prefix=app.static_url_path)
    app.wsgi_app = served  # type: ignore[method-assign]


class _Files(ServeStatic):  # type: ignore[misc]
    """The files of a build."""

    def get_static_file(self, path: str, url: str, stat_cache: dict[str, os.stat_result] | None = None) -> StaticFile:
        """The file at `path` with its compressed twins."""
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        headers["Cache-Control"] = YEAR
        headers["X-Content-Type-Options"] = "nosniff"
        return _File(path, headers.items(), {"br": f"{path}.br", "gzip": f"{path}.gz"}, stat_cache)


class _File(StaticFile):  # type: ignore[misc]
    """A file with an ETag for each of its encodings, because each is other bytes (RFC 9110, 8.8.3.3)."""

    @staticmethod
    def get_alternatives(base_headers: Headers, files: Mapping[str | None, Any]) -> list[Alternative]:
        """The encodings, the smallest first."""
        return [
            (encoding, path, [(name, _marked(value, encoding) if name == "ETag" else value) for name, value in headers])
            for encoding, path, headers in StaticFile.get_alternatives(base_headers, files)
        ]

    def get_response(self, method: str, request_headers: dict[str, Any]) -> Response:
        """The file, or that it has not changed: asked of the encoding that would be sent."""
        headers = Headers(self.get_path_and_headers(request_headers)[1])
        known = {name: value for name, value in request_headers.items() if name.startswith("HTTP_IF_")}
        if known and not is_resource_modified(known, headers["ETag"], last_modified=headers["Last-Modified"]):
            return self.get_not_modified_response(headers)
        return super().get_response(method, request_headers)

    def is_not_modified(self, request_headers: Mapping[str, str]) -> bool:
        """What was asked before the encoding was known."""
        return False


def _marked(etag: str, encoding: str | None) -> str:
    return f'{etag[:-1]}-{encoding}"' if encoding else etag


def _compress_pages(app: Flask) -> None:
    """Compress HTML and JSON on the way out.

    Guessing a secret from compressed sizes (BREACH) needs the same secret in many answers: the CSRF token is signed
    anew each second, and cookies are SameSite=Lax, so no other site can have a visitor's page fetched in the dark.
    """
    app.config["COMPRESS_MIMETYPES"] = ["text/html", "application/json"]
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    Compress(app)


def build(source: Path, built: Path) -> None:
    """Write every file of `source` under its hashed name to `built`, with manifest.json: plain name -> hashed name.

    Older files stay: a page that a browser still shows may ask for them. Raises FileNotFoundError for a reference to a
    file that is not there.
    """
    names = _names(source, built / "files")
    _write(built / "manifest.json", json.dumps(names, indent=0, sort_keys=True).encode())


def is_built(source: Path, built: Path) -> bool:
    """Whether the files of `source` are all there as `build` writes them."""
    try:
        names = json.loads((built / "manifest.json").read_bytes())
    except FileNotFoundError:
        return False
    return names == _names(source) and all((built / "files" / name).exists() for name in names.values())


def _names(source: Path, target: Path | None = None) -> dict[str, str]:
    files = _Build(source, target)
    for path in sorted(path for path in source.rglob("*") if path.is_file() and not path.name.startswith(".")):
        files.hashed(path.relative_to(source).as_posix())
    return files.names


class _Build:
    """One run: `names` maps each plain name to its hashed name, filled in as references are followed.

    Without a target nothing is written.
    """

    def __init__(self, source: Path, target: Path | None) -> None:
        self.source = source
        self.target = target
        self.names: dict[str, str] = {}

    def hashed(self, name: str) -> str:
        """The hashed name of a file, which is written the first time it is asked for."""
        if name not in self.names:
            content = self._content(name)
            path = PurePosixPath(name)
            digest = hashlib.sha256(content).hexdigest()[:8]
            self.names[name] = str(path.with_name(f"{path.stem}.{digest}{path.suffix}"))
            if self.target:
                _keep(self.target / self.names[name], content)
        return self.names[name]

    def _content(self, name: str) -> bytes:
        if name.endswith(".css"):
            return self._style(name, relative_to=name).encode()
        if name.endswith(".js"):
            text = (self.source / name).read_text(encoding="utf-8")
            return MODULE.sub(lambda match: match[1] + self._reference(name, match[2], name), text).encode()
        return (self.source / name).read_bytes()

    def _style(self, name: str, *, relative_to: str) -> str:
        """A style sheet with its imports in their place and its url()s as seen from `relative_to`."""

        def imported(match: re.Match[str]) -> str:
            style = self._style(_join(name, match[1]), relative_to=relative_to)
            return f"@layer {match[2]} {{\n{style}}}\n" if match[2] else style

        def pointed(match: re.Match[str]) -> str:
            return f'url("{self._reference(name, match[1], relative_to)}{match[2] or ""}")'

        text = URL.sub(pointed, COMMENT.sub("", (self.source / name).read_text(encoding="utf-8")))
        return IMPORT.sub(imported, text)

    def _reference(self, name: str, mentioned: str, relative_to: str) -> str:
        target = self.hashed(_join(name, mentioned))
        relative = posixpath.relpath(target, posixpath.dirname(relative_to))
        return relative if relative.startswith("..") else f"./{relative}"


def _keep(path: Path, content: bytes) -> None:
    if path.exists():
        return
    if path.suffix in TEXTS:
        _write(path.with_name(f"{path.name}.br"), brotli.compress(content))
        _write(path.with_name(f"{path.name}.gz"), gzip.compress(content, mtime=0))
    _write(path, content)


def _join(name: str, mentioned: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), mentioned))


def _write(path: Path, content: bytes) -> None:
    """Write at one stroke, so that a server that starts meanwhile never reads half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(path)
