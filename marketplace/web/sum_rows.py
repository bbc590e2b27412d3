"""What adds up to the total of a purchase, an order or a basket, as rows to be shown."""

from flask import Flask

from marketplace.orders.models import Order, Purchase
from marketplace.web.locale import gettext


def init_app(app: Flask) -> None:
    """Let the templates ask for them."""
    app.add_template_global(sum_rows)


def sum_rows(of: Purchase | Order) -> list[tuple[str, int]]:
    """Goods before vouchers, delivery, and what vouchers take off where some do: they add up to `of.total_vnd`."""
    rows = [(gettext("Tiền hàng"), of.full_goods_vnd), (gettext("Phí gửi"), of.shipping_vnd)]
    return [*rows, (gettext("Mã giảm giá"), -of.saved_vnd)] if of.saved_vnd else rows
