"""Days on which a seller packs nothing."""

from datetime import date, timedelta

import pytest
from flask import Flask

from marketplace import sellers
from marketplace.clock import today
from marketplace.errors import DomainError
from marketplace.sellers import DaysOff
from marketplace.sellers.errors import (
    DaysOffNotFound,
    DaysOffOverlap,
    DaysOffPast,
    DaysOffReversed,
    DaysOffTooFar,
    DaysOffTooLong,
    TooManyDaysOff,
)
from tests import factories


def period(first: int, last: int, *, takes_orders: bool = True) -> DaysOff:
    """From so many days from today to so many."""
    return DaysOff(in_days(first), in_days(last), takes_orders)


def in_days(number: int) -> date:
    return today() + timedelta(days=number)


def test_the_next_days_off_come_first_and_what_is_over_is_gone(app: Flask) -> None:
    shop = factories.seller()
    shop.days_off = [[str(in_days(-9)), str(in_days(-7)), True]]
    for each in (period(30, 31), period(2, 5, takes_orders=False)):
        sellers.rest(shop, each)
    assert sellers.days_off_in(shop.days_off) == (period(2, 5, takes_orders=False), period(30, 31))


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        (5, 4, DaysOffReversed),
        (-3, -1, DaysOffPast),
        (1, 61, DaysOffTooLong),
        (401, 402, DaysOffTooFar),
        (10, 11, DaysOffOverlap),
        (7, 30, DaysOffOverlap),
    ],
)
def test_days_off_that_cannot_be_meant_are_refused(
    app: Flask, first: int, last: int, refusal: type[DomainError]
) -> None:
    shop = factories.seller()
    sellers.rest(shop, period(8, 10))
    with pytest.raises(refusal):
        sellers.rest(shop, period(first, last))
    assert sellers.days_off_in(shop.days_off) == (period(8, 10),)


def test_a_dozen_periods_are_enough(app: Flask) -> None:
    shop = factories.seller()
    for number in range(12):
        sellers.rest(shop, period(2 * number, 2 * number))
    with pytest.raises(TooManyDaysOff):
        sellers.rest(shop, period(99, 99))


def test_days_off_can_be_taken_back(app: Flask) -> None:
    shop = factories.seller()
    sellers.rest(shop, period(1, 2))
    assert sellers.work_after_all(shop, str(in_days(1))) == period(1, 2)
    assert sellers.days_off_in(shop.days_off) == ()
    with pytest.raises(DaysOffNotFound):
        sellers.work_after_all(shop, str(in_days(1)))


def test_only_who_rests_today_and_wants_no_orders_refuses_them() -> None:
    assert sellers.refusal_today([period(0, 3), period(5, 6, takes_orders=False)]) is None
    refusal = sellers.refusal_today([period(-1, 3, takes_orders=False)])
    assert refusal is not None
    assert refusal.params == {"back_on": in_days(4)}
