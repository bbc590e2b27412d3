"""How a refund reads at the desk: its steps, why it failed, and who pays for it."""

from collections.abc import Iterator
from typing import Final

from flask_login import current_user

from marketplace import earnings, payments
from marketplace.banking.banks import banks
from marketplace.earnings import Shares
from marketplace.payments.refund_models import Refund, RefundEvent
from marketplace.payments.states import RefundBearer, RefundReason, RefundRoute, RefundState
from marketplace.text import N_
from marketplace.web.filters import moment
from marketplace.web.labels import Label, Step, spoken
from marketplace.web.locale import gettext
from marketplace.web.operator.payment_labels import REFUND_BEARERS, REFUND_REASONS, REFUND_ROUTES, REFUND_STATES

SECOND_WANTED: Final = Label(N_("Chờ người thứ hai duyệt"), "a")
ACCOUNT_WANTED: Final = Label(N_("Chờ khách ghi tài khoản"), "n")
FAILURES: Final = {
    "lost_or_stolen_card": N_("Thẻ đã báo mất. Hoàn bằng chuyển khoản."),
    "expired_or_canceled_card": N_("Thẻ hết hạn hoặc đã hủy. Hoàn bằng chuyển khoản."),
    "declined": N_("Ngân hàng của thẻ không nhận. Gửi lại một lần, không được thì chuyển khoản."),
    "insufficient_funds": N_("Tài khoản của chợ ở cổng thẻ chưa đủ tiền. Nạp rồi gửi lại."),
    "charge_for_pending_refund_disputed": N_(
        "Chủ thẻ đang khiếu nại với ngân hàng. Đừng hoàn thêm, xem khiếu nại trước."
    ),
    "charge_disputed": N_("Chủ thẻ đang khiếu nại với ngân hàng. Đừng hoàn thêm, xem khiếu nại trước."),
    "charge_already_refunded": N_("Cổng thẻ báo đã hoàn hết từ trước. Xem ở trang của cổng thẻ rồi mới gửi lại."),
    "canceled": N_("Cổng thẻ đã hủy lần hoàn này. Gửi lại được."),
    "unknown": N_("Ngân hàng của thẻ không nói lý do. Gửi lại một lần, không được thì chuyển khoản."),
}
"""The provider's reasons, with what to do about each (docs.stripe.com/refunds#failed-refunds)."""


def state_of(refund: Refund) -> Label:
    """Where it stands, and that somebody else has to agree."""
    if payments.needs_second_operator(refund):
        return SECOND_WANTED
    if refund.awaits_account and refund.state != RefundState.FAILED:
        return ACCOUNT_WANTED
    return REFUND_STATES[RefundState(refund.state)]


def reason_of(refund: Refund) -> str:
    """Why money goes back."""
    return gettext(REFUND_REASONS[RefundReason(refund.reason)])


def route_of(refund: Refund) -> str:
    """How it goes back."""
    return gettext(REFUND_ROUTES[RefundRoute(refund.route)])


def bearer_of(refund: Refund) -> str:
    """Whose loss it is; nobody's where it was paid too much."""
    return gettext(REFUND_BEARERS[RefundBearer(refund.bearer)]) if refund.bearer else gettext("Không ai chịu, thu thừa")


def failure_of(refund: Refund) -> str:
    """Why it did not go, in words; what the bank said is passed on as it is."""
    return spoken(FAILURES[refund.failure]) if refund.failure in FAILURES else refund.failure


def steps_of(refund: Refund) -> Iterator[Step]:
    """What happened to it: when, who did it, and what they wrote."""
    for event in refund.events:
        yield Step(str(REFUND_STATES[RefundState(event.state)]), " · ".join(_details(refund, event)))


def shares_of(refund: Refund) -> Shares:
    """Who pays how much of it; the sums add up to it."""
    return earnings.shares_of(refund)


def may_approve(refund: Refund) -> bool:
    """Whether this person's word is the one that is missing."""
    return payments.needs_second_operator(refund) and refund.requested_by_id != current_user.id


def bank_name(number: str) -> str:
    """What the bank of this number is called."""
    return banks()[number].name if number in banks() else number


def _details(refund: Refund, event: RefundEvent) -> Iterator[str]:
    yield moment(event.at)
    yield event.by.name if event.by else gettext("tự động")
    if event.note:
        yield spoken(FAILURES[event.note]) if event.note in FAILURES else event.note
