"""An order follows its lines: sums, weight and delivery fee of what is really sent. Load it with its lock first.

The delivery fee may fall and never rises above that of the sale: what is missing or lighter is not the buyer's fault,
and what is heavier the shop sends at its own cost. The same holds for what somebody else pays of it. The table of fees
is that of the sale.
"""

from sqlalchemy import select, update

from marketplace import shipping, stock
from marketplace.catalogue.models import Variant
from marketplace.database import db
from marketplace.orders.models import Order, OrderLine, Purchase
from marketplace.orders.states import PaymentMethod
from marketplace.shipping import ParcelFee


def reprice_line(line: OrderLine, total_vnd: int) -> None:
    """Let a line cost so much; the fees follow. What was ordered stays beside it."""
    keep_ordered(line)
    line.total_vnd = total_vnd
    line.reprice_fees()


def keep_ordered(line: OrderLine) -> None:
    """Remember what the buyer ordered, before the first change."""
    if line.ordered_quantity is None:
        line.ordered_quantity, line.ordered_vnd = line.quantity, line.total_vnd


def shrink(line: OrderLine, *, to: int, by_id: int | None) -> dict[int, int]:
    """Let a line have `to` units, at the price of the sale, unweighed; what it gives up goes back to its lots.

    A lower price that was agreed for more units stays: the buyer did not ask for fewer. Returns the units that each
    lot got back.
    """
    gave = stock.give_up(line.id, line.quantity - to, by_id=by_id)
    keep_ordered(line)
    line.quantity = to
    line.piece_grams = line.actual_grams = None
    reprice_line(line, line.estimate_vnd)
    return gave


def refit(order: Order) -> None:
    """Sum the order up anew, and its purchase with it."""
    db.session.flush()
    if order.agreed_shipping_vnd is None:
        order.agreed_shipping_vnd = order.shipping_vnd
    goods_vnd, grams = sum(line.total_vnd for line in order.lines), max(_grams(order), 1)
    fee = _fee(order, goods_vnd, grams)
    shipping_vnd = min(order.agreed_shipping_vnd, fee.charged_vnd)
    order.waived_vnd = min(order.waived_vnd, fee.full_vnd - shipping_vnd)
    more = goods_vnd - order.goods_vnd, shipping_vnd - order.shipping_vnd
    order.goods_vnd, order.shipping_vnd, order.total_vnd = goods_vnd, shipping_vnd, goods_vnd + shipping_vnd
    order.weight_grams = grams
    db.session.flush()
    _carry_over(order.purchase, *more)


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
    purchase = order.purchase
    sent = shipping.Sent(
        origin_province=order.seller.province_code,
        destination_province=purchase.province_code,
        destination_commune=purchase.commune_code,
        grams=grams,
        cm3=_cm3(order),
        goods_vnd=goods_vnd,
        pays_cash=purchase.payment_method == PaymentMethod.COD,
    )
    return shipping.fee_of(sent, at=purchase.placed_at, table=shipping.table_of(order.tariff))


def _carry_over(purchase: Purchase, goods_vnd: int, shipping_vnd: int) -> None:
    """Add the differences in the database: sellers of two parcels may weigh at the same moment."""
    more = (
        update(Purchase)
        .where(Purchase.id == purchase.id)
        .values(
            goods_vnd=Purchase.goods_vnd + goods_vnd,
            shipping_vnd=Purchase.shipping_vnd + shipping_vnd,
            total_vnd=Purchase.total_vnd + goods_vnd + shipping_vnd,
        )
    )
    db.session.execute(more, execution_options={"synchronize_session": False})
    db.session.refresh(purchase, ["goods_vnd", "shipping_vnd", "total_vnd"])
