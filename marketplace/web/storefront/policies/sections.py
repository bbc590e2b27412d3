"""What the pages are made of, and how their figures are said."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import ngettext


@dataclass(frozen=True)
class Section:
    """A heading with what is said below it: `text` as paragraphs, then `items` as a list, then a table of `rows`."""

    title: str
    text: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def span(length: timedelta) -> str:
    """So long, in hours up to two days and else in days: "48 giờ", "14 ngày"."""
    hours = int(length.total_seconds() // 3600)
    if hours <= 48:
        return ngettext("%(num)d giờ", "%(num)d giờ", hours)
    return ngettext("%(num)d ngày", "%(num)d ngày", length.days)


def minutes(count: int) -> str:
    """So many minutes."""
    return ngettext("%(num)d phút", "%(num)d phút", count)
