"""Parcel labels to print, as PDF."""

from collections.abc import Iterator

from flask import Response, request

from marketplace import orders
from marketplace.accounts.phones import show_phone
from marketplace.orders.models import Order, OrderLine
from marketplace.orders.states import OrderState
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.delivery_words import way_of
from marketplace.web.filters import goods, printed_place, say, vnd
from marketplace.web.line_words import exactly
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.seller import order_labels
from marketplace.web.seller.label_sheets import ParcelLabel, Sheet, draw
from marketplace.web.seller.packing_slips import MOST_SLIPS, slips_page
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_labels", __name__, "/ban-hang")

MOST_GOODS = 4
"""A label has room for so many lines of goods."""


@blueprint.get("/nhan.pdf", endpoint="list")
@requires(ShopPermission.CHANGE_ORDERS)
def all_labels() -> Response | str:
    """Labels for all orders that have to be packed, the most urgent first; without any, the page that says so."""
    seller_id = current_membership().seller_id
    found = orders.orders_of_seller(seller_id, [OrderState.CONFIRMED], limit=MOST_SLIPS)
    if not found:
        return slips_page(found)
    return printed(found, "nhan.pdf")


@blueprint.get("/don/<number>/nhan.pdf", endpoint="show")
@requires(ShopPermission.CHANGE_ORDERS)
def label(number: str) -> Response:
    order = orders.get_order_of_seller(current_membership().seller_id, number)
    return printed([order], f"nhan-{order.number}.pdf")


def printed(found: list[Order], filename: str, *, across: str = "") -> Response:
    """The size is asked for by `giay`; whatever is none is A6, the size of the post's labels.

    A word `across` a label says that no courier may take it.
    """
    asked = request.args.get("giay", "")
    sheet = Sheet(asked) if asked in list(Sheet) else Sheet.A6
    answer = Response(draw([_label(order) for order in found], sheet, across=across), content_type="application/pdf")
    answer.headers.set("Content-Disposition", "inline", filename=filename)
    return answer


def _label(order: Order) -> ParcelLabel:
    to, sender = order.recipient, say(order.seller, "name")
    return ParcelLabel(
        number=order.number,
        box_code=order.box_code,
        sender=gettext("Gửi từ %(shop)s, %(place)s", shop=sender, place=printed_place(order.seller)),
        recipient=to.recipient_name,
        phone=show_phone(to.phone),
        address=list(_where_to(order)),
        collect=_collect(order),
        goods=list(_goods(order)),
        note=gettext("Khách dặn: %(note)s", note=to.note) if to.note else "",
    )


def _where_to(order: Order) -> Iterator[str]:
    """Where it goes, and how, where no carrier brings it; what is fetched goes nowhere."""
    if order.is_own_delivery:
        yield way_of(order)
    if order.is_pickup:
        yield gettext("Khách đến lấy: chỉ giao khi khách đọc đúng mã 6 số.")
        return
    yield order.recipient.street
    yield order_labels.reading(order).town
    if order.recipient.old_address:
        yield gettext("Địa chỉ cũ: %(address)s", address=order.recipient.old_address)


def _goods(order: Order) -> Iterator[str]:
    lines = order.sent_lines
    shown = lines if len(lines) <= MOST_GOODS else lines[: MOST_GOODS - 1]
    yield from (f"{line.quantity} × {goods(line)}{_weight(line)}" for line in shown)
    if more := len(lines) - len(shown):
        yield gettext("và món khác: %(count)s", count=more)


def _weight(line: OrderLine) -> str:
    return f", {exactly(line.actual_grams)}" if line.actual_grams else ""


def _collect(order: Order) -> tuple[str, str]:
    if order.is_unweighed:
        return gettext("Thu hộ (COD)"), gettext("Chưa cân")
    if not order.cash_vnd:
        return gettext("Đã trả tiền"), gettext("Không thu")
    title = gettext("Thu tiền mặt khi giao") if order.is_own_delivery else gettext("Thu hộ (COD)")
    return title, vnd(order.cash_vnd)
