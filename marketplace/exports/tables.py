"""The tables of what a shop agreed with its buyers: a row for each order, each line in it and each thing that happened.

Headings and words are Vietnamese whoever asks: the file is a record to keep and to hand in, like the table of goods.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from marketplace import places
from marketplace.accounts.phones import show_phone
from marketplace.orders.line_changes import Change
from marketplace.orders.models import Order, OrderEvent, OrderLine
from marketplace.orders.reasons import SHORTFALLS
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod
from marketplace.spreadsheets import Digits, Told
from marketplace.stock.models import ShortfallRule

STATES: Final[Mapping[OrderState, str]] = {
    OrderState.AWAITING_PAYMENT: "chờ thanh toán",
    OrderState.PLACED: "mới đặt",
    OrderState.CONFIRMED: "đã nhận",
    OrderState.PACKED: "đã gói",
    OrderState.SHIPPED: "đã gửi",
    OrderState.DELIVERED: "đã giao",
    OrderState.CANCELLED: "đã hủy",
    OrderState.RETURNING: "đang hoàn về",
    OrderState.RETURNED: "đã hoàn về",
    OrderState.LOST: "thất lạc",
}
CHANGES: Final[Mapping[Change, str]] = {
    Change.WEIGHED: "đã cân",
    Change.ASKED: "hỏi khách vì thiếu hàng",
    Change.AGREED: "khách đồng ý",
    Change.DECLINED: "khách không đồng ý",
    Change.LAPSED: "khách không trả lời",
    Change.WITHDRAWN: "rút câu hỏi",
    Change.SOLD_OUT: "hết hàng",
}
ROLES: Final[Mapping[ActorRole, str]] = {
    ActorRole.BUYER: "khách",
    ActorRole.SELLER: "người bán",
    ActorRole.OPERATOR: "chợ",
    ActorRole.SYSTEM: "máy",
}
PAYMENTS: Final[Mapping[PaymentMethod, str]] = {
    PaymentMethod.COD: "thu hộ",
    PaymentMethod.TRANSFER: "chuyển khoản",
    PaymentMethod.CARD: "thẻ",
}


@dataclass(frozen=True)
class Table:
    """A table by the name of its file."""

    name: str
    heading: tuple[str, ...]


ORDERS: Final = Table(
    "don-hang.csv",
    (
        *("Mã đơn", "Tình trạng", "Đặt lúc", "Người nhận", "Điện thoại", "Địa chỉ", "Ghi chú của khách"),
        *("Cách trả tiền", "Tiền hàng (đồng)", "Phí gửi (đồng)", "Cả đơn (đồng)", "Thu hộ (đồng)"),
        *("Phí chợ (đồng)", "Thuế khấu trừ (đồng)", "Nhận về (đồng)"),
        *("Hẹn đến từ", "Hẹn đến muộn nhất", "Thu hoạch khoảng", "Nếu thu hoạch thiếu", "Đơn vị chuyển", "Mã vận đơn"),
    ),
)
LINES: Final = Table(
    "hang-trong-don.csv",
    (
        *(
            "Mã đơn",
            "Món",
            "Cỡ gói",
            "Sao OCOP khi bán",
            "Giá một gói (đồng)",
            "Giá mỗi kg (đồng)",
            "Được tăng đến (phần vạn)",
            "Số đặt",
            "Số gửi",
        ),
        *("Cân thật (g)", "Tiền đặt (đồng)", "Tiền gửi (đồng)", "Phí chợ (phần vạn)", "Phí chợ (đồng)"),
    ),
)
EVENTS: Final = Table("dien-bien-don.csv", ("Mã đơn", "Lúc", "Việc", "Ai", "Tên", "Lời ghi"))
TABLES: Final = (ORDERS, LINES, EVENTS)


def order_row(order: Order) -> list[Told]:
    """What was agreed on the parcel as a whole, and what it leaves the shop."""
    purchase, to = order.purchase, order.recipient
    return [
        order.number,
        STATES[OrderState(order.state)],
        order.placed_at,
        to.recipient_name,
        Digits(show_phone(to.phone)),
        ", ".join(filter(None, (to.street, places.get_commune(to.commune_code).line("vi")))),
        to.note,
        PAYMENTS[PaymentMethod(purchase.payment_method)],
        *(order.goods_vnd, order.shipping_vnd, order.total_vnd, order.cash_vnd),
        *(order.commission_vnd, order.withheld_vnd, order.net_vnd),
        *(f"{order.arrives_from_on}", f"{order.arrives_to_on}", f"{order.harvest_on or ''}"),
        SHORTFALLS[ShortfallRule(order.shortfall_rule)] if order.shortfall_rule else "",
        order.carrier,
        Digits(order.tracking_number),
    ]


def line_rows(order: Order) -> Iterator[list[Told]]:
    """What was agreed on each of the goods, and what was sent of it."""
    for line in order.lines:
        yield _line(order, line)


def _line(order: Order, line: OrderLine) -> list[Told]:
    return [
        *(order.number, line.name_vi, line.pack_vi, line.ocop_stars, line.unit_price_vnd),
        *(line.kg_price_vnd, line.increase_bp),
        *(line.ordered_quantity or line.quantity, line.quantity, line.actual_grams),
        *(line.agreed_vnd, line.total_vnd, line.commission_bp, line.commission_vnd),
    ]


def event_rows(order: Order) -> Iterator[list[Told]]:
    """What happened to the parcel, in its order; with the name where it was somebody of the shop."""
    for event in order.events:
        yield [order.number, event.at, _happened(event), ROLES[ActorRole(event.role)], _name(event), event.note]


def _happened(event: OrderEvent) -> str:
    return CHANGES[Change(event.change)] if event.change else STATES[OrderState(event.state)]


def _name(event: OrderEvent) -> str:
    return event.by.name if event.by and event.role == ActorRole.SELLER else ""
