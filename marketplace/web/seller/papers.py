"""What leaves the screen: packing slips for the printer and the orders as a table."""

from flask import Response, render_template, request
from flask_babel import gettext

from marketplace import orders, stock
from marketplace.accounts.phones import show_phone
from marketplace.clock import to_local
from marketplace.database import db
from marketplace.orders import OPEN_STATES
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from marketplace.sellers.permissions import ShopPermission
from marketplace.web import csv
from marketplace.web.filters import goods
from marketplace.web.permissions import current_membership, requires
from marketplace.web.seller import words
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_papers", __name__, "/ban-hang")

MOST_SLIPS = 100
MOST_ROWS = 10_000
Cells = list[str | int]


@blueprint.get("/phieu")
@requires(ShopPermission.CHANGE_ORDERS)
def slips() -> str:
    """Slips for all orders that have to be packed, the most urgent first."""
    wanted = orders.orders_of_seller(current_membership().seller_id, [OrderState.CONFIRMED])
    return _slips(list(db.session.scalars(wanted.limit(MOST_SLIPS))))


@blueprint.get("/don/<number>/phieu")
@requires(ShopPermission.CHANGE_ORDERS)
def slip(number: str) -> str:
    return _slips([orders.get_order_of_seller(current_membership().seller_id, number)])


@blueprint.get("/don.csv", endpoint="orders")
@requires(ShopPermission.EXPORT_ORDERS)
def orders_table() -> Response:
    tab = words.TABS.get(request.args.get("xem", ""))
    wanted = orders.orders_of_seller(current_membership().seller_id, tab.states if tab else OPEN_STATES)
    rows = (_row(order) for order in db.session.scalars(wanted.limit(MOST_ROWS).execution_options(yield_per=500)))
    return csv.table("don-hang.csv", _heading(), rows)


def _slips(found: list[Order]) -> str:
    lots = stock.lots_of_lines(line.id for order in found for line in order.lines)
    parcels = [(order, words.reading(order)) for order in found]
    return render_template("seller/papers/slips.html", parcels=parcels, lots=lots)


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
    ]


def _row(order: Order) -> Cells:
    purchase, reading = order.purchase, words.reading(order)
    return [
        order.number,
        reading.label,
        f"{to_local(order.placed_at):%Y-%m-%d %H:%M}",
        purchase.recipient_name,
        show_phone(purchase.phone),
        f"{purchase.street}, {reading.town}",
        "; ".join(f"{line.quantity} × {goods(line)}" for line in order.lines),
        order.goods_vnd,
        order.shipping_vnd,
        order.total_vnd,
        order.net_vnd,
        order.carrier,
        order.tracking_number,
    ]
