"""What the buyer's pages call the states of an order, and who did what to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from marketplace.orders import OrderGroup
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod, PaymentState
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundState
from marketplace.sellers import DeliveryKind
from marketplace.text import N_
from marketplace.web.labels import Label, Tab

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
    OrderState.RETURNING: StateLabel(
        N_("Không giao được"), "a", happened=N_("Không giao được, kiện quay về nơi bán"), step=2
    ),
    OrderState.RETURNED: StateLabel(N_("Đã trả về nơi bán"), "x", happened=N_("Kiện đã về nơi bán, đơn đã đóng")),
    OrderState.LOST: StateLabel(N_("Thất lạc"), "x", happened=N_("Kiện thất lạc trên đường, đơn đã đóng")),
}
FETCHED_STEPS: Final = (N_("Nơi bán nhận"), N_("Đóng gói"), N_("Chờ lấy"), N_("Đã lấy"))
"""The bar above what is fetched."""
OWN: Final[Mapping[tuple[DeliveryKind, OrderState], StateLabel]] = {
    (DeliveryKind.PICKUP, OrderState.PACKED): StateLabel(
        N_("Đã gói, sắp lấy được"), "n", happened=N_("Đã đóng gói"), ahead=N_("Đóng gói"), step=2
    ),
    (DeliveryKind.PICKUP, OrderState.SHIPPED): StateLabel(
        N_("Đến lấy được rồi"), "g", happened=N_("Hàng đã ở điểm nhận"), ahead=N_("Có ở điểm nhận"), step=2
    ),
    (DeliveryKind.PICKUP, OrderState.DELIVERED): StateLabel(
        N_("Đã lấy"), "g", happened=N_("Đã lấy hàng"), ahead=N_("Đến lấy"), step=len(FETCHED_STEPS)
    ),
    (DeliveryKind.PICKUP, OrderState.RETURNING): StateLabel(
        N_("Quá hạn lấy"), "a", happened=N_("Quá hạn lấy, nơi bán cất hàng lại"), step=2
    ),
    (DeliveryKind.PICKUP, OrderState.RETURNED): StateLabel(
        N_("Không lấy, đã đóng"), "x", happened=N_("Hàng đã cất lại, đơn đã đóng")
    ),
    (DeliveryKind.LOCAL, OrderState.PACKED): StateLabel(
        N_("Nơi bán sắp mang đi"), "n", happened=N_("Đã đóng gói"), ahead=N_("Đóng gói"), step=2
    ),
    (DeliveryKind.LOCAL, OrderState.SHIPPED): StateLabel(
        N_("Nơi bán đang giao"), "g", happened=N_("Nơi bán đã mang đi giao"), ahead=N_("Mang đi giao"), step=2
    ),
}
"""What no carrier brings, where the words for carriers would be wrong."""


def label_of(order: Order, state: OrderState) -> StateLabel:
    """How this state of an order is called."""
    return OWN.get((DeliveryKind(order.delivery_kind), state)) or STATES[state]


ROLES: Final = {
    ActorRole.BUYER: N_("người mua"),
    ActorRole.SELLER: N_("nơi bán"),
    ActorRole.OPERATOR: N_("người vận hành"),
    ActorRole.SYSTEM: N_("hệ thống"),
}
PAYMENTS: Final = {
    PaymentMethod.COD: N_("Tiền mặt khi nhận (COD)"),
    PaymentMethod.TRANSFER: N_("Chuyển khoản, quét VietQR"),
    PaymentMethod.CARD: N_("Thẻ ngân hàng"),
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
REFUND_STATES: Final = {
    RefundState.REQUESTED: Label(N_("Đang chuẩn bị hoàn"), "b"),
    RefundState.APPROVED: Label(N_("Đã duyệt, sắp chuyển"), "b"),
    RefundState.SENT: Label(N_("Đang trên đường về bạn"), "b"),
    RefundState.CONFIRMED: Label(N_("Đã chuyển xong"), "g"),
    RefundState.FAILED: Label(N_("Chưa về được"), "x"),
    RefundState.CANCELLED: Label(N_("Không hoàn nữa"), "n"),
}
ACCOUNT_WANTED: Final = Label(N_("Chờ bạn ghi tài khoản"), "a")


def refund_state(refund: Refund) -> Label:
    """Where the money is, or that the buyer has to say where it should go."""
    return ACCOUNT_WANTED if refund.awaits_account else REFUND_STATES[RefundState(refund.state)]


GROUPS: Final = {
    OrderGroup.TO_PAY: Tab("cho-tra", N_("Chờ thanh toán")),
    OrderGroup.AT_SHOP: Tab("dang-lam", N_("Nơi bán đang làm")),
    OrderGroup.ON_ROAD: Tab("dang-di", N_("Đang đi")),
    OrderGroup.RECEIVED: Tab("da-nhan", N_("Đã nhận")),
    OrderGroup.OFF: Tab("huy", N_("Đã hủy, hoàn về")),
}
"""How a person's own orders are sorted."""
