"""A shop writes down what is in which box of an order, and its buyer reads it."""

from collections.abc import Callable

from flask import Flask

from marketplace.database import db
from marketplace.gateways.carriers import Carrier
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from tests.carriers import carriers
from tests.client import Client
from tests.shipments.parcels import handed_over, packed


def test_goods_are_told_box_by_box(order_in: Callable[..., Order], packer: Client, stranger: Client) -> None:
    order = order_in(OrderState.PACKED, quantity=3)
    (line,) = order.lines
    shop = f"/ban-hang/don/{order.number}"
    page = f"{shop}/chia-kien"
    assert "Gửi nhiều kiện?" in packer.get(shop).text
    wrong = packer.send(page, {"count": "2", f"box-{line.id}-1": "2", f"box-{line.id}-2": "2"})
    assert wrong.status_code == 400
    assert "phải đủ 3 trong các kiện, đang ghi 4" in wrong.text
    empty = packer.send(page, {"count": "2", f"box-{line.id}-1": "3", f"box-{line.id}-2": "x\x00"})
    assert empty.status_code == 400
    assert packer.send(page, {"count": "2", f"box-{line.id}-1": "3"}).status_code == 400
    db.session.refresh(order)
    assert order.box_contents is None
    assert packer.send(page, {"count": "2", f"box-{line.id}-1": "2", f"box-{line.id}-2": "1"}).status_code == 303
    for read in (shop, f"/don/{order.purchase.token}"):
        text = " ".join(packer.get(read).text.split())
        assert "<b>Kiện 1</b>: 2 × Mật ong Green Life" in text
        assert "<b>Kiện 2</b>: 1 × Mật ong Green Life" in text
    assert stranger.get(page).status_code == 404


def test_boxes_stay_as_a_carrier_was_told_of_them_each_with_the_cash_of_its_goods(
    app: Flask, order_in: Callable[..., Order], packer: Client
) -> None:
    order = packed(order_in(OrderState.CONFIRMED, quantity=3))
    (line,) = order.lines
    shop = f"/ban-hang/don/{order.number}"
    told = {"count": "2", f"box-{line.id}-1": "2", f"box-{line.id}-2": "1"}
    with carriers(app, "GHN"):
        assert packer.send(f"{shop}/chia-kien", told).status_code == 303
        assert "Gửi 2 kiện như đã ghi" in packer.get(shop).text
        first, second = handed_over(order, Carrier.GHN)
        assert first.cod_vnd + second.cod_vnd == order.cash_vnd
        assert abs(first.cod_vnd - 2 * second.cod_vnd) <= 2, "two of three jars are in the first box"
        assert "chia-kien" not in packer.get(shop).text
        refused = packer.send(f"{shop}/chia-kien", told | {f"box-{line.id}-1": "1", f"box-{line.id}-2": "2"})
        assert refused.status_code == 409
        assert "Đơn vị chuyển đã được báo từng kiện rồi" in refused.text
        db.session.refresh(order)
        assert order.box_contents == [{str(line.id): 2}, {str(line.id): 1}]
