"""What the page of a transfer shows: what is still to come, how and until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from flask import current_app
from flask_babel import ngettext

from marketplace import payments
from marketplace.banking import vietqr
from marketplace.banking.qr_pictures import Drawing, draw
from marketplace.banking.references import reference
from marketplace.clock import now, to_local, today
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod, PaymentState
from marketplace.web.filters import vnd
from marketplace.web.locale import gettext
from marketplace.web.own_account import OwnAccount, own_account


@dataclass(frozen=True)
class Transfer:
    """A transfer that is awaited; `text` is what its code says."""

    account: OwnAccount
    amount_vnd: int
    memo: str
    text: str
    until: datetime

    @property
    def code(self) -> Drawing:
        """The code as it is drawn."""
        return draw(self.text)

    @property
    def is_over(self) -> bool:
        """Whether its time ran out."""
        return self.until <= now()

    @property
    def ends(self) -> str:
        """The end of its time: "10:05", with the day when that is not today."""
        return _clock(self.until)

    @property
    def time_left(self) -> str:
        """The sentence of how long it still waits."""
        return time_left(self.until)


def hold_until() -> datetime:
    """Until when goods are kept for a transfer that begins now."""
    return now() + timedelta(minutes=current_app.config["LIMITS"].transfer_minutes)


def awaited_transfer(purchase: Purchase) -> Transfer | None:
    """The transfer that the purchase waits for, if it waits for one and the shop has an account."""
    account = own_account()
    is_awaited = purchase.payment_state == PaymentState.AWAITING and purchase.payment_method == PaymentMethod.TRANSFER
    if account is None or not is_awaited or not purchase.due_vnd:
        return None
    memo = reference(purchase.code)
    wanted = vietqr.Transfer(account.bank, account.number, purchase.due_vnd, memo)
    return Transfer(account, purchase.due_vnd, memo, vietqr.payload(wanted), payments.kept_until(purchase))


@dataclass(frozen=True)
class NextStep:
    """What the buyer does next about the money, as the page of the order says it first."""

    title: str
    text: str
    tone: str
    button: str
    endpoint: str = "payment.show"


def next_step(purchase: Purchase) -> NextStep | None:
    """What is to be done about money that is awaited or whose time ran out; None when nothing is."""
    if purchase.payment_method == PaymentMethod.CARD:
        return _card_step(purchase)
    if purchase.payment_method != PaymentMethod.TRANSFER:
        return None
    transfer = awaited_transfer(purchase)
    if transfer is None or transfer.is_over:
        is_late = transfer is not None or purchase.payment_state == PaymentState.EXPIRED
        return _late(purchase) if is_late else None
    kept = gettext("Hàng được giữ đến %(time)s.", time=transfer.ends)
    if purchase.kept_vnd:
        title = gettext("Còn thiếu %(amount)s", amount=vnd(transfer.amount_vnd))
        return NextStep(title, kept, "w", gettext("Lấy mã QR cho phần còn thiếu"))
    return NextStep(
        gettext("Chờ bạn chuyển %(amount)s", amount=vnd(transfer.amount_vnd)), kept, "", gettext("Lấy mã QR")
    )


def _card_step(purchase: Purchase) -> NextStep | None:
    if purchase.payment_state == PaymentState.EXPIRED:
        return _late(purchase)
    if purchase.payment_state != PaymentState.AWAITING:
        return None
    until = payments.kept_until(purchase)
    kept = gettext("Hàng được giữ đến %(time)s.", time=_clock(until)) if until > now() else ended(purchase) + "."
    title = gettext("Chờ bạn trả %(amount)s bằng thẻ", amount=vnd(purchase.due_vnd))
    return NextStep(title, kept, "" if until > now() else "w", gettext("Trả bằng thẻ"), "card_payment.show")


def _late(purchase: Purchase) -> NextStep:
    if purchase.payment_method == PaymentMethod.CARD:
        text = gettext("Cổng thẻ chưa báo tiền nên hàng hết giữ. Thẻ bị trừ rồi thì tiền không mất.")
    else:
        text = gettext("Chưa thấy tiền nên hàng hết giữ. Đã chuyển rồi thì tiền không mất.")
    return NextStep(ended(purchase), text, "bad", gettext("Xem cách giữ lại"))


def time_left(until: datetime) -> str:
    """How long there still is, in whole minutes: "Còn 1 giờ 20 phút."; nothing when it is over."""
    hours, minutes = divmod(ceil((until - now()) / timedelta(minutes=1)), 60)
    if hours < 0 or not (hours or minutes):
        return ""
    long = ngettext("%(num)d giờ", "%(num)d giờ", hours) if hours else ""
    short = ngettext("%(num)d phút", "%(num)d phút", minutes) if minutes else ""
    return gettext("Còn %(time)s.", time=f"{long} {short}".strip())


def ended(purchase: Purchase) -> str:
    """When the time of a purchase ran out."""
    return gettext("Hết giờ giữ lúc %(time)s", time=_clock(payments.kept_until(purchase)))


def _clock(moment: datetime) -> str:
    local = to_local(moment)
    return f"{local:%H:%M}" if local.date() == today() else f"{local:%H:%M %d/%m}"
