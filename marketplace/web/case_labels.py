"""What cases about goods are called, for operators and for the shops concerned."""

from datetime import timedelta
from typing import Final

from flask_babel import ngettext

from marketplace.clock import now
from marketplace.moderation import CaseKind, CaseState, OrdersDecision, ProductCase
from marketplace.text import N_
from marketplace.web.filters import moment
from marketplace.web.labels import Label
from marketplace.web.locale import gettext

KINDS: Final = {CaseKind.TAKEDOWN: N_("Hạ món"), CaseKind.CHANGE: N_("Nhờ sửa")}
STATES: Final = {
    CaseState.DEMANDED: Label(N_("Chưa hạ, đồng hồ đang chạy"), "x"),
    CaseState.OPEN: Label(N_("Chờ nơi bán"), "a"),
    CaseState.ANSWERED: Label(N_("Nơi bán đã trả lời"), "b"),
    CaseState.CLOSED: Label(N_("Đã khép"), "g"),
}
ORDERS: Final = {
    OrdersDecision.CONTINUE: N_("Đơn đang mở vẫn gói và giao"),
    OrdersDecision.CANCEL: N_("Đơn đang mở bị hủy, hàng về kho"),
}
HOUR: Final = timedelta(hours=1)


def span(length: timedelta) -> str:
    """Hours and minutes: "5 giờ 20 phút"; minutes alone below an hour."""
    minutes = int(length.total_seconds()) // 60
    hours = ngettext("%(num)d giờ", "%(num)d giờ", minutes // 60) if minutes >= 60 else ""
    rest = ngettext("%(num)d phút", "%(num)d phút", minutes % 60) if minutes % 60 or not hours else ""
    return " ".join(part for part in (hours, rest) if part)


def clock_of(case: ProductCase) -> str:
    """How the 24 hours of an authority's demand stand; nothing where no authority demands anything."""
    if case.gone_by is None:
        return ""
    if case.took is not None:
        took = gettext("Hạ sau %(time)s kể từ khi nhận yêu cầu.", time=span(case.took))
        late = case.taken_down_at is not None and case.taken_down_at > case.gone_by
        return f"{took} {gettext('Quá hạn 24 giờ.') if late else gettext('Trong hạn 24 giờ.')}"
    left = case.gone_by - now()
    if left < timedelta():
        return gettext("Quá hạn 24 giờ đã %(time)s. Hạ ngay.", time=span(-left))
    return gettext("Còn %(time)s để hạ, trước %(moment)s.", time=span(left), moment=moment(case.gone_by))
