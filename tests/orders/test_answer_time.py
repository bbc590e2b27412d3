"""Days off of the shop and public holidays lengthen its time to answer: told on pages, and gone by, as one moment."""

from datetime import date, datetime, timedelta

import pytest

from marketplace import orders, sellers
from marketplace.clock import VIETNAM, pretending
from marketplace.database import db, transaction
from marketplace.orders.answer_time import due_after
from marketplace.orders.states import OrderState
from marketplace.sellers import DaysOff
from tests import factories
from tests.client import Client
from tests.people import Cast

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def at(day: int, hour: int = 9, month: int = 12, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=VIETNAM)


@pytest.fixture
def ordinary_days() -> None:
    """Here holidays count, as they do outside of tests."""


@pytest.mark.parametrize(
    ("begins", "length", "off", "due"),
    [
        (at(7), DAY, None, at(8)),
        (at(7), DAY, (8, 9), at(10)),
        (at(8), DAY, (8, 9), at(11, 0)),
        (at(7), 2 * DAY, (8, 8), at(10)),
        (at(7), HOUR, (8, 9), at(7, 10)),
        (at(31), DAY, None, at(2, month=1, year=2027)),
    ],
)
def test_days_of_rest_do_not_count(
    cast: Cast, begins: datetime, length: timedelta, off: tuple[int, int] | None, due: datetime
) -> None:
    with pretending(begins):
        if off:
            sellers.rest(cast.seller_a, DaysOff(date(2026, 12, off[0]), date(2026, 12, off[1]), True))
        assert due_after(begins, length, cast.seller_a) == due


def test_what_the_buyer_reads_is_when_the_worker_acts(client: Client, cast: Cast) -> None:
    honey = factories.product(cast.seller_a)
    with pretending(at(7)):
        sellers.rest(cast.seller_a, DaysOff(date(2026, 12, 8), date(2026, 12, 9), True))
        db.session.flush()
        order = factories.order(honey)
        assert order.due_at == at(10)
        later = factories.order(honey)
        with transaction():
            orders.confirm(later, by=None)
        assert later.due_at == at(11)
        asked = orders.ask_to_cancel(later, by=None, reason="Đổi ý")
        assert asked.answer_by == at(10)
        page = client.get(f"/don/{order.purchase.token}").text
        assert "trả lời trước" in page
        assert "10/12" in page
    with pretending(at(10, 8)):
        with transaction():
            assert orders.pass_overdue() == 0
        assert order.late_told_at is None
    with pretending(at(10, 10)):
        with transaction():
            orders.pass_overdue()
        assert (order.state, order.lapses_at) == (OrderState.PLACED, at(11, 10))
