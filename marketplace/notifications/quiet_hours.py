"""When nobody's telephone rings for what can wait: from 22 to 7 o'clock in Vietnam."""

from datetime import datetime, timedelta
from typing import Final

from marketplace.clock import start_of_day, to_local

FROM_HOUR: Final = 22
TO_HOUR: Final = 7


def next_time(moment: datetime) -> datetime:
    """This moment, or the next morning's 7 o'clock when it lies in the quiet hours."""
    local = to_local(moment)
    if TO_HOUR <= local.hour < FROM_HOUR:
        return moment
    day = local.date() if local.hour < TO_HOUR else local.date() + timedelta(days=1)
    return start_of_day(day) + timedelta(hours=TO_HOUR)
