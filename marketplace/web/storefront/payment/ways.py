"""The ways to pay a purchase, with what each means in sums: the checkout and the page to change it offer them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import ngettext

from marketplace import payments
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod
from marketplace.web.filters import day_range, say, vnd
from marketplace.web.locale import gettext
from marketplace.web.storefront.orders.order_labels import PAYMENTS

MOST_SUMS: Final = 3
"""So many sums are read in one line."""


@dataclass(frozen=True)
class Part:
    """What is paid for one parcel: when and to whom. Paying at the door costs `cash_vnd` more."""

    name: str
    arrival: str
    total_vnd: int
    cash_vnd: int = 0

    @property
    def at_door_vnd(self) -> int:
        """What the courier takes for it."""
        return self.total_vnd + self.cash_vnd


@dataclass(frozen=True)
class Way:
    """One way to pay: in brief, and once chosen in full with its sums; `total` names the sum beside the button,
    which `due` is, and `taken` says what of it the button already takes.
    """

    method: str
    title: str
    icon: str
    brief: str
    full: str
    sums: tuple[tuple[str, int], ...]
    total: str
    button: str
    taken: str
    due: str = ""


def page_of(purchase: Purchase) -> str:
    """The endpoint of the page where its way to pay goes on."""
    match PaymentMethod(purchase.payment_method):
        case PaymentMethod.COD:
            return "purchases.placed"
        case PaymentMethod.TRANSFER:
            return "payment.show"
        case PaymentMethod.CARD:
            return "card_payment.show"


def ways_of(parts: Sequence[Part], total_vnd: int | None) -> list[Way]:
    """Every way that is offered, for these parcels; without a total the place of delivery is not known yet."""
    return [_MAKERS[method](parts, total_vnd) for method in payments.offered_methods()]


def parts_of(purchase: Purchase) -> list[Part]:
    """The parcels of a purchase that is placed already."""
    return [
        Part(say(order.seller, "name"), day_range(order.arrives_from_on, order.arrives_to_on), order.total_vnd)
        for order in purchase.orders
        if not order.is_called_off
    ]


def _cash(parts: Sequence[Part], total_vnd: int | None) -> Way:
    count = len(parts)
    total_vnd = None if total_vnd is None else total_vnd + sum(part.cash_vnd for part in parts)
    if total_vnd is None:
        brief = full = gettext("Mở kiện xem hàng, rồi trả tiền cho người giao")
    elif count == 1:
        brief = full = gettext("Mở kiện xem hàng, rồi trả %(total)s cho người giao", total=vnd(total_vnd))
    else:
        brief = _several(parts)
        full = gettext("Mở từng kiện xem hàng, rồi trả tiền kiện ấy cho người giao. Mỗi kiện một lần:")
    return Way(
        method=PaymentMethod.COD,
        title=gettext(PAYMENTS[PaymentMethod.COD]),
        icon="cash",
        brief=brief,
        full=full,
        sums=tuple((f"{part.arrival}, {part.name}", part.at_door_vnd) for part in parts if count > 1),
        total=gettext("Trả khi nhận, %(times)s", times=ngettext("%(num)d lần", "%(num)d lần", count))
        if count > 1
        else gettext("Trả khi nhận"),
        button=gettext("Đặt hàng, trả khi nhận"),
        taken=gettext("Chưa trừ tiền nào lúc này."),
        due=vnd(total_vnd) if total_vnd is not None else "",
    )


def _several(parts: Sequence[Part]) -> str:
    times = ngettext("%(num)d lần", "%(num)d lần", len(parts))
    if len(parts) > MOST_SUMS:
        return gettext("Mở từng kiện xem hàng rồi trả, %(times)s", times=times)
    sums = " + ".join(vnd(part.at_door_vnd) for part in parts)
    return gettext("Mở từng kiện xem hàng rồi trả, %(times)s: %(sums)s", times=times, sums=sums)


def _transfer(parts: Sequence[Part], total_vnd: int | None) -> Way:
    return _ahead(
        PaymentMethod.TRANSFER,
        total_vnd,
        gettext("Chuyển khoản"),
        gettext("Đặt hàng, lấy mã QR"),
        brief=gettext("Một lần %(total)s. Người giao không thu gì", total=vnd(total_vnd))
        if total_vnd is not None
        else gettext("Chuyển một lần, người giao không thu gì"),
        full=ngettext(
            "Chuyển đúng một lần. Nơi bán chỉ nhận tiền sau khi bạn nhận hàng.",
            "Chuyển một lần cho cả %(num)d kiện. Nơi bán chỉ nhận tiền sau khi bạn nhận hàng.",
            max(len(parts), 1),
        ),
        now=gettext("Chuyển ngay sau khi đặt"),
        taken=gettext("Chưa trừ tiền nào lúc này."),
    )


def _card(parts: Sequence[Part], total_vnd: int | None) -> Way:
    return _ahead(
        PaymentMethod.CARD,
        total_vnd,
        gettext("Trừ thẻ"),
        gettext("Đặt hàng, sang trang thẻ"),
        brief=gettext("Thẻ Visa, Mastercard, JCB. Không thu thêm phí"),
        full=gettext("Gõ số thẻ ở trang an toàn của cổng thanh toán. Chợ không thấy và không giữ số thẻ."),
        now=gettext("Trừ ở trang thẻ"),
        taken=gettext("Thẻ chỉ bị trừ khi bạn xác nhận ở trang thẻ."),
    )


def _ahead(
    method: PaymentMethod,
    total_vnd: int | None,
    total: str,
    button: str,
    *,
    brief: str,
    full: str,
    now: str,
    taken: str,
) -> Way:
    sums = () if total_vnd is None else ((now, total_vnd), (gettext("Trả người giao"), 0))
    title = gettext(PAYMENTS[method])
    icon = "card" if method == PaymentMethod.CARD else "bank"
    words = {"brief": brief, "full": full, "total": total, "button": button, "taken": taken}
    return Way(method, title, icon, sums=sums, due=vnd(total_vnd) if total_vnd is not None else "", **words)


_MAKERS: Final = {PaymentMethod.COD: _cash, PaymentMethod.TRANSFER: _transfer, PaymentMethod.CARD: _card}
