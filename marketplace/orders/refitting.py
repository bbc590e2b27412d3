"""An order follows its lines: sums, weight and delivery fee of what is really sent. Load it with its lock first.

The delivery fee may fall and never rises above that of the sale: what is missing or lighter is not the buyer's fault,
and what is heavier the shop sends at its own cost. The same holds for what somebody else pays of it. The table of fees
is that of the sale.
"""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select, update

from marketplace import shipping, stock
from marketplace.catalogue.models import Variant
from marketplace.database import db
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.orders.states import PaymentMethod
from marketplace.shipping import ParcelFee

SUMS: Final = ("goods_vnd", "shipping_vnd", "discount_vnd", "seller_discount_vnd", "total_vnd")


def reprice_line(line: OrderLine, price_vnd: int) -> None:
    """Let a line cost so much before vouchers; they and the fees follow. What was ordered stays beside it."""
    line.reprice(price_vnd)
    line.reprice_fees()


def shrink(line: OrderLine, *, to: int, by_id: int | None) -> dict[int, int]:
    """Let a line have `to` units, at the price of the sale, unweighed; what it gives up goes back to its lots.

    A lower price that was agreed for more units stays: the buyer did not ask for fewer. Returns the units that each
    lot got back.
    """
    gave = stock.give_up(line.id, line.quantity - to, by_id=by_id)
    line.keep_ordered()
    line.quantity = to
    line.piece_grams = line.actual_grams = None
    reprice_line(line, line.estimate_vnd)
    return gave


def refit(order: Order) -> None:
    """Sum the order up anew, and its purchase with it."""
    db.session.flush()
    if order.agreed_shipping_vnd is None:
        order.agreed_shipping_vnd, order.agreed_delivery_discount_vnd = order.shipping_vnd, order.delivery_discount_vnd
    grams, before = max(_grams(order), 1), _sums(order)
    fee = _fee(order, sum(line.price_vnd for line in order.lines), grams)
    order.goods_vnd = sum(line.total_vnd for line in order.lines)
    order.seller_discount_vnd = sum(line.seller_discount_vnd for line in order.lines)
    order.shipping_vnd = min(order.agreed_shipping_vnd, fee.charged_vnd)
    order.waived_vnd = min(order.waived_vnd, fee.full_vnd - order.shipping_vnd)
    order.delivery_discount_vnd = min(order.agreed_delivery_discount_vnd or 0, order.shipping_vnd)
    order.discount_vnd = order.delivery_discount_vnd + sum(line.market_discount_vnd for line in order.lines)
    order.total_vnd = order.goods_vnd + order.shipping_vnd - order.discount_vnd
    order.weight_grams = grams
    db.session.flush()
    _carry_over(order.purchase, {name: vnd - before[name] for name, vnd in _sums(order).items()})


def _sums(order: Order) -> dict[str, int]:
    """The sums that a purchase has of its orders."""
    return {name: getattr(order, name) for name in SUMS}


def _grams(order: Order) -> int:
    """What the parcel weighs: the pack sizes with their wrapping, corrected by what the scale showed."""
    columns = select(Variant.id, Variant.gross_grams)
    packs = columns.where(Variant.id.in_([line.variant_id for line in order.lines]))
    gross = {pack: grams for pack, grams in db.session.execute(packs)}  # noqa: C416 - rows are no pairs to mypy
    wrapped = sum(gross[line.variant_id] * line.quantity for line in order.lines)
    return wrapped + sum(
        line.actual_grams - line.typical_grams for line in order.lines if line.actual_grams is not None
    )


def _cm3(order: Order) -> int:
    """The room that its goods take by the boxes of today, as far as they were measured."""
    found = select(Variant).where(Variant.id.in_([line.variant_id for line in order.lines]))
    boxes = {pack.id: pack.box_cm3 for pack in db.session.scalars(found)}
    return sum(boxes[line.variant_id] * line.quantity for line in order.lines)


def _fee(order: Order, goods_vnd: int, grams: int) -> ParcelFee:
    if order.is_own_delivery:
        return ParcelFee(order.agreed_shipping_vnd or 0, 0, 0, 0)
    if order.chosen_carrier:  # it was asked for this price once
        bearer = order.waived_by if order.waived_vnd else None
        return ParcelFee((order.agreed_shipping_vnd or 0) + order.waived_vnd, 0, 0, 0, bearer)
    purchase = order.purchase
    sent = shipping.Sent(
        origin_province=order.seller.province_code,
        destination_province=order.recipient.province_code,
        destination_commune=order.recipient.commune_code,
        grams=grams,
        cm3=_cm3(order),
        goods_vnd=goods_vnd,
        pays_cash=purchase.payment_method == PaymentMethod.COD,
    )
    return shipping.fee_of(sent, at=purchase.placed_at, table=shipping.table_of(order.tariff))


def _carry_over(purchase: Purchase, differences: Mapping[str, int]) -> None:
    """Add the differences in the database: sellers of two parcels may weigh at the same moment."""
    added = {name: getattr(Purchase, name) + vnd for name, vnd in differences.items()}
    more = update(Purchase).where(Purchase.id == purchase.id).values(added)
    db.session.execute(more, execution_options={"synchronize_session": False})
    db.session.refresh(purchase, SUMS)
