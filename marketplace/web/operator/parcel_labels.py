"""How a carrier's parcels and notices read at the operators' desk, and what the next step is."""

from dataclasses import dataclass
from typing import Final

from flask import url_for

from marketplace.orders.states import CALLED_OFF
from marketplace.shipments.models import CarrierNotice, Shipment
from marketplace.shipments.states import CashState, ParcelState, Result, Source
from marketplace.text import N_
from marketplace.web.filters import moment
from marketplace.web.labels import Label, Step, spoken
from marketplace.web.locale import gettext
from marketplace.web.permissions import may_open


@dataclass(frozen=True, kw_only=True)
class StepLabel(Label):
    """A state, and what an operator does about a parcel or a notice that stays in it."""

    step: str = ""


STATES: Final = {
    ParcelState.ASKED: StepLabel(
        N_("Chưa rõ có vận đơn"),
        "a",
        step=N_("Tra mã %(code)s ở hãng: có thì ghi mã vận đơn, không thì cho nơi bán gọi lại."),
    ),
    ParcelState.REFUSED: StepLabel(N_("Không nhận"), "x"),
    ParcelState.BOOKED: StepLabel(
        N_("Chờ lấy"), "b", step=N_("Hãng chưa đến lấy: gọi hãng, hoặc hủy để nơi bán gọi hãng khác.")
    ),
    ParcelState.IN_TRANSIT: StepLabel(N_("Trên đường"), "g", step=N_("Lâu chưa tới: gọi hãng hỏi kiện đang ở đâu.")),
    ParcelState.OUT_FOR_DELIVERY: StepLabel(N_("Đang giao"), "g", step=N_("Bưu tá giữ quá một ngày: gọi hãng.")),
    ParcelState.FAILED: StepLabel(
        N_("Giao chưa được"),
        "a",
        step=N_("Giao không được quá ba ngày: gọi người mua, rồi báo hãng giao lại hoặc hoàn."),
    ),
    ParcelState.DELIVERED: StepLabel(N_("Đã giao"), "g"),
    ParcelState.RETURNING: StepLabel(
        N_("Đang hoàn"), "b", step=N_("Hoàn lâu chưa về: gọi hãng, rồi ghi lý do ở đơn nếu chưa có.")
    ),
    ParcelState.RETURNED: StepLabel(N_("Đã hoàn"), "n"),
    ParcelState.LOST: StepLabel(
        N_("Mất hoặc hỏng"),
        "x",
        step=N_("Ghi đơn thất lạc để hoàn tiền; đơn nhiều kiện thì hoàn phần của kiện này."),
    ),
    ParcelState.CANCELLED: StepLabel(N_("Đã hủy"), "n"),
}
CASH_STATES: Final = {
    CashState.NONE: Label(N_("không thu"), "n"),
    CashState.DUE: Label(N_("chờ thu"), "b"),
    CashState.COLLECTED: Label(N_("đã thu"), "g"),
    CashState.RECONCILED: Label(N_("hãng đã đối soát"), "g"),
    CashState.PAID_OUT: Label(N_("hãng báo đã chuyển"), "g"),
    CashState.NOT_TAKEN: Label(N_("không thu được"), "x"),
}
RESULTS: Final = {
    Result.APPLIED: StepLabel(N_("Đã theo"), "g"),
    Result.NOTED: StepLabel(N_("Đã ghi"), "n"),
    Result.LATE: StepLabel(N_("Đến sau"), "n"),
    Result.UNKNOWN_STATUS: StepLabel(N_("Mã lạ"), "a", step=N_("Hỏi hãng mã này nghĩa là gì, rồi thêm vào bảng mã.")),
    Result.UNKNOWN_PARCEL: StepLabel(
        N_("Kiện lạ"), "a", step=N_("Tìm kiện ở hãng: không phải của chợ thì đánh dấu đã xem.")
    ),
    Result.CONTRADICTS: StepLabel(
        N_("Trái với sổ"), "x", step=N_("Hỏi hãng: nếu có hai vận đơn cho một kiện, nhờ hãng hủy một.")
    ),
}
SOURCES: Final = {
    Source.SHOP: N_("chợ"),
    Source.NOTICE: N_("hãng báo"),
    Source.QUESTION: N_("chợ hỏi"),
    Source.PERSON: N_("người"),
}
CALLED_OFF_STEP: Final = N_("Đơn đã hủy: hủy vận đơn ở hãng.")


def next_step(shipment: Shipment) -> str:
    """What an operator does about a parcel that is on the list."""
    if shipment.order.state in CALLED_OFF:
        return gettext(CALLED_OFF_STEP)
    return spoken(STATES[ParcelState(shipment.state)].step, code=shipment.code)


def notice_step(notice: CarrierNotice) -> str:
    """What an operator does about a notice that nobody could follow."""
    return spoken(RESULTS[Result(notice.result)].step)


def steps_of(shipment: Shipment) -> list[Step]:
    """What happened to a parcel, who said so, and in which words of the carrier."""
    return [
        Step(
            f"{STATES[ParcelState(event.state)]}",
            " · ".join(
                part
                for part in (
                    moment(event.at),
                    gettext(SOURCES[Source(event.source)]),
                    event.raw_status,
                    gettext(event.note) if event.note else "",
                )
                if part
            ),
        )
        for event in shipment.events
    ]


def order_url(shipment: Shipment) -> str:
    """Where the order stands."""
    return url_for("operator_orders.list", xem="tat-ca", don=shipment.order.number)


def undelivered_url(shipment: Shipment) -> str:
    """Where what became of the order is written down; empty where that is not to be done."""
    order = shipment.order
    wanted = shipment.state in (ParcelState.LOST, ParcelState.RETURNING) and order.can_lose
    can = wanted and may_open("operator_returns.ask")
    return url_for("operator_returns.ask", number=order.number) if can else ""
