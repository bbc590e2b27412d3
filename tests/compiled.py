"""Templates that are compiled once for all applications that a test process makes."""

from types import CodeType

from flask import has_request_context, request
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from marketplace.web import locale


class Compiled(BytecodeCache):
    """Keeps templates by what they may be compiled for: the page's language, and the path at which the shop stands."""

    def __init__(self) -> None:
        self.kept: dict[str, CodeType] = {}

    def get_cache_key(self, name: str, filename: object = None) -> str:
        """What tells two compiled templates apart."""
        return f"{locale.current()} {request.script_root if has_request_context() else ''} {name}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the template out if it is there."""
        bucket.code = self.kept.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        if bucket.code:
            self.kept[bucket.key] = bucket.code
