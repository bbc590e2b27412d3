"""From how much looking on a stamp may have been copied: dated limits (data/scan_limits.toml)."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from pathlib import Path

from marketplace.clock import today
from marketplace.day_spans import in_force


@dataclass(frozen=True)
class ScanLimits:
    """What holds from a day on: so many scans, or people in so many provinces, make a stamp doubtful."""

    first_day: date
    times: int
    provinces: int


@cache
def all_scan_limits() -> tuple[ScanLimits, ...]:
    """Every set of limits."""
    file = Path(__file__).with_name("data") / "scan_limits.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["limits"]
    return tuple(ScanLimits(row["from"], row["times"], row["provinces"]) for row in rows)


def scan_limits() -> ScanLimits:
    """What holds today."""
    return in_force(all_scan_limits(), today(), attrgetter("first_day"))
