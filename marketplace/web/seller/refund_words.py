"""What a seller reads of the refunds of an order: where the money is, who bears it, and what the seller loses by it."""

from dataclasses import dataclass
from typing import Final

from marketplace import earnings, payments
from marketplace.orders.models import Order
from marketplace.payments.refund_models import Refund
from marketplace.payments.states import RefundBearer, RefundState
from marketplace.text import N_
from marketplace.web.labels import Label
from marketplace.web.locale import gettext

REFUND_STATES: Final = {
    RefundState.REQUESTED: Label(N_("Sắp hoàn cho khách"), "b"),
    RefundState.APPROVED: Label(N_("Đã duyệt, sắp chuyển"), "b"),
    RefundState.SENT: Label(N_("Đang chuyển cho khách"), "b"),
    RefundState.CONFIRMED: Label(N_("Khách đã nhận lại tiền"), "g"),
    RefundState.FAILED: Label(N_("Chưa chuyển được cho khách"), "a"),
    RefundState.CANCELLED: Label(N_("Không hoàn nữa"), "n"),
}
REFUND_BEARERS: Final = {
    RefundBearer.SELLER: N_("Gian hàng chịu"),
    RefundBearer.SHOP: N_("Chợ chịu, gian hàng không bị trừ"),
    RefundBearer.CARRIER: N_("Nhà vận chuyển chịu, gian hàng không bị trừ"),
}


@dataclass(frozen=True)
class Told:
    """A refund of an order: `taken_vnd` is what the seller loses, 0 where somebody else bears it."""

    amount_vnd: int
    state: Label
    bearer: str
    note: str
    taken_vnd: int


def refunds_of(order: Order) -> list[Told]:
    """The refunds of an order, oldest first; what was called off takes nothing."""
    if not order.given_back_vnd:
        return []
    return [_told(refund, refund.bearer) for refund in payments.refunds_of_order(order) if refund.bearer]


def _told(refund: Refund, borne_by: RefundBearer) -> Told:
    is_off = refund.state == RefundState.CANCELLED
    bearer = gettext(REFUND_BEARERS[RefundBearer(borne_by)])
    state = REFUND_STATES[RefundState(refund.state)]
    taken_vnd = 0 if is_off else earnings.shares_of(refund).seller_vnd
    return Told(refund.amount_vnd, state, bearer, refund.note, taken_vnd)
