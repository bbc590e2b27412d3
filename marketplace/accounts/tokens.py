"""Random secrets for sessions and links. The person holds the token; the database keeps only its digest."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits in 43 characters that are safe in an address."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored and looked up. A plain hash is enough: nobody can guess the token behind it."""
    return hashlib.sha256(token.encode()).hexdigest()
