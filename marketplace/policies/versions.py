"""The versions of each policy, from data/versions.toml: a new text is a new block, never an edit."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from marketplace.clock import today
from marketplace.policies.models import Policy

DATA: Final = Path(__file__).with_name("data") / "versions.toml"


@dataclass(frozen=True)
class Version:
    """One version: its number, the day it holds from, the digest of its text, and what is new in it."""

    number: str
    first_day: date
    digest: str
    news_vi: str
    news_en: str


def version_of(policy: Policy, day: date | None = None) -> Version:
    """The version that holds on a day, today where none is said; before the first one, that."""
    known = versions_of(policy)
    return [each for each in known if each.first_day <= (day or today()) or each is known[0]][-1]


@cache
def versions_of(policy: Policy) -> tuple[Version, ...]:
    """All versions, the oldest first."""
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))[policy.value]
    found = (Version(row["number"], row["from"], row["digest"], row["news_vi"], row["news_en"]) for row in rows)
    return tuple(sorted(found, key=lambda version: version.first_day))
