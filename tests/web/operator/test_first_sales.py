"""Operators see how many new shops sell within 30 days, as table, chart and file."""

from datetime import timedelta

import pytest

from marketplace.clock import now, pretending
from marketplace.database import db
from marketplace.sellers.models import SellerEvent, SellerState
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.statements import counted

PAGE = "/van-hanh/don-dau-tien"


@pytest.fixture
def _sold(cast: Cast) -> None:
    cast.seller_a.events.append(SellerEvent(state=SellerState.APPROVED, at=now() - timedelta(days=60)))
    cast.seller_b.events.append(SellerEvent(state=SellerState.APPROVED, at=now() - timedelta(days=60)))
    db.session.flush()
    with pretending(now() - timedelta(days=53)):
        factories.order(factories.product(cast.seller_a))


@pytest.mark.usefixtures("_sold")
def test_share_median_and_chart_are_shown(operator: Client) -> None:
    page = operator.get(PAGE).text
    assert "50%" in page
    assert "1 trên 2 gian hàng" in page
    assert "7 ngày" in page
    assert '<rect x="12" y="75"' in page


def test_without_new_shops_the_page_says_so(operator: Client) -> None:
    assert "Chưa duyệt gian hàng nào trong 12 tháng qua." in operator.get(PAGE).text


@pytest.mark.usefixtures("_sold")
@pytest.mark.parametrize("by", ["thang", "tinh"])
def test_the_table_can_be_saved(operator: Client, by: str) -> None:
    answer = operator.get(f"{PAGE}.csv?theo={by}")
    heading, *rows = answer.data.decode("utf-8-sig").splitlines()
    assert answer.mimetype == "text/csv"
    assert heading.startswith("Tháng duyệt" if by == "thang" else '"Tỉnh')
    assert [row.split(",")[1:] for row in rows] == [["2", "1", "2", "1", "50", "7"]]


@pytest.mark.usefixtures("_sold")
def test_few_statements_make_the_page(operator: Client) -> None:
    operator.get(PAGE)
    with counted() as sent:
        operator.get(PAGE)
    assert len([each for each in sent if "seller_events" in each]) == 1
    assert len(sent) <= 12
