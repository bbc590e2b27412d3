"""What the shop keeps and for how long, read from retention.toml, where each period stands with its reason."""

import tomllib
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("retention.toml")


@cache
def kept() -> dict[str, dict[str, Any]]:
    """Every kind of thing: `what`, `for` in words, `why`, the `source` of the rule, and the period in `days`."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def period(name: str) -> timedelta:
    """How long this is kept."""
    return timedelta(days=kept()[name]["days"])


def rows() -> list[tuple[str, str, str]]:
    """What, for how long and why, in words: the table of the operating guide."""
    return [(each["what"], each["for"].format(**each), _reason(each)) for each in kept().values()]


def _reason(each: dict[str, Any]) -> str:
    return f"{each['why']} ({each['source']})" if "source" in each else str(each["why"])
