"""A shop writes down what is in which box of an order, and its buyer reads it."""

from collections.abc import Callable

from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from tests.client import Client


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
