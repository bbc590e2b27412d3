"""Where a carrier shows everybody how it stands with a parcel; data/tracking.toml says it."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

DATA: Final = Path(__file__).with_name("data") / "tracking.toml"


def tracking_url(brand: str, number: str) -> str:
    """The address for this number of this carrier; empty where none is known."""
    pattern = _patterns().get(brand, "")
    return pattern.format(number=quote(number, safe="")) if pattern and number else ""


@cache
def _patterns() -> dict[str, str]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))
