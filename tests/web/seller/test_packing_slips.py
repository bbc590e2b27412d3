"""Packing slips and the table of orders."""

import csv
from collections.abc import Callable
from io import StringIO

import pytest

from marketplace.clock import to_local
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from marketplace.web.seller import order_export
from tests.client import Client

OrderIn = Callable[..., Order]


def table(client: Client, address: str = "/ban-hang/don.csv") -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(StringIO(answer.get_data().decode("utf-8-sig"))))


def test_a_slip_shows_who_what_and_the_amount_to_collect(packer: Client, order_in: OrderIn) -> None:
    order = order_in(OrderState.CONFIRMED)
    page = packer.get(f"/ban-hang/don/{order.number}/phieu").text
    for words in (order.number, "Nguyễn Thị Mẫu", "0900 000 123", "Số 8, ngõ 12", "360.000\xa0₫", "hũ 500\xa0ml"):
        assert words in page


def test_all_orders_to_pack_are_printed_together(packer: Client, order_in: OrderIn) -> None:
    wanted = [order_in(OrderState.CONFIRMED).number for _ in range(2)]
    others = [order_in().number, order_in(OrderState.PACKED).number]
    page = packer.get("/ban-hang/phieu").text
    assert all(number in page for number in wanted)
    assert not any(number in page for number in others)


def test_without_orders_to_pack_there_is_no_slip(packer: Client) -> None:
    assert "Không có phiếu nào cần in" in packer.get("/ban-hang/phieu").text


def test_the_table_holds_what_the_tab_shows(owner: Client, order_in: OrderIn) -> None:
    order, packed = order_in(), order_in(OrderState.PACKED)
    row = table(owner, "/ban-hang/don.csv?xem=moi")[0]
    assert row["Mã đơn"] == order.number
    assert row["Hàng"] == "2 × Mật ong Green Life, hũ 500 ml"
    assert (row["Tiền hàng (đồng)"], row["Thu hộ (đồng)"], row["Nhận về (đồng)"]) == ("330000", "360000", "313500")
    assert row["Điện thoại"] == '="0900 000 123"'
    assert row["Đặt lúc"] == f"{to_local(order.placed_at):%Y-%m-%d %H:%M}"
    assert {row["Mã đơn"] for row in table(owner)} == {order.number, packed.number}


def test_a_name_that_begins_like_a_formula_is_only_text(owner: Client, order_in: OrderIn) -> None:
    order = order_in()
    order.purchase.recipient_name = "=HYPERLINK(1)"
    assert table(owner)[0]["Người nhận"] == "'=HYPERLINK(1)"


def test_another_sellers_table_is_empty(stranger: Client, order_in: OrderIn) -> None:
    order_in()
    assert table(stranger) == []


def test_the_table_has_an_end(owner: Client, order_in: OrderIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order_export, "MOST_ROWS", 1)
    order_in(), order_in()
    assert len(owner.get("/ban-hang/don.csv").text.splitlines()) == 2
