"""How long something takes or holds, in words."""

from datetime import timedelta
from typing import Final

from flask import Flask
from flask_babel import ngettext

from marketplace import returns

DAYS_OF_A_YEAR: Final = 365


def init_app(app: Flask) -> None:
    """Make known to the templates how long a buyer has to tell of broken or wrong goods."""
    app.add_template_global(time_to_tell)


def time_to_tell() -> str:
    """How long after the delivery every buyer can tell of a problem; goods that keep have more, as their order says."""
    return span(returns.terms_of().fresh)


def span(length: timedelta) -> str:
    """So long, in hours up to two days, in days up to a year, else in years: "48 giờ", "14 ngày", "3 năm"."""
    hours = int(length.total_seconds() // 3600)
    if hours <= 48:
        return ngettext("%(num)d giờ", "%(num)d giờ", hours)
    if length.days >= DAYS_OF_A_YEAR:
        return ngettext("%(num)d năm", "%(num)d năm", length.days // DAYS_OF_A_YEAR)
    return ngettext("%(num)d ngày", "%(num)d ngày", length.days)


def minutes(count: int) -> str:
    """So many minutes."""
    return ngettext("%(num)d phút", "%(num)d phút", count)
