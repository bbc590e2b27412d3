from datetime import UTC, date, datetime

import pytest
import time_machine

from marketplace.clock import now, to_local, today


@time_machine.travel(datetime(2026, 11, 21, 17, 30, tzinfo=UTC), tick=False)
def test_the_vietnamese_day_begins_seven_hours_before_the_one_in_greenwich() -> None:
    assert today() == date(2026, 11, 22)
    assert now().utcoffset() == UTC.utcoffset(None)
    assert to_local(now()).strftime("%H:%M %d/%m/%Y") == "00:30 22/11/2026"


def test_a_time_without_zone_is_nobody_s_time() -> None:
    with pytest.raises(ValueError, match="time zone"):
        to_local(datetime(2026, 11, 21))  # noqa: DTZ001 - that it has no zone is the point
