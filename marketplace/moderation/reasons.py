"""Ready reasons for taking goods down and for asking for a change. They are data with dates and legal grounds."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from marketplace.clock import today
from marketplace.moderation.models import CaseKind

_FILE: Final = Path(__file__).with_name("data") / "reasons.toml"
DEMAND: Final = "demand"
"""The reason of an authority's demand, which has a clock."""


@dataclass(frozen=True)
class Reason:
    """One reason: what an operator ticks, what the seller then reads, and the law behind it."""

    code: str
    first_day: date
    kinds: frozenset[CaseKind]
    legal_ground: str
    name_vi: str
    name_en: str
    sentence_vi: str
    sentence_en: str


def reasons_for(kind: CaseKind) -> list[Reason]:
    """What is offered today for this kind of case."""
    return [reason for reason in _REASONS if kind in reason.kinds and reason.first_day <= today()]


def named(codes: Iterable[str], kind: CaseKind) -> list[Reason]:
    """Those of these reasons that are offered."""
    wanted = set(codes)
    return [reason for reason in reasons_for(kind) if reason.code in wanted]


def _reasons() -> Iterator[Reason]:
    for row in tomllib.loads(_FILE.read_text(encoding="utf-8"))["reason"]:
        kinds = frozenset(CaseKind(word) for word in row.pop("for"))
        yield Reason(first_day=row.pop("from"), kinds=kinds, **row)


_REASONS: Final = tuple(_reasons())
