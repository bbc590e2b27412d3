"""By when a shop acts, where it has so long: days on which it rests, and public holidays, do not count.

What holds is what was known when the time began: days off that are added later lengthen nothing that was promised.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from marketplace import sellers, shipping
from marketplace.clock import end_of_day, to_local
from marketplace.orders.deadlines import time_to_act
from marketplace.orders.states import OrderState
from marketplace.sellers.models import Seller


def step_due(state: OrderState, at: datetime, seller: Seller) -> datetime | None:
    """By when the seller takes the step after this state, entered at that instant; None where nobody waits."""
    to_act = time_to_act(state, at)
    return due_after(at, to_act, seller) if to_act else None


def due_after(at: datetime, length: timedelta, seller: Seller) -> datetime:
    """When so much time of a seller's is over that begins at this instant."""
    off = [(each.first_on, each.last_on) for each in sellers.days_off_in(seller.days_off)]
    left, moment = length, at
    while True:
        day = to_local(moment).date()
        end = end_of_day(day)
        if not rests_on(day, off):
            if moment + left <= end:
                return moment + left
            left -= end - moment
        moment = end


def rests_on(day: date, off: Sequence[tuple[date, date]]) -> bool:
    """Whether nobody has to answer on this day; a Sunday is a day like any other."""
    return is_holiday(day) or any(first <= day <= last for first, last in off)


def is_holiday(day: date) -> bool:
    """Whether it is a public holiday itself; the days around one on which carriers rest are none."""
    return any(each.first_on <= day <= each.last_on for each in shipping.holidays_between(day, day))
