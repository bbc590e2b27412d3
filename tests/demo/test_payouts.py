"""The demo shop can be filled at any hour: each of its runs of payouts has something to pay."""

import random
from datetime import date, datetime, timedelta

import pytest

from marketplace import payouts
from marketplace.clock import VIETNAM, now, pretending, start_of_day, today
from marketplace.demo.content import rows
from marketplace.demo.past import Past, by_day
from marketplace.demo.payouts import COUNTED, run_days
from marketplace.orders.states import OrderState

MONDAY = datetime(2026, 11, 30, tzinfo=VIETNAM)


class Slow(random.Random):
    """Every step takes as long as it can."""

    def randrange(self, start: int, stop: int | None = None, step: int = 1) -> int:
        """The largest number that could have come."""
        return (start if stop is None else stop) - step


def paid_in(days_before: int) -> date | None:
    """The first run that can pay a sale of so many days before the last one."""
    past = Past([], [], {})
    past.random = Slow()
    days = days_before + (today() - run_days()[-1]).days
    *_, (_, delivered_at) = past.moments(OrderState.DELIVERED, by_day(now() - timedelta(days=days)))
    free_at = delivered_at + payouts.terms_of().complaint
    return next((run for run in run_days() if free_at <= start_of_day(run) + COUNTED), None)


@pytest.mark.parametrize("day", range(7))
def test_each_run_has_a_sale_to_pay_at_every_hour_of_the_week(day: int) -> None:
    for half_hours in range(48):
        with pretending(MONDAY + timedelta(days=day, minutes=30 * half_hours)):
            paid = {paid_in(sale["days_before"]) for sale in rows("sale", "payouts")}
            assert paid >= set(run_days()), f"{now():%a %H:%M} UTC"
