"""What postpones a parcel, said before somebody orders: the seller's days off and public holidays."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from marketplace import sellers, shipping
from marketplace.clock import today
from marketplace.sellers import DaysOff
from marketplace.shipping import Holiday
from marketplace.web.filters import day, day_range, say, sentence_of
from marketplace.web.locale import gettext

SOON: Final = timedelta(days=7)
"""How far a page looks ahead that does not know when a parcel would arrive."""


def rest_notes(periods: Iterable[DaysOff], until: date | None = None) -> list[str]:
    """One sentence for each thing that postpones a parcel ordered today and expected by `until`."""
    return list(_notes(tuple(periods), until or today() + SOON))


def _notes(periods: tuple[DaysOff, ...], until: date) -> Iterator[str]:
    if refusal := sellers.refusal_today(periods):
        yield sentence_of(refusal)
    for period in periods:
        if period.takes_orders and period.first_on <= until:
            yield _of_seller(period)
    for holiday in shipping.holidays_between(today(), until):
        yield _of_holiday(holiday)


def _of_seller(period: DaysOff) -> str:
    days = day_range(period.first_on, period.last_on)
    return gettext("Nơi bán nghỉ %(days)s, gói hàng từ %(day)s.", days=days, day=day(period.back_on))


def _of_holiday(holiday: Holiday) -> str:
    days = day_range(holiday.first_on, holiday.last_on)
    return gettext("Bưu tá nghỉ %(name)s, %(days)s.", name=say(holiday, "name"), days=days)
