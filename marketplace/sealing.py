"""What the shop has to give back and nobody may read in its database: personal numbers and bank accounts.

A copy of the database alone, such as a backup that was lost, tells neither. The key comes from the settings, and signs
what the shop hands out as well: whoever can write to the database alone cannot make a document that it never issued.
"""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_box: MultiFernet | None = None
_signers: tuple[bytes, ...] = ()


class SealBroken(Exception):
    """What was sealed cannot be opened: by another key than those of the settings, or it was changed."""


def use_keys(keys: Sequence[str]) -> None:
    """Seal with the first of these keys from now on, and open what any of them has sealed."""
    global _box, _signers
    _box = MultiFernet([Fernet(_derived(key, b"sealing")) for key in keys])
    _signers = tuple(_derived(key, b"signing") for key in keys)


def seal(text: str) -> str:
    """Make the text unreadable. The same text looks different each time, so nobody can compare either."""
    return _opened_box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text as it was. Raises SealBroken."""
    try:
        return _opened_box().decrypt(sealed).decode()
    except InvalidToken as error:
        raise SealBroken("no key of the settings opens this") from error


def sign(text: str) -> str:
    """The shop's mark on this text, 64 letters and digits."""
    _opened_box()
    return _mark(text, _signers[0])


def is_signed(text: str, mark: str) -> bool:
    """Whether any key of the settings made this mark on this text."""
    return any(hmac.compare_digest(_mark(text, key), mark) for key in _signers)


def _mark(text: str, key: bytes) -> str:
    return hmac.digest(key, text.encode(), "sha256").hex()


def _opened_box() -> MultiFernet:
    if _box is None:
        raise SealBroken("no keys were given")
    return _box


def _derived(key: str, purpose: bytes) -> bytes:
    """A key of the right shape, which tells nothing of the one in the settings."""
    return urlsafe_b64encode(HKDF(SHA256(), 32, None, purpose).derive(key.encode()))
