"""What signs the short texts that browsers keep and send back: itsdangerous, without what it does each time anew.

What one of these signs the other reads, so that no cookie and no open form is lost by the change. Of several keys the
newest signs, and all are believed: nobody is signed out when the key is changed.
"""

import hmac
from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any, Final

from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import base64_encode, want_bytes
from itsdangerous.serializer import Serializer

WORTH_COMPRESSING: Final = 300
"""Bytes below which compressing saves next to nothing and takes longer than the signature."""


def keys_of(settings: Mapping[str, Any]) -> list[str]:
    """The keys of the settings as itsdangerous wants them, the newest last."""
    return [*reversed(settings["SECRET_KEY_FALLBACKS"]), settings["SECRET_KEY"]]


def signer(settings: Mapping[str, Any], salt: str) -> "Signer":
    """What signs for one purpose with the keys of the settings; made once for each."""
    return _signer(tuple(keys_of(settings)), salt)


@cache
def _signer(keys: tuple[str, ...], salt: str) -> "Signer":
    return Signer(list(keys), salt=salt)


class Stamper(TimestampSigner):
    """Derives its keys once."""

    def get_signature(self, value: str | bytes) -> bytes:
        """The signature of the value, by HMAC with SHA-1, which is what itsdangerous signs with."""
        return base64_encode(hmac.digest(self._derived[self.secret_keys[-1]], want_bytes(value), "sha1"))

    @cached_property
    def _derived(self) -> dict[bytes, bytes]:
        return {secret: super(Stamper, self).derive_key(secret) for secret in self.secret_keys}

    def derive_key(self, secret_key: Any = None) -> bytes:
        """The key made of this secret, else of the newest."""
        return self._derived[secret_key or self.secret_keys[-1]]


class Signer(URLSafeTimedSerializer):
    """Signs with the newest key, and does not try to compress what is short."""

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
