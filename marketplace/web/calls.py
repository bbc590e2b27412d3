"""Calling a buyer before an order is accepted: why, what came of it, and the form that tells."""

from typing import Final

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import Length

from marketplace.orders import CallReason, CallResult, calls_of
from marketplace.orders.call_models import Call
from marketplace.orders.models import Order
from marketplace.text import N_
from marketplace.web.filters import moment
from marketplace.web.forms import ShopForm
from marketplace.web.locale import gettext

REASONS: Final = {
    CallReason.FIRST_TIME: N_("Khách mua lần đầu, trả khi nhận số tiền lớn."),
    CallReason.REFUSALS: N_("Gần đây có kiện gửi tới số này không ai nhận."),
}
RESULTS: Final = {
    CallResult.AGREED: N_("Khách xác nhận mua"),
    CallResult.UNREACHED: N_("Chưa gọi được"),
}


class CallForm(ShopForm):
    """What came of the call: the button says it, the note is what was agreed."""

    result = StringField()
    note = StringField(_("Ghi chú cuộc gọi"), [Length(max=200, message=_("Ghi chú dài nhất %(max)d ký tự."))])

    def came_to(self) -> CallResult:
        """What the button says; anything else counts as not reached."""
        return CallResult.AGREED if self.result.data == CallResult.AGREED else CallResult.UNREACHED


def why_call(order: Order) -> str:
    """Why the buyer is called first; empty where nobody has to."""
    return gettext(REASONS[CallReason(order.call_reason)]) if order.call_reason and order.awaits_call else ""


def calls(order: Order) -> list[str]:
    """The calls that were made: "09:41 30/11 · Lan · Chưa gọi được"."""
    if order.call_reason is None:
        return []
    return [" · ".join(part for part in _told(call) if part) for call in calls_of(order)]


def _told(call: Call) -> tuple[str, str, str, str]:
    return moment(call.at), call.by.name, gettext(RESULTS[CallResult(call.result)]), call.note
