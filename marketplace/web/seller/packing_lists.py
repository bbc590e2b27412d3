"""Lists to print: what to fetch for all parcels, and what is handed to the courier."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from flask import render_template

from marketplace import orders, stock
from marketplace.clock import now
from marketplace.orders.models import Order, OrderLine
from marketplace.orders.states import OrderState
from marketplace.sellers.permissions import ShopPermission
from marketplace.stock import LotShare
from marketplace.text import sort_key
from marketplace.web.filters import goods
from marketplace.web.permissions import current_membership, requires
from marketplace.web.seller import order_labels
from marketplace.web.seller.packing_slips import MOST_SLIPS
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_packing_lists", __name__, "/ban-hang")

Lots = Mapping[int, list[LotShare]]


@dataclass(frozen=True)
class Fetched:
    """One pack size: how many units, out of which lots, and into which boxes how many."""

    goods: str
    units: int
    lots: list[LotShare]
    boxes: list[tuple[str, int]]


@blueprint.get("/danh-sach-goi", endpoint="show")
@requires(ShopPermission.CHANGE_ORDERS)
def packing_list() -> str:
    """For all orders that have to be packed: by product, and by order with the most urgent first."""
    found = _orders_in(OrderState.CONFIRMED)
    lots = stock.lots_of_lines(line.id for order in found for line in order.sent_lines)
    return render_template(
        "seller/packing_lists/show.html",
        parcels=[(order, order_labels.reading(order)) for order in found],
        products=list(by_product(found, lots)),
        lots=lots,
        printed_at=now(),
    )


@blueprint.get("/ban-giao", endpoint="hand_over")
@requires(ShopPermission.CHANGE_ORDERS)
def hand_over() -> str:
    """All parcels that wait for the courier, with room for two signatures."""
    found = [order for order in _orders_in(OrderState.PACKED) if not order.is_own_delivery]
    return render_template(
        "seller/packing_lists/hand_over.html",
        parcels=[(order, order_labels.reading(order)) for order in found],
        weight=order_labels.kilograms(sum(order.weight_grams for order in found)),
        collect_vnd=sum(order.cash_vnd for order in found),
        printed_at=now(),
    )


def _orders_in(state: OrderState) -> list[Order]:
    return orders.orders_of_seller(current_membership().seller_id, [state], limit=MOST_SLIPS)


def by_product(found: Iterable[Order], lots: Lots) -> Iterator[Fetched]:
    """What to fetch for these orders, by name; `lots` are those of their lines."""
    lines = sorted((line for order in found for line in order.sent_lines), key=lambda line: line.variant_id)
    of_variants = (list(group) for _variant, group in groupby(lines, key=lambda line: line.variant_id))
    return iter(sorted((_fetched(group, lots) for group in of_variants), key=lambda one: sort_key(one.goods)))


def _fetched(lines: list[OrderLine], lots: Lots) -> Fetched:
    units: dict[str, int] = {}
    for share in (share for line in lines for share in lots.get(line.id, [])):
        units[share.lot_code] = units.get(share.lot_code, 0) + share.quantity
    boxes = [(line.order.box_code, line.quantity) for line in lines]
    shares = [LotShare(code, quantity) for code, quantity in units.items()]
    return Fetched(goods(lines[0]), sum(line.quantity for line in lines), shares, boxes)
