"""A shop's orders as a table to save."""

from flask import Response, request

from marketplace import orders
from marketplace.accounts.phones import show_phone
from marketplace.orders import OPEN_STATES
from marketplace.orders.models import Order
from marketplace.sellers.permissions import ShopPermission
from marketplace.web import csv
from marketplace.web.csv import Cell, Digits
from marketplace.web.filters import goods
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.seller import order_labels
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_order_export", __name__, "/ban-hang")

MOST_ROWS = 10_000


@blueprint.get("/don.csv", endpoint="table")
@requires(ShopPermission.EXPORT_ORDERS)
def orders_table() -> Response:
    tab = order_labels.TABS.get(request.args.get("xem", ""))
    states = tab.states if tab else OPEN_STATES
    found = orders.each_order_of_seller(current_membership().seller_id, states, limit=MOST_ROWS)
    return csv.table("don-hang.csv", _heading(), map(_row, found))


def _heading() -> list[str]:
    return [
        gettext("Mã đơn"),
        gettext("Tình trạng"),
        gettext("Đặt lúc"),
        gettext("Người nhận"),
        gettext("Điện thoại"),
        gettext("Địa chỉ"),
        gettext("Hàng"),
        gettext("Tiền hàng (đồng)"),
        gettext("Phí gửi (đồng)"),
        gettext("Thu hộ (đồng)"),
        gettext("Nhận về (đồng)"),
        gettext("Đơn vị chuyển"),
        gettext("Mã vận đơn"),
        gettext("Thu hoạch khoảng"),
        gettext("Giao từ"),
    ]


def _row(order: Order) -> list[Cell]:
    to, reading = order.recipient, order_labels.reading(order)
    return [
        order.number,
        reading.label,
        order.placed_at,
        to.recipient_name,
        Digits(show_phone(to.phone)),
        ", ".join(filter(None, (to.street, reading.town))),
        "; ".join(f"{line.quantity} × {goods(line)}" for line in order.sent_lines),
        order.goods_vnd,
        order.shipping_vnd,
        order.cash_vnd,
        order.net_vnd,
        order.carrier,
        Digits(order.tracking_number),
        f"{order.harvest_on or ''}",
        f"{order.ships_from_on or ''}",
    ]
