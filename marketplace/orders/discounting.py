"""What vouchers take off a basket, and how that is frozen, given back and used again with the orders."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, insert, select

from marketplace import vouchers
from marketplace.cart import Parcel
from marketplace.database import db
from marketplace.orders.discount_models import OrderDiscount
from marketplace.orders.models import Order, Purchase
from marketplace.orders.queries import is_same_buyers
from marketplace.orders.states import OrderState
from marketplace.vouchers import Bearer, Counted, Cut, Goods, Voucher, VoucherUse


def count(parcels: Sequence[Parcel], codes: Sequence[str], fees: Mapping[Hashable, int] | None = None) -> Counted:
    """What the vouchers behind these codes take off a basket: one statement, none without a code.

    `fees` are the delivery fees of its parcels by their keys, None while the place is not known.
    """
    found = vouchers.find(codes)
    if not found.vouchers:
        return Counted(refused=found.refused)
    counted = vouchers.count(found.vouchers, _goods(parcels), fees)
    return Counted(counted.cuts, (*found.refused, *counted.refused))


def propose(
    parcels: Sequence[Parcel], counted: Counted, fees: Mapping[Hashable, int] | None = None
) -> tuple[Voucher, int] | None:
    """The voucher for everybody that would take most off beside those that count, and how much; one statement."""
    goods, using = _goods(parcels), [cut.voucher for cut in counted.cuts]
    best: tuple[Voucher, int] | None = None
    for voucher in vouchers.proposable({line.seller_id for line in goods}):
        tried = vouchers.count([*using, voucher], goods, fees)
        more_vnd = tried.amount_vnd - counted.amount_vnd
        if len(tried.cuts) > len(using) and more_vnd > (best[1] if best else 0):
            best = voucher, more_vnd
    return best


def of_parcel(counted: Counted, parcel: Parcel) -> dict[str, Any]:
    """What is taken off one parcel, as `ParcelQuote` has it."""
    delivery_vnd = counted.of_delivery(parcel.key)
    of_goods = {bearer: sum(counted.of_line(line.variant.id, bearer) for line in parcel.ready) for bearer in Bearer}
    return {
        "seller_discount_vnd": of_goods[Bearer.SELLER],
        "market_discount_vnd": of_goods[Bearer.MARKET] + delivery_vnd,
        "delivery_discount_vnd": delivery_vnd,
    }


def freeze(purchase: Purchase, counted: Counted, keys: Sequence[Hashable]) -> None:
    """Write down what each voucher takes off, and use it; `keys` are those of the parcels, in the order of the orders.

    Late, like taking stock. Raises VoucherUsedUp or VoucherUsedBefore.
    """
    if not counted.cuts:
        return
    db.session.execute(insert(OrderDiscount), [row for cut in counted.cuts for row in _rows(purchase, cut, keys)])
    amounts_vnd = {cut.voucher: cut.amount_vnd for cut in counted.cuts}
    vouchers.take(amounts_vnd, purchase_id=purchase.id, uses_before=lambda voucher_id: _uses(purchase, voucher_id))


def spent(counted: Counted) -> frozenset[str]:
    """The codes of a purchase that the same person may not be able to use for the next one."""
    return frozenset(cut.voucher.code for cut in counted.cuts if cut.voucher.per_person is not None)


def give_back(order: Order) -> None:
    """An order was called off before it was sent: what no other order of its purchase uses can be used again."""
    if not order.has_vouchers:
        return
    db.session.flush()
    uses = vouchers.uses_of(order.purchase_id)
    kept = select(OrderDiscount.voucher_id).join(Order, Order.id == OrderDiscount.order_id)
    alive = kept.where(Order.purchase_id == order.purchase_id, Order.state != OrderState.CANCELLED)
    still = set(db.session.scalars(alive))
    vouchers.give_back(use for use in uses if use.voucher_id not in still)


def take_again(order: Order) -> None:
    """An order that was called off is placed after all. Raises VoucherUsedUp."""
    if order.has_vouchers:
        mine = set(db.session.scalars(select(OrderDiscount.voucher_id).where(OrderDiscount.order_id == order.id)))
        vouchers.take_again(use for use in vouchers.uses_of(order.purchase_id) if use.voucher_id in mine)


def _goods(parcels: Sequence[Parcel]) -> list[Goods]:
    return [
        Goods(
            key=line.variant.id,
            parcel=parcel.key,
            seller_id=parcel.seller.id,
            product_id=line.variant.product_id,
            family=line.variant.product.category,
            price_vnd=line.total_vnd,
        )
        for parcel in parcels
        for line in parcel.ready
    ]


def _rows(purchase: Purchase, cut: Cut, keys: Sequence[Hashable]) -> Iterator[dict[str, object]]:
    for order, key in zip(purchase.orders, keys, strict=True):
        of_order = {"order_id": order.id, "voucher_id": cut.voucher.id, "bearer": cut.voucher.bearer}
        of_lines = [(line.id, cut.lines.get(line.variant_id, 0)) for line in order.lines]
        for line_id, amount_vnd in (*of_lines, (None, cut.parcels.get(key, 0))):
            if amount_vnd:
                yield {**of_order, "order_line_id": line_id, "amount_vnd": amount_vnd}


def _uses(purchase: Purchase, voucher_id: int) -> int:
    """How often whoever orders uses a voucher: by the account or the phone number, for themselves or as a gift."""
    mine = select(func.count()).select_from(VoucherUse).join(Purchase, Purchase.id == VoucherUse.purchase_id)
    counting = VoucherUse.voucher_id == voucher_id, VoucherUse.given_back_at.is_(None)
    return db.session.scalar(mine.where(is_same_buyers(purchase), *counting)) or 0
