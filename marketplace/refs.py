"""Public references: random, so that nobody can count what there is or guess the next one."""

import secrets


def new_ref() -> str:
    """Twelve letters and digits."""
    return secrets.token_hex(6)
