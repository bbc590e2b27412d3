"""Which goods are in which box, of an order that goes in several."""

from typing import Final

from flask import Response, flash, render_template, request

from marketplace import orders, shipments
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.orders.boxes import MOST_BOXES, boxes_of, fill_boxes
from marketplace.orders.models import Order
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_boxes", __name__, "/ban-hang/don")

LONGEST: Final = 5
Answer = Response | str | tuple[str, int]


@blueprint.get("/<number>/chia-kien")
@requires(ShopPermission.CHANGE_ORDERS)
def show(number: str) -> str:
    order = _own(number)
    known = boxes_of(order)
    count = _count(request.args.get("so", ""), len(known) or 2)
    if known and len(known) == count:
        boxes = [{each.line.id: each.quantity for each in box} for box in known]
    else:
        boxes = [{line.id: line.quantity for line in order.sent_lines}, *({} for _ in range(count - 1))]
    typed = {_name(line.id, box): str(boxes[box].get(line.id, 0)) for line in order.sent_lines for box in range(count)}
    return _page(order, count, typed)


@blueprint.post("/<number>/chia-kien")
@requires(ShopPermission.CHANGE_ORDERS)
def save(number: str) -> Answer:
    count = _count(request.form.get("count", ""), 2)
    try:
        with transaction():
            order = _own(number, lock=True)
            shipments.check_not_called(order)
            fill_boxes(order, [{line.id: _units(line.id, box) for line in order.sent_lines} for box in range(count)])
    except DomainError as error:
        order = _own(number)
        names = (_name(line.id, box) for line in order.sent_lines for box in range(count))
        typed = {name: request.form.get(name, "")[:LONGEST] for name in names}
        return _page(order, count, typed, sentence_of(error)), error.status
    flash(gettext("Đã ghi món trong từng kiện."))
    return see_other("shop_orders.show", number=number)


def _own(number: str, *, lock: bool = False) -> Order:
    return orders.get_order_of_seller(current_membership().seller_id, number, lock=lock)


def _name(line_id: int, box: int) -> str:
    return f"box-{line_id}-{box + 1}"


def _units(line_id: int, box: int) -> int:
    """What was typed; -1, which no box holds, where it is no number."""
    typed = request.form.get(_name(line_id, box), "").strip() or "0"
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST else -1


def _count(typed: str, otherwise: int) -> int:
    is_read = typed.isascii() and typed.isdigit() and len(typed) <= 2
    return int(typed) if is_read and 1 <= int(typed) <= MOST_BOXES else otherwise


def _page(order: Order, count: int, typed: dict[str, str], problem: str = "") -> str:
    return render_template(
        "seller/orders/boxes.html", order=order, count=count, most=MOST_BOXES, typed=typed, problem=problem
    )
