"""Passwords: what is accepted, and how it is kept.

Hashing takes a tenth of a second on purpose, so it is done before a transaction begins; actions take a
`PasswordHash`, which only `hash_password` makes.
"""

from functools import cache
from pathlib import Path
from typing import Final, NewType
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import CHEAPEST, RFC_9106_LOW_MEMORY

from marketplace.accounts.errors import PasswordTooCommon, PasswordTooLong, PasswordTooShort
from marketplace.text import fold

SHORTEST: Final = 10
LONGEST: Final = 200
FEWEST_CHARACTERS: Final = 5  # different ones; "aaaaabbbbb" is a pattern, not a password
COSTS: Final = {"full": RFC_9106_LOW_MEMORY, "cheap": CHEAPEST}
# The passwords of 10 characters and more among the 50,000 most used (lists of zxcvbn, MIT, and Django, BSD), and the
# patterns usual in Vietnam. Shorter ones are refused for their length.
COMMON: Final = Path(__file__).parent / "data" / "common_passwords.txt"

PasswordHash = NewType("PasswordHash", str)

_hasher = PasswordHasher.from_parameters(COSTS["full"])
_published: str | None = None


def use_cost(name: str) -> None:
    """Choose what a hash costs: "full", or "cheap" for tests. Older hashes are renewed at the next sign-in."""
    global _hasher
    _hasher = PasswordHasher.from_parameters(COSTS[name])
    _decoy.cache_clear()


def refuse_published(password: str | None) -> None:
    """Neither take nor accept this password any more, which everybody knows; None takes that back."""
    global _published
    _published = password


def check_password(password: str, *, about: tuple[str | None, ...] = ()) -> None:
    """Accept any 10 to 200 characters that are not easily guessed; no rules about which (OWASP ASVS 5.0, 6.2).

    `about` is what everybody knows of the person: name, number, address. Raises PasswordTooShort, PasswordTooLong or
    PasswordTooCommon.
    """
    if len(password) < SHORTEST:
        raise PasswordTooShort(least=SHORTEST)
    if len(password) > LONGEST:
        raise PasswordTooLong(most=LONGEST)
    guessed = password == _published or password.lower() in _common() or _is_about(password, about)
    if guessed or len(set(password)) < FEWEST_CHARACTERS:
        raise PasswordTooCommon()


def hash_password(password: str, *, about: tuple[str | None, ...] = ()) -> PasswordHash:
    """The Argon2id hash of an acceptable new password. Slow; raises what `check_password` raises."""
    check_password(password, about=about)
    return PasswordHash(_hasher.hash(_composed(password)))


def matches(password_hash: str, password: str) -> bool:
    """Whether the password is the one behind the hash. Slow."""
    try:
        return password != _published and _hasher.verify(password_hash, _composed(password[: LONGEST + 1]))
    except (VerificationError, InvalidHashError):
        return False


def match_nobody(password: str) -> None:
    """Take as long as `matches`: an unknown person must not be answered quicker than a known one."""
    matches(_decoy(), password)


def renewed(password_hash: str, password: str) -> PasswordHash | None:
    """A fresh hash of a password that just matched, when the old one has another cost; else None."""
    return PasswordHash(_hasher.hash(_composed(password))) if _hasher.check_needs_rehash(password_hash) else None


@cache
def _decoy() -> PasswordHash:
    return PasswordHash(_hasher.hash("nobody's password"))


@cache
def _common() -> frozenset[str]:
    return frozenset(COMMON.read_text(encoding="utf-8").split("\n"))


def _composed(password: str) -> str:
    """However the keyboard delivers its letters. Nothing else is changed: hashes were made of the letters typed."""
    return normalize("NFC", password)


def _is_about(password: str, about: tuple[str | None, ...]) -> bool:
    return _bare(password) in {_bare(known) for known in about if known}


def _bare(text: str) -> str:
    return fold(text).replace(" ", "")
