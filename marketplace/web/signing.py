"""What signs the short texts that browsers keep and send back: itsdangerous, without what it does each time anew.

What one of these signs the other reads, so that no cookie and no open form is lost by the change.
"""

import hmac
from functools import cached_property
from typing import Any, Final

from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import base64_encode, want_bytes
from itsdangerous.serializer import Serializer

WORTH_COMPRESSING: Final = 300
"""Bytes below which compressing saves next to nothing and takes longer than the signature."""


class Stamper(TimestampSigner):
    """Derives its key once."""

    def get_signature(self, value: str | bytes) -> bytes:
        """The signature of the value, by HMAC with SHA-1, which is what itsdangerous signs with."""
        return base64_encode(hmac.digest(self._key, want_bytes(value), "sha1"))

    @cached_property
    def _key(self) -> bytes:
        return super().derive_key()

    def derive_key(self, secret_key: Any = None) -> bytes:
        """The key made of the secret, of which there is one."""
        return self._key


class Signer(URLSafeTimedSerializer):
    """Signs with one key, and does not try to compress what is short."""

    default_signer = Stamper

    @cached_property
    def _stamper(self) -> Any:
        return super().make_signer()

    def make_signer(self, salt: Any = None) -> Any:
        """What signs; the salt is the one that this was made with."""
        return self._stamper

    def dump_payload(self, obj: Any) -> bytes:
        """The text to be signed."""
        plain: bytes = Serializer.dump_payload(self, obj)
        return base64_encode(plain) if len(plain) < WORTH_COMPRESSING else super().dump_payload(obj)
