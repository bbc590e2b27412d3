"""How long goods lie where their buyer fetches them (data/pickups.toml says it), and by which code."""

import secrets
import tomllib
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from marketplace.clock import to_local

DATA: Final = Path(__file__).with_name("data") / "pickups.toml"
CODE_DIGITS: Final = 6


@cache
def kept_days() -> int:
    """For so many days."""
    return int(tomllib.loads(DATA.read_text(encoding="utf-8"))["kept_days"])


def kept_to(ready_at: datetime) -> date:
    """The last day on which what lies there since then may be fetched."""
    return to_local(ready_at).date() + timedelta(days=kept_days())


def new_code() -> str:
    """Six digits: read out on the phone, nobody takes one for another."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def clean_pickup_code(typed: str) -> str:
    """A code as it is kept, however it was typed: "482 913" is 482913."""
    return "".join(letter for letter in typed if letter.isascii() and letter.isdigit())[: CODE_DIGITS + 1]
