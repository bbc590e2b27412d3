"""Public references: random, so that nobody can count how much is written or guess the next one."""

import secrets


def new_ref() -> str:
    """Twelve characters that are safe in an address."""
    return secrets.token_urlsafe(9)
