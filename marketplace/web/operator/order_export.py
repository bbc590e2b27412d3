"""The orders as a table to save. Phones and streets stay behind: they are shown one at a time, and logged."""

from collections.abc import Iterable

from flask import Response

from marketplace.clock import now, to_local
from marketplace.orders.models import Order
from marketplace.web import csv
from marketplace.web.csv import Cell, Digits
from marketplace.web.filters import say
from marketplace.web.locale import gettext
from marketplace.web.operator.order_labels import payment_of, place_of, task_of


def orders_table(found: Iterable[Order]) -> Response:
    """One row for each order; amounts are plain numbers of dong."""
    return csv.table(f"don-{to_local(now()):%Y%m%d-%H%M}.csv", _heading(), map(_row, found))


def _heading() -> list[str]:
    return [
        gettext("Mã đơn"),
        gettext("Đặt lúc"),
        gettext("Việc cần làm"),
        gettext("Hạn"),
        gettext("Người mua"),
        gettext("Nơi nhận"),
        gettext("Nơi bán hàng"),
        gettext("Tiền hàng (₫)"),
        gettext("Phí gửi (₫)"),
        gettext("Tổng (₫)"),
        gettext("Trả"),
        gettext("Hãng giao"),
        gettext("Mã vận đơn"),
    ]


def _row(order: Order) -> list[Cell]:
    purchase = order.purchase
    return [
        order.number,
        purchase.placed_at,
        str(task_of(order)),
        order.due_at,
        order.recipient.recipient_name,
        place_of(order.recipient),
        say(order.seller, "name"),
        order.goods_vnd,
        order.shipping_vnd,
        order.total_vnd,
        payment_of(purchase),
        order.carrier,
        Digits(order.tracking_number),
    ]
