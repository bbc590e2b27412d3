"""A buyer's wish to have an accepted order called off, and what became of it, as a timeline tells it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from marketplace.orders import CancelOutcome, CancelRequest
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState
from marketplace.text import N_
from marketplace.web.cancellation import shown
from marketplace.web.filters import moment
from marketplace.web.labels import Step
from marketplace.web.locale import gettext

OUTCOMES: Final = {
    CancelOutcome.AGREED: N_("Nơi bán đồng ý hủy"),
    CancelOutcome.REFUSED: N_("Nơi bán không hủy được"),
    CancelOutcome.LAPSED: N_("Không phải đợi nơi bán nữa, đơn tự hủy"),
    CancelOutcome.WITHDRAWN: N_("Người mua rút lời xin hủy"),
    CancelOutcome.SENT: N_("Kiện đã đi trước khi nơi bán trả lời"),
}
Entry = tuple[datetime, Step]


def in_turn(events: Iterable[Entry], order: Order, requests: Sequence[CancelRequest]) -> list[Step]:
    """The entries of an order's own events, with what was asked of it and that its buyer has it, oldest first."""
    entries = [*events, *_asked(requests), *_received(order)]
    return [step for _at, step in sorted(entries, key=lambda entry: entry[0])]


def _asked(requests: Iterable[CancelRequest]) -> Iterable[Entry]:
    for request in requests:
        yield request.asked_at, Step(gettext("Người mua xin hủy"), _when(request.asked_at, shown(request.reason)))
        if request.outcome and request.settled_at:
            title = gettext(OUTCOMES[CancelOutcome(request.outcome)])
            yield request.settled_at, Step(title, _when(request.settled_at, shown(request.answer)))


def _received(order: Order) -> Iterable[Entry]:
    """That the buyer has it, where somebody else had said so before."""
    told = next((each for each in reversed(order.events) if each.state == OrderState.DELIVERED), None)
    if told and told.role != ActorRole.BUYER and order.received_at:
        yield order.received_at, Step(gettext("Người mua báo đã nhận"), moment(order.received_at))


def _when(at: datetime, words: str) -> str:
    return " · ".join(part for part in (moment(at), words) if part)
