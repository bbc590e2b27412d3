"""What was sent to whom, as operators and shops read it beside an order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from flask_babel import lazy_gettext as _

from marketplace.clock import to_local, today
from marketplace.dispatches import DeliveryStep, Dispatch, DispatchState
from marketplace.notices import Channel, NoticeKind, Party
from marketplace.web.labels import CHANNELS, DELIVERY_STEPS, DISPATCHES, NOTICE_KINDS, PARTIES, Label
from marketplace.web.locale import gettext

LETTERS: Final[Mapping[str, str]] = {
    "purchase_placed": _("Xác nhận đặt hàng"),
    "transfer_awaited": _("Chờ chuyển khoản"),
    "transfer_short": _("Chuyển còn thiếu"),
    "transfer_over": _("Hết giờ giữ hàng"),
    "order_shipped": _("Đã gửi hàng"),
    "order_cancelled": _("Đơn đã hủy"),
    "order_changed": _("Đơn có thay đổi"),
    "order_not_delivered": _("Không giao được"),
    "shortage_asked": _("Hỏi cách xử lý hàng thiếu"),
    "shortage_text": _("Hỏi cách xử lý hàng thiếu"),
    "new_order": _("Có đơn mới"),
    "order_called_off": _("Không cần gói nữa"),
    "refund_asked": _("Hỏi tài khoản nhận tiền hoàn"),
    "refund_text": _("Hỏi tài khoản nhận tiền hoàn"),
    "refund_step": _("Tiền hoàn"),
    "claim_step": _("Khiếu nại"),
    "claim_text": _("Khiếu nại"),
    "claim_of_shop": _("Khiếu nại"),
}
"""What the commonest letters are about; the others are called by their kind."""


@dataclass(frozen=True)
class Sent:
    """One message as a line: what, to whom and where, how far it came and when."""

    ref: str
    what: str
    party: str
    channel: str
    reached: str
    label: Label
    at: str
    reason: str
    is_unclear: bool
    found: str
    told: str


def sent_lines(dispatches: Iterable[Dispatch]) -> list[Sent]:
    """The lines of these messages, as operators read them."""
    return [sent_line(each) for each in dispatches]


def lines_for_shop(dispatches: Iterable[Dispatch], *, with_money: bool) -> list[Sent]:
    """Those to the buyer, as a shop reads them: about money only `with_money`, and without the name of an operator."""
    told = [each for each in dispatches if each.party == Party.BUYER and (with_money or each.kind != NoticeKind.MONEY)]
    return [replace(sent_line(each), found=_found(each, who=gettext("Chợ"))) for each in told]


def sent_line(dispatch: Dispatch) -> Sent:
    """The line of one message."""
    at = to_local(dispatch.at)
    return Sent(
        ref=dispatch.ref,
        what=str(LETTERS.get(dispatch.name) or NOTICE_KINDS[NoticeKind(dispatch.kind)]),
        party=str(PARTIES[Party(dispatch.party)]),
        channel=str(CHANNELS[Channel(dispatch.channel)]),
        reached=dispatch.reached,
        label=_label(dispatch),
        at=f"{at:%H:%M}" if at.date() == today() else f"{at:%H:%M %d/%m}",
        reason=dispatch.reason,
        is_unclear=dispatch.is_unclear,
        found=_found(dispatch, who=dispatch.looked_by.name if dispatch.looked_by else ""),
        told=gettext("Zalo báo: %(event)s", event=dispatch.told) if dispatch.told else "",
    )


def _label(dispatch: Dispatch) -> Label:
    """How far it came: as the gateway told later, else as the shop knows it."""
    if dispatch.read_at:
        return DELIVERY_STEPS[DeliveryStep.READ]
    return (
        DELIVERY_STEPS[DeliveryStep.DELIVERED] if dispatch.delivered_at else DISPATCHES[DispatchState(dispatch.state)]
    )


def _found(dispatch: Dispatch, *, who: str) -> str:
    if dispatch.looked_at is None:
        return ""
    return (
        gettext("%(name)s xem lại: đã tới", name=who)
        if dispatch.arrived
        else gettext("%(name)s xem lại: không tới", name=who)
    )
