"""How money and the grounds of a match read at the desk."""

from datetime import datetime
from typing import Final

from flask_babel import ngettext

from marketplace.clock import to_local, today
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod, PaymentState
from marketplace.reconciliation import BankTransfer, Ground
from marketplace.reconciliation.states import Finding, Source, TransferState
from marketplace.reconciliation.suggesting import Said
from marketplace.text import N_
from marketplace.web.filters import day, hour, moment, vnd
from marketplace.web.labels import Label
from marketplace.web.locale import gettext
from marketplace.web.operator.order_labels import place_of

FINDINGS: Final = {
    Finding.EXACT: Label(N_("Đúng mã, đúng tiền"), "g"),
    Finding.SHORT: Label(N_("Thiếu %(amount)s"), "a"),
    Finding.OVER: Label(N_("Thừa %(amount)s"), "a"),
    Finding.LATE: Label(N_("Đơn hết giờ"), "a"),
    Finding.DOUBLE: Label(N_("Có thể trùng"), "x"),
    Finding.AT_DOOR: Label(N_("Đơn trả khi nhận"), "a"),
    Finding.SEVERAL: Label(N_("Nhiều đơn"), "n"),
    Finding.UNSURE: Label(N_("Mã không chắc"), "n"),
    Finding.CUT: Label(N_("Mã bị cắt"), "n"),
    Finding.NO_PURCHASE: Label(N_("Không có đơn này"), "a"),
    Finding.UNKNOWN: Label(N_("Không có mã"), "n"),
}
STATES: Final = {
    TransferState.WAITING: Label(N_("Chưa khớp"), "a"),
    TransferState.MATCHED: Label(N_("Đã khớp"), "g"),
    TransferState.IGNORED: Label(N_("Không phải đơn hàng"), "n"),
    TransferState.RETURNING: Label(N_("Chờ chuyển trả"), "a"),
    TransferState.RETURNED: Label(N_("Đã chuyển trả"), "n"),
}
SOURCES: Final = {
    Source.STATEMENT: N_("sao kê"),
    Source.SEPAY: "SePay",
    Source.CASSO: "Casso",
    Source.PAYOS: "payOS",
}
GROUNDS: Final = {
    Ground.SAME_CODE: Label(N_("Đúng mã"), ""),
    Ground.NEAR_CODE: Label(N_("Mã sai 1 chữ: %(said)s thay %(meant)s"), ""),
    Ground.CUT_CODE: Label(N_("Đúng phần đầu của mã"), ""),
    Ground.SAME_AMOUNT: Label(N_("Đúng tiền"), ""),
    Ground.LESS: Label(N_("Thiếu %(amount)s"), "w"),
    Ground.MORE: Label(N_("Thừa %(amount)s"), "w"),
    Ground.SAME_NAME: Label(N_("Cùng tên"), "n"),
    Ground.SOON_AFTER: Label(N_("Sau khi đặt %(time)s"), ""),
    Ground.BEFORE: Label(N_("Chuyển trước khi đặt"), "w"),
    Ground.PAID: Label(N_("Đơn đã đủ tiền"), "w"),
    Ground.EXPIRED: Label(N_("Đơn đã hết giờ"), "w"),
    Ground.AT_DOOR: Label(N_("Đơn trả khi nhận"), "w"),
}


def finding_of(transfer: BankTransfer) -> Label:
    """What was found of it, with the amount that is missing or too much."""
    label = FINDINGS[Finding(transfer.finding or Finding.UNKNOWN)]
    return Label(gettext(label.name, amount=vnd(abs(transfer.gap_vnd))), label.tone)


def ground_of(said: Said) -> Label:
    """One ground as a chip."""
    label = GROUNDS[said.ground]
    blanks = {"amount": vnd(said.number), "time": _span(said.number), "said": said.letters[0], "meant": said.letters[1]}
    return Label(gettext(label.name, **blanks), label.tone)


def when(transfer: BankTransfer) -> str:
    """When it came, as exactly as the bank says: "09:41", "hôm qua 21:30", "25/11"."""
    days = (today() - transfer.booked_on).days
    clock = f"{to_local(transfer.booked_at):%H:%M}" if transfer.has_time else ""
    if days == 0:
        return clock or gettext("hôm nay")
    if days == 1:
        return " ".join(part for part in (gettext("hôm qua"), clock) if part)
    return " ".join(part for part in (clock, day(transfer.booked_on)) if part)


def sources_of(transfer: BankTransfer) -> str:
    """Who told of it: "SePay, sao kê"."""
    return ", ".join(gettext(SOURCES[Source(record.source)]) for record in transfer.records)


def purchase_line(purchase: Purchase) -> str:
    """Whose purchase it is, in a few words: "2611-VR8VM · Anh Mẫu K, Phường Ba Đình, Hà Nội"."""
    return f"{purchase.code} · {purchase.recipient_name}, {place_of(purchase)}"


def purchase_state(purchase: Purchase) -> str:
    """When it was placed and what its money waits for: "Đặt 21:24 25/11, chờ tiền về"."""
    placed = gettext("Đặt %(when)s", when=moment(purchase.placed_at))
    return f"{placed}, {_money_state(purchase)}"


def _money_state(purchase: Purchase) -> str:
    if purchase.payment_method == PaymentMethod.COD:
        return gettext("trả khi nhận")
    if purchase.payment_state in (PaymentState.EXPIRED, PaymentState.FAILED):
        return gettext("đã hủy vì hết giờ trả")
    if purchase.payment_state != PaymentState.AWAITING:
        return gettext("đã đủ tiền")
    if purchase.paid_vnd:
        return gettext("đã nhận %(amount)s, còn chờ", amount=vnd(purchase.paid_vnd))
    return gettext("chờ tiền về")


def _span(minutes: int) -> str:
    if minutes < 60:
        return ngettext("%(num)d phút", "%(num)d phút", minutes)
    return ngettext("%(num)d giờ", "%(num)d giờ", minutes // 60)


def told_until(at: datetime | None) -> str:
    """How far the bank has told: "sổ đến 09:45"."""
    if at is None:
        return gettext("chưa có sao kê hay tin báo nào")
    same_day = to_local(at).date() == today()
    return gettext("sổ đến %(when)s", when=hour(at) if same_day else moment(at))
