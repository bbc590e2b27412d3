"""The scale in words: what each piece weighs, and what follows for the price, the fee and the cash at the door."""

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.catalogue.weighing import weighed_vnd
from marketplace.orders.models import Order, OrderLine
from marketplace.orders.packing import Job
from marketplace.web.filters import vnd
from marketplace.web.line_words import exactly
from marketplace.web.locale import gettext

NOT_YET = "–"


@dataclass(frozen=True)
class Piece:
    """One piece: its number, what stands in its field, and how that fits the typical weight."""

    place: int
    value: str
    fits: str
    tone: str


@dataclass(frozen=True)
class Scale:
    """One job of weighing. `figures` are the texts that follow from the weights, by the name of their place."""

    pieces: list[Piece]
    hint: str
    figures: dict[str, str]


def scale_of(job: Job, order: Order, typed: Sequence[str]) -> Scale | None:
    """What the page shows of a job of weighing, with what was typed and refused; None for any other job."""
    line = job.line
    if line is None or not job.is_weighing:
        return None
    weighed = line.piece_grams or []
    shown = typed or [str(grams) for grams in weighed]
    return Scale(
        pieces=[_piece(line, place, shown, weighed) for place in range(1, line.quantity + 1)],
        hint=gettext("Gõ số gam trên cân. Cỡ này từ %(from)s đến %(to)s.", **_typical(line)),
        figures=figures_of(job, order),
    )


def figures_of(job: Job, order: Order) -> dict[str, str]:
    """The texts that follow from the weights of a job of weighing, each under the name of its place on the page."""
    line = job.line
    if line is None or not job.is_weighing:
        return {}
    grams = line.actual_grams
    pieces = {f"{job.key}-{place}": _fits(line, one)[0] for place, one in enumerate(line.piece_grams or [], 1)}
    return pieces | {
        f"{job.key}-weight": exactly(grams) if grams else NOT_YET,
        f"{job.key}-price": vnd(line.total_vnd) if grams else NOT_YET,
        f"{job.key}-over": _over(line),
        "fee": vnd(order.shipping_vnd),
        "cash": vnd(order.cash_vnd),
    }


def _piece(line: OrderLine, place: int, shown: Sequence[str], weighed: list[int]) -> Piece:
    fits, tone = _fits(line, weighed[place - 1]) if len(weighed) >= place else ("", "n")
    return Piece(place, shown[place - 1] if len(shown) >= place else "", fits, tone)


def _fits(line: OrderLine, grams: int) -> tuple[str, str]:
    if grams > (line.heaviest_grams or grams):
        return gettext("Nặng hơn cỡ"), "a"
    if grams < (line.lightest_grams or grams):
        return gettext("Nhẹ hơn cỡ"), "a"
    return gettext("Đúng cỡ"), "g"


def _typical(line: OrderLine) -> dict[str, str]:
    return {"from": f"{line.lightest_grams}\u00a0g", "to": f"{line.heaviest_grams}\u00a0g"}


def _over(line: OrderLine) -> str:
    """What the shop bears of pieces heavier than was agreed to, and the way out."""
    if line.actual_grams is None:
        return ""
    over_vnd = weighed_vnd(line.kg_price_vnd or 0, line.actual_grams) - line.price_vnd
    if over_vnd <= 0:
        return ""
    most, over = vnd(line.total_vnd), vnd(over_vnd)
    return gettext(
        "Nặng quá mức khách đã đồng ý: khách trả %(most)s, anh chị chịu %(over)s. Muốn khỏi chịu thì đổi con, "
        "đổi quả nhẹ hơn rồi cân lại.",
        most=most,
        over=over,
    )
