"""How operators speak of cash, and the tabs that the pages of it share."""

from collections.abc import Mapping
from typing import Final

from flask import url_for

from marketplace import cash
from marketplace.cash.models import CashMove, Custody, Holder, MoveKind, Outcome, RemittanceLine, Verdict
from marketplace.text import N_
from marketplace.web.filters import moment, vnd
from marketplace.web.labels import Label, Step
from marketplace.web.locale import gettext
from marketplace.web.operator.links import Link, capped

HOLDERS: Final = {
    Holder.CARRIER: Label(N_("Đơn vị chuyển giữ"), "a"),
    Holder.SELLER: Label(N_("Nơi bán giữ"), "b"),
    Holder.SHOP: Label(N_("Chợ đã nhận"), "g"),
}
VERDICTS: Final = {
    Verdict.EXACT: Label(N_("Đúng tiền"), "g"),
    Verdict.FEE: Label(N_("Trừ phí"), "b"),
    Verdict.SHORT: Label(N_("Thiếu tiền"), "x"),
    Verdict.OVER: Label(N_("Thừa tiền"), "a"),
    Verdict.TWICE: Label(N_("Trả lần hai"), "a"),
    Verdict.NOT_DELIVERED: Label(N_("Đơn chưa giao"), "a"),
    Verdict.UNKNOWN: Label(N_("Không rõ đơn nào"), "x"),
}
OUTCOMES: Final = {
    Outcome.ACCEPTED: Label(N_("Chấp nhận"), "g"),
    Outcome.CLAIMED: Label(N_("Đang đòi"), "a"),
    Outcome.ON_SELLER: Label(N_("Tính cho nơi bán"), "b"),
    Outcome.CORRECTED: Label(N_("Đã ghép lại"), "g"),
    Outcome.PAID_LATER: Label(N_("Trả bù sau"), "g"),
}
MOVES: Final = {
    MoveKind.COLLECTED: N_("Thu của khách"),
    MoveKind.REMITTED: N_("Gửi về chợ"),
    MoveKind.FEE: N_("Giữ lại làm phí"),
    MoveKind.GIVEN_UP: N_("Chợ chịu phần thiếu"),
    MoveKind.ON_SELLER: N_("Nơi bán chịu phần thiếu"),
    MoveKind.SURPLUS: N_("Ghi tiền thừa"),
}
TABLES: Final = "bang"
CLAIMED: Final = "dang-doi"


def tabs(here: str, counts: Mapping[bool, int] | None = None) -> list[Link]:
    """The pages of cash: who has it, what differs, what is claimed, what came in. `counts` are those of differences."""
    counts = counts or cash.count_differences()
    return [
        Link(gettext("Ai đang giữ"), url_for("operator_cash.list"), "", current=here == ""),
        Link(gettext("Chênh lệch"), url_for("operator_cash_lines.list"), capped(counts[False]), current=here == "lech"),
        Link(
            gettext("Đang đòi"),
            url_for("operator_cash_lines.list", xem=CLAIMED),
            capped(counts[True]),
            current=here == CLAIMED,
        ),
        Link(gettext("Bảng đã nạp"), url_for("operator_remittances.list"), "", current=here == TABLES),
    ]


def holder_name(holding: cash.Holding) -> str:
    """Who it is: the carrier by its name, all sellers together."""
    if holding.holder == Holder.SELLER:
        return gettext("Nơi bán, nhờ nhà xe")
    return holding.carrier or gettext("Chưa ghi đơn vị chuyển")


def history(custody: Custody) -> list[Step]:
    """What happened to the cash of a parcel, oldest first."""
    return [
        Step(_moved(gettext(MOVES[MoveKind(move.kind)]), move.amount_vnd), _details(move)) for move in custody.moves
    ]


def state_of(line: RemittanceLine) -> Label:
    """What became of a line, or how it stands to what we know."""
    return OUTCOMES[Outcome(line.outcome)] if line.outcome else VERDICTS[Verdict(line.verdict)]


def _moved(what: str, amount_vnd: int) -> str:
    if amount_vnd < 0:
        return gettext("Gỡ: %(what)s %(amount)s", what=what.lower(), amount=vnd(-amount_vnd))
    return gettext("%(what)s %(amount)s", what=what, amount=vnd(amount_vnd))


def _details(move: CashMove) -> str:
    return " · ".join(part for part in (moment(move.at), move.by.name if move.by else "", move.note) if part)
