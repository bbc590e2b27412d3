"""What the shop has to give back and nobody may read in its database: personal numbers and bank accounts.

A copy of the database alone, such as a backup that was lost, tells neither. The key comes from the settings.
"""

from base64 import urlsafe_b64encode
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_box: MultiFernet | None = None


class SealBroken(Exception):
    """What was sealed cannot be opened: by another key than those of the settings, or it was changed."""


def use_keys(keys: Sequence[str]) -> None:
    """Seal with the first of these keys from now on, and open what any of them has sealed."""
    global _box
    _box = MultiFernet([Fernet(_derived(key)) for key in keys])


def seal(text: str) -> str:
    """Make the text unreadable. The same text looks different each time, so nobody can compare either."""
    return _opened_box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text as it was. Raises SealBroken."""
    try:
        return _opened_box().decrypt(sealed).decode()
    except InvalidToken as error:
        raise SealBroken("no key of the settings opens this") from error


def _opened_box() -> MultiFernet:
    if _box is None:
        raise SealBroken("no keys were given")
    return _box


def _derived(key: str) -> bytes:
    """A key of the right shape, which tells nothing of the one in the settings."""
    return urlsafe_b64encode(HKDF(SHA256(), 32, None, b"sealing").derive(key.encode()))
