"""How a parcel in a carrier's hands reads to its seller, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from marketplace import shipments
from marketplace.orders.models import Order
from marketplace.shipments import tracking_url
from marketplace.shipments.models import Shipment
from marketplace.shipments.states import NEVER_LEFT, CashState, ParcelState
from marketplace.shipping import KeptRate
from marketplace.text import N_
from marketplace.web.filters import moment, vnd
from marketplace.web.labels import Label, Step
from marketplace.web.locale import gettext


@dataclass(frozen=True, kw_only=True)
class ParcelLabel(Label):
    """A state: its pill, and what the seller should know or do."""

    advice: str = ""


STATES: Final = {
    ParcelState.ASKED: ParcelLabel(
        N_("Đang tra"),
        "a",
        advice=N_("Đơn vị chuyển chưa trả lời nên chưa biết có vận đơn hay chưa. Chợ đang tra, anh chị đừng gọi lại."),
    ),
    ParcelState.REFUSED: ParcelLabel(N_("Không nhận"), "x", advice=N_("Chưa có vận đơn nào. Sửa rồi gọi lại được.")),
    ParcelState.BOOKED: ParcelLabel(
        N_("Chờ bưu tá đến lấy"), "b", advice=N_("In nhãn dán lên kiện. Bưu tá sẽ đến nơi lấy hàng.")
    ),
    ParcelState.IN_TRANSIT: ParcelLabel(N_("Đang trên đường"), "g"),
    ParcelState.OUT_FOR_DELIVERY: ParcelLabel(N_("Bưu tá đang giao"), "g"),
    ParcelState.FAILED: ParcelLabel(
        N_("Giao chưa được"), "a", advice=N_("Gọi người mua giúp, để lần giao sau có người nhận.")
    ),
    ParcelState.DELIVERED: ParcelLabel(N_("Đã giao"), "g"),
    ParcelState.RETURNING: ParcelLabel(
        N_("Đang quay về"), "a", advice=N_("Kiện về tới nơi thì mở ra xem rồi ghi nhận ở trang này.")
    ),
    ParcelState.RETURNED: ParcelLabel(N_("Đã về"), "a", advice=N_("Mở kiện ra xem rồi ghi nhận hàng về.")),
    ParcelState.LOST: ParcelLabel(
        N_("Mất hoặc hỏng"), "x", advice=N_("Chợ làm việc với đơn vị chuyển rồi báo lại anh chị.")
    ),
    ParcelState.CANCELLED: ParcelLabel(N_("Đã hủy vận đơn"), "n"),
}
CASH_STATES: Final = {
    CashState.NONE: Label(N_("Không thu hộ"), "n"),
    CashState.DUE: Label(N_("Sẽ thu khi giao"), "b"),
    CashState.COLLECTED: Label(N_("Bưu tá đã thu"), "g"),
    CashState.RECONCILED: Label(N_("Đơn vị chuyển đã đối soát"), "g"),
    CashState.PAID_OUT: Label(N_("Đơn vị chuyển báo đã chuyển tiền"), "g"),
    CashState.NOT_TAKEN: Label(N_("Không thu được"), "x"),
}


@dataclass(frozen=True)
class ShownParcel:
    """A parcel as its seller sees it."""

    shipment: Shipment
    state: ParcelLabel
    advice: str
    cash: str
    url: str
    steps: tuple[Step, ...]


def shown_parcels(several: Iterable[Shipment]) -> list[ShownParcel]:
    """The parcels of an order as its page shows them."""
    return [_shown(shipment) for shipment in several]


def offers(order: Order, several: Iterable[Shipment]) -> list[tuple[KeptRate, str]]:
    """The carriers that can be called for an order now, each with its price in words."""
    if order.is_own_delivery:
        return []
    live = {each.parcel for each in several if each.state not in NEVER_LEFT}
    gone = {each.parcel for each in several} - live
    if not order.can_ship or (live and not gone):
        return []
    rates = sorted(shipments.rates_for(order), key=lambda rate: rate.carrier != order.chosen_carrier)
    return [(rate, price_of(rate)) for rate in rates]


def price_of(rate: KeptRate) -> str:
    """What is said of a carrier's price, from what is kept."""
    if rate.refusal:
        return gettext("báo không nhận tuyến này: %(words)s", words=rate.refusal)
    if rate.fee_vnd is None:
        return gettext("chưa có giá")
    price = vnd(rate.fee_vnd)
    return gettext("khoảng %(price)s, giá cũ", price=price) if rate.is_old else gettext("khoảng %(price)s", price=price)


def _shown(shipment: Shipment) -> ShownParcel:
    state = STATES[ParcelState(shipment.state)]
    is_taken = shipment.cash_state != CashState.NONE
    return ShownParcel(
        shipment=shipment,
        state=state,
        advice=gettext(state.advice) if state.advice else "",
        cash=str(CASH_STATES[CashState(shipment.cash_state)]) if is_taken else "",
        url=tracking_url(shipment.brand, shipment.tracking),
        steps=tuple(
            Step(str(STATES[ParcelState(event.state)]), " · ".join(filter(None, (moment(event.at), said(event.note)))))
            for event in shipment.events
        ),
    )


def said(note: str) -> str:
    """A carrier's words as they came, and the shop's own in the reader's language."""
    return gettext(note) if note else ""
