import csv
from datetime import UTC, datetime
from io import StringIO

import pytest
import time_machine

from marketplace.clock import to_local
from marketplace.orders.models import Order
from tests import factories
from tests.client import Client
from tests.people import Cast, signed_in

EXPORT = "/van-hanh/don/xuat.csv"


def rows(operator: Client, query: str = "") -> list[dict[str, str]]:
    response = operator.get(f"{EXPORT}?{query}")
    assert response.mimetype == "text/csv"
    return list(csv.DictReader(StringIO(response.get_data().decode("utf-8-sig"))))


@pytest.fixture
def order(cast: Cast) -> Order:
    return factories.order(factories.product(cast.seller_a), quantity=2)


def test_the_table_holds_the_filtered_orders_to_the_dong(operator: Client, order: Order) -> None:
    (row,) = rows(operator)
    assert row["Mã đơn"] == order.number
    assert row["Nơi bán hàng"] == "HTX Green Life"
    assert int(row["Tổng (₫)"]) == order.total_vnd == int(row["Tiền hàng (₫)"]) + int(row["Phí gửi (₫)"])
    assert row["Đặt lúc"] == f"{to_local(order.purchase.placed_at):%Y-%m-%d %H:%M}"
    assert rows(operator, "xem=da-huy") == []


def test_orders_picked_by_hand_are_the_only_ones(operator: Client, cast: Cast, order: Order) -> None:
    other = factories.order(factories.product(cast.seller_b))
    assert [row["Mã đơn"] for row in rows(operator, f"chon={other.number}")] == [other.number]
    assert len(rows(operator, f"chon={other.number}&chon={order.number}&chon=forged")) == 2


def test_excel_knows_that_it_is_utf8(operator: Client, order: Order) -> None:
    response = operator.get(EXPORT)
    assert response.get_data().startswith(b"\xef\xbb\xbf")
    assert "attachment" in response.headers["Content-Disposition"]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+84", "-2+3", "@SUM(A1)", "\t=1"])
def test_a_name_never_becomes_a_formula(name: str, operator: Client, order: Order) -> None:
    order.purchase.recipient_name = name
    (row,) = rows(operator)
    assert row["Người mua"] == f"'{name}"


def test_no_phone_and_no_street_leave_with_the_table(operator: Client, order: Order) -> None:
    text = operator.get(EXPORT).text
    assert "900000123" not in text
    assert "ngõ 12" not in text


def test_the_table_is_named_after_the_hour_on_vietnams_clock(client: Client, cast: Cast) -> None:
    with time_machine.travel(datetime(2026, 11, 24, 20, 30, tzinfo=UTC), tick=False):
        response = signed_in(client, cast.operator).get(EXPORT)
    assert "don-20261125-0330.csv" in response.headers["Content-Disposition"]


@pytest.mark.parametrize("query", ["chon=%00", "chon=a%00b", "chon=%ff"])
def test_rubbish_picked_by_hand_picks_nothing(operator: Client, order: Order, query: str) -> None:
    assert rows(operator, query) == []
