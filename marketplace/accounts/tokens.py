"""Random secrets for sessions and links. The person holds the token; the database keeps only its digest."""

import hashlib
import secrets
from typing import Final

_SPOKEN: Final = "bdghkmnqrtvxz2346789"  # no two of them sound or look alike
_SPOKEN_LENGTH: Final = 15
_LONGEST_SPOKEN: Final = 20


def new_token() -> str:
    """256 random bits in 43 characters that are safe in an address."""
    return secrets.token_urlsafe(32)


def spoken_token() -> str:
    """Some 62 random bits that can be read out over a telephone: "7kqm-2bxr-tz4d-h9w"."""
    letters = "".join(secrets.choice(_SPOKEN) for _ in range(_SPOKEN_LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def as_spoken(token: str) -> str:
    """A token as it was made, when it was read out and typed in capitals or with blanks."""
    return token if len(token) > _LONGEST_SPOKEN else token.strip().lower().replace(" ", "-")


def digest(token: str) -> str:
    """What is stored and looked up. A plain hash is enough: nobody can guess the token behind it."""
    return hashlib.sha256(token.encode()).hexdigest()
