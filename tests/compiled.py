"""Templates and addresses that are compiled once for all applications that a test process makes."""

import marshal
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from threading import get_ident
from types import CodeType
from typing import Any

from flask import has_request_context, request
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

from marketplace.web import locale


class Compiled(BytecodeCache):
    """Keeps templates by what they may be compiled for: the page's language, and the path at which the shop stands.

    The workers of a run find in its folder what another one has compiled.
    """

    def __init__(self, folder: Path) -> None:
        self.kept: dict[str, CodeType] = {}
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def get_cache_key(self, name: str, filename: object = None) -> str:
        """What tells two compiled templates apart."""
        return f"{locale.current()} {request.script_root if has_request_context() else ''} {name}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the template out if it is there."""
        bucket.code = self.kept.get(bucket.key)
        path = self._path(bucket)
        if bucket.code is None and path.exists():
            self.kept[bucket.key] = bucket.code = marshal.loads(path.read_bytes())

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        if bucket.code:
            self.kept[bucket.key] = bucket.code
            unfinished = self._path(bucket).with_suffix(f".{os.getpid()}-{get_ident()}")
            unfinished.write_bytes(marshal.dumps(bucket.code))
            unfinished.replace(self._path(bucket))

    def _path(self, bucket: Bucket) -> Path:
        return self.folder / sha256(bucket.key.encode()).hexdigest()


def keep_addresses() -> None:
    """Let equal rules share the functions that build their addresses: compiling them is most of making an application.

    Such a function takes what is an application's own, the converters, from the rule to which it is bound.
    """
    compiled: dict[object, Callable[..., tuple[str, str]]] = {}
    compile_anew = Rule._compile_builder

    def compile_once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        if rule.defaults:
            return compile_anew(rule, append_unknown)
        key = rule.rule, tuple(rule._trace), append_unknown
        return compiled.get(key) or compiled.setdefault(key, compile_anew(rule, append_unknown))

    kept: Any = Rule
    kept._compile_builder = compile_once
