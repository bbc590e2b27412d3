"""What became of a line of an order, and of the order by it, in words that buyer, seller and operator read alike."""

from typing import Any, Final

from flask import Flask

from marketplace.money import format_grams
from marketplace.orders.line_changes import Change
from marketplace.orders.models import Order, OrderEvent, OrderLine
from marketplace.text import N_
from marketplace.web.filters import goods, vnd
from marketplace.web.locale import current, gettext

CHANGES: Final = {
    Change.WEIGHED: N_("Đã cân %(goods)s: %(weight)s, %(price)s"),
    Change.ASKED: N_("Hỏi người mua: %(goods)s có %(there)s, thiếu %(missing)s"),
    Change.AGREED: N_("Người mua đồng ý về món thiếu: %(goods)s"),
    Change.DECLINED: N_("Người mua không đồng ý về món thiếu: %(goods)s"),
    Change.LAPSED: N_("Hết giờ trả lời về món thiếu: %(goods)s"),
    Change.WITHDRAWN: N_("Thôi hỏi người mua về %(goods)s"),
    Change.SOLD_OUT: N_("Người mua đồng ý nhưng gói thay vừa hết: %(goods)s"),
}


def init_app(app: Flask) -> None:
    """Let templates say it."""
    app.add_template_filter(line_note)
    app.add_template_filter(exactly)


def exactly(grams: int) -> str:
    """A weight to the gram: "2,98 kg"."""
    return format_grams(grams, current())


def line_note(line: OrderLine) -> str:
    """What differs from what was ordered, and what is weighed; empty where nothing is to be said."""
    return " ".join(filter(None, [_units(line), _weight(line)]))


def happened(event: OrderEvent, order: Order) -> str:
    """The title of a change on the timeline; empty for a step to another state."""
    if event.change is None:
        return ""
    facts: dict[str, Any] = event.facts
    line = next((line for line in order.lines if line.id == facts.get("line")), None)
    blanks = {
        "goods": goods(line) if line else "",
        "weight": exactly(facts.get("grams", 0)),
        "price": vnd(facts.get("vnd", 0)),
        "there": facts.get("there", 0),
        "missing": facts.get("wanted", 0) - facts.get("there", 0),
    }
    return gettext(CHANGES[Change(event.change)], **blanks)


def _units(line: OrderLine) -> str:
    if line.ordered_quantity == 0:
        return gettext("Gói thay phần thiếu.")
    if not line.called_off:
        return ""
    if not line.quantity:
        return gettext("Đã hủy món này, không tính tiền: đặt %(ordered)s.", ordered=line.ordered_quantity)
    return gettext("Đặt %(ordered)s, thiếu %(missing)s.", ordered=line.ordered_quantity, missing=line.called_off)


def _weight(line: OrderLine) -> str:
    if not (line.is_by_weight and line.quantity):
        return ""
    about, most = exactly(line.typical_grams), vnd(line.ceiling_vnd)
    if line.actual_grams is None:
        return gettext("Khoảng %(weight)s, tính theo cân thật, nhiều nhất %(most)s.", weight=about, most=most)
    if line.price_vnd == line.ceiling_vnd:
        told = gettext("Đặt khoảng %(about)s, cân được %(weight)s. Giá dừng ở mức nhiều nhất đã hẹn.", **_both(line))
    else:
        told = gettext("Đặt khoảng %(about)s, cân được %(weight)s.", **_both(line))
    return told


def _both(line: OrderLine) -> dict[str, str]:
    return {"about": exactly(line.typical_grams), "weight": exactly(line.actual_grams or 0)}
