"""Which goods of an order are in which of its boxes, where it goes in several. Load it with `lock=True` first."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from marketplace.orders.delivery_errors import BoxEmpty, BoxesUneven
from marketplace.orders.errors import MoveRefused
from marketplace.orders.models import Order, OrderLine

MOST_BOXES: Final = 9


class InBox(NamedTuple):
    """So many units of a line."""

    line: OrderLine
    quantity: int

    @property
    def price_vnd(self) -> int:
        """What they cost, as a share of their line."""
        return self.line.total_vnd * self.quantity // max(self.line.quantity, 1)


def boxes_of(order: Order) -> list[list[InBox]]:
    """What is in each box, the first one first; empty where everything goes in one."""
    lines = {line.id: line for line in order.lines}
    return [
        [InBox(lines[int(line_id)], quantity) for line_id, quantity in box.items() if int(line_id) in lines]
        for box in order.box_contents or ()
    ]


def fill_boxes(order: Order, boxes: Sequence[Mapping[int, int]]) -> None:
    """Write down what is in which box; with one box there is nothing to tell.

    Raises MoveRefused unless it is packed and still there, BoxesUneven where the boxes together do not hold what is
    sent, or BoxEmpty.
    """
    if not order.can_ship:
        raise MoveRefused(order.state)
    for line in order.sent_lines:
        found = sum(box.get(line.id, 0) for box in boxes)
        if found != line.quantity or any(box.get(line.id, 0) < 0 for box in boxes):
            raise BoxesUneven(line.title("vi"), line.quantity, found)
    filled = [{str(line.id): box[line.id] for line in order.sent_lines if box.get(line.id)} for box in boxes]
    if not all(filled):
        raise BoxEmpty(number=filled.index({}) + 1)
    order.box_contents = filled if len(filled) > 1 else None
