"""Which backups stay: each one for a day, then one a day for a week, one a week for five, one a month for a year."""

import re
from collections.abc import Callable, Hashable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

STAMP: Final = "%Y%m%dT%H%M%SZ"
NAME: Final = re.compile(r"gui-(\d{8}T\d{6}Z)\.tar(\.sealed)?")
FRESH: Final = timedelta(days=1)
RULE: Final[tuple[tuple[int, Callable[[datetime], Hashable]], ...]] = (
    (7, lambda at: at.date()),
    (5, lambda at: at.isocalendar()[:2]),
    (12, lambda at: (at.year, at.month)),
)
"""How many stay, each the last one of its day, week or month."""


def name_of(at: datetime, *, is_sealed: bool) -> str:
    """How the backup of this moment is called."""
    return f"gui-{at.astimezone(UTC).strftime(STAMP)}.tar" + ".sealed" * is_sealed


def ours(names: Iterable[str]) -> dict[str, datetime]:
    """The backups among the files and when they were made, the newest first; others are none of ours."""
    found = {name: match[1] for name in names if (match := NAME.fullmatch(name))}
    made = {name: datetime.strptime(stamp, STAMP).replace(tzinfo=UTC) for name, stamp in found.items()}
    return dict(sorted(made.items(), key=lambda one: one[1], reverse=True))


def superfluous(names: Iterable[str], at: datetime) -> list[str]:
    """The backups that need not be kept any longer at this moment; never the newest one."""
    made = ours(names)
    kept = {name for name, moment in made.items() if moment > at - FRESH}
    for most, period in RULE:
        last: dict[Hashable, str] = {}
        for name, moment in made.items():
            last.setdefault(period(moment), name)
        kept |= set(list(last.values())[:most])
    return [name for name in made if name not in kept]
