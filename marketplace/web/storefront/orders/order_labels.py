"""What the buyer's pages call the states of an order, and who did what to it."""

from dataclasses import dataclass
from typing import Final

from marketplace.orders.states import ActorRole, OrderState, PaymentMethod, PaymentState
from marketplace.text import N_
from marketplace.web.labels import Label

STEPS: Final = (N_("Nơi bán nhận"), N_("Đóng gói"), N_("Giao hàng"), N_("Đã nhận"))
"""The bar above a parcel."""


@dataclass(frozen=True, kw_only=True)
class StateLabel(Label):
    """A state: its pill, its entry in the timeline, and the same entry while it is still ahead.

    `step` is the place on the bar of STEPS, None where a parcel has none.
    """

    happened: str
    ahead: str = ""
    step: int | None = None


STATES: Final = {
    OrderState.AWAITING_PAYMENT: StateLabel(N_("Chờ thanh toán"), "b", happened=N_("Đã đặt hàng, chờ thanh toán")),
    OrderState.PLACED: StateLabel(N_("Chờ nơi bán nhận"), "b", happened=N_("Đã đặt hàng"), step=0),
    OrderState.CONFIRMED: StateLabel(
        N_("Đang đóng gói"), "b", happened=N_("Nơi bán đã nhận đơn"), ahead=N_("Nơi bán nhận đơn"), step=1
    ),
    OrderState.PACKED: StateLabel(N_("Chờ bưu tá lấy"), "n", happened=N_("Đã đóng gói"), ahead=N_("Đóng gói"), step=2),
    OrderState.SHIPPED: StateLabel(N_("Đang giao"), "g", happened=N_("Đã gửi đi"), ahead=N_("Gửi đi"), step=2),
    OrderState.DELIVERED: StateLabel(
        N_("Đã giao"), "g", happened=N_("Đã giao"), ahead=N_("Giao tới nơi nhận"), step=len(STEPS)
    ),
    OrderState.CANCELLED: StateLabel(N_("Đã hủy"), "x", happened=N_("Đã hủy")),
}
ROLES: Final = {
    ActorRole.BUYER: N_("người mua"),
    ActorRole.SELLER: N_("nơi bán"),
    ActorRole.OPERATOR: N_("người vận hành"),
    ActorRole.SYSTEM: N_("hệ thống"),
}
PAYMENTS: Final = {
    PaymentMethod.COD: N_("Tiền mặt khi nhận (COD)"),
    PaymentMethod.TRANSFER: N_("Chuyển khoản trước khi gửi"),
}
PAYMENT_STATES: Final = {
    PaymentState.DUE: Label(N_("Trả khi nhận"), "b"),
    PaymentState.AWAITING: Label(N_("Chờ bạn trả"), "a"),
    PaymentState.AUTHORISED: Label(N_("Ngân hàng đã giữ tiền"), "b"),
    PaymentState.PAID: Label(N_("Đã trả"), "g"),
    PaymentState.PARTLY_REFUNDED: Label(N_("Đã hoàn một phần"), "n"),
    PaymentState.REFUNDED: Label(N_("Đã hoàn tiền"), "n"),
    PaymentState.FAILED: Label(N_("Không phải trả"), "n"),
    PaymentState.EXPIRED: Label(N_("Quá hạn trả"), "x"),
}
