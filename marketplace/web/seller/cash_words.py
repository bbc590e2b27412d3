"""Who has the cash of a parcel, as its seller reads it."""

from marketplace import cash
from marketplace.cash.models import Holder
from marketplace.orders.models import Order
from marketplace.web.filters import full_date, vnd
from marketplace.web.locale import gettext


def where_cash_is(order: Order) -> str:
    """One sentence; empty while nobody took any."""
    custody = cash.custody_of(order.id)
    if custody is None:
        return ""
    if custody.holder == Holder.SHOP:
        return gettext("Tiền mặt của đơn này đã về chợ.")
    held = vnd(custody.open_vnd)
    if order.is_own_delivery:
        return gettext("Anh chị đang giữ %(amount)s tiền mặt của đơn này. Số này trừ vào tiền chợ chuyển.", amount=held)
    if custody.holder == Holder.SELLER or custody.due_on is None:
        return gettext("Nhà xe đưa anh chị %(amount)s tiền mặt. Số này trừ vào tiền chợ chuyển.", amount=held)
    facts = {"carrier": custody.carrier, "amount": held, "day": full_date(custody.due_on)}
    if custody.is_late:
        return gettext("%(carrier)s đang giữ %(amount)s tiền mặt, quá hẹn %(day)s. Chợ đang hỏi.", **facts)
    return gettext("%(carrier)s đang giữ %(amount)s tiền mặt, hẹn gửi về chợ trước hết %(day)s.", **facts)
