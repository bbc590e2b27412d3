"""The banks that money can be sent to."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

SAMPLE_BANK: Final = "000000"
"""No bank has this number: a code with it can be read, but no app can pay it. The demo shop receives there."""


@dataclass(frozen=True)
class Bank:
    """A bank, and the six digits by which payments find it."""

    bin: str
    name: str


@cache
def banks() -> dict[str, Bank]:
    """All banks by their number, the ones with the most branches in the country first."""
    file = Path(__file__).with_name("data") / "banks.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["bank"]
    return {row["bin"]: Bank(**row) for row in rows}
