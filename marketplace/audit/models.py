"""What the audit asks and what it found. Nothing here is stored."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Invariant:
    """Something that must always be true: `promise` in words, `sql` selects the rows that break it."""

    promise: str
    sql: str


@dataclass(frozen=True)
class Finding:
    """A broken invariant with the rows that break it, the first ones when there are many."""

    invariant: Invariant
    rows: tuple[dict[str, Any], ...]
