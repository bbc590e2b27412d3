"""Units sold at the prices of promotions: counted with the order, and given back when it is called off."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress

from sqlalchemy import func, insert, select

from marketplace import promotions
from marketplace.cart import BasketLine, Parcel
from marketplace.clock import now
from marketplace.database import db
from marketplace.orders.models import Order, Purchase
from marketplace.orders.promotion_models import PromotionSale
from marketplace.promotions.errors import PromotionUsedUp


def take(purchase: Purchase, parcels: Sequence[Parcel]) -> None:
    """Note which lines have the price of a promotion and count their units: nothing where none has.

    Late, like taking stock. Raises PromotionUsedUp.
    """
    promoted = {line.variant.id: line for parcel in parcels for line in parcel.lines if _is_promoted(line)}
    if not promoted:
        return
    rows, units, names = [], Counter[int](), dict[int, str]()
    for line in (line for order in purchase.orders for line in order.lines if line.variant_id in promoted):
        variant = promoted[line.variant_id].variant
        if sale := variant.sale:
            sold = {"order_line_id": line.id, "promotion_pack_id": sale.id, "quantity": line.quantity}
            rows.append(sold | {"usual_vnd": sale.usual_vnd})
            units[sale.id] += line.quantity
            names[sale.id] = line.title(purchase.locale)
    promotions.take(units, names)
    db.session.execute(insert(PromotionSale), rows)


def give_back(order: Order) -> None:
    """An order was called off before it was sent: others may have its units at that price."""
    mine = PromotionSale.order_line_id.in_([line.id for line in order.lines]), PromotionSale.given_back_at.is_(None)
    sales = db.session.scalars(select(PromotionSale).where(*mine)).all()
    units = Counter[int]()
    for sale in sales:
        sale.given_back_at = now()
        units[sale.promotion_pack_id] += sale.quantity
    promotions.give_back(units)


def take_again(order: Order) -> None:
    """An order that was called off is placed after all, at the price that was agreed: its units are counted once more
    as far as others have left any.
    """
    mine = PromotionSale.order_line_id.in_([line.id for line in order.lines]), PromotionSale.given_back_at.is_not(None)
    for sale in db.session.scalars(select(PromotionSale).where(*mine)):
        with suppress(PromotionUsedUp):
            promotions.take({sale.promotion_pack_id: sale.quantity}, {sale.promotion_pack_id: ""})
            sale.given_back_at = None


def sold_at(pack_ids: Sequence[int]) -> Mapping[int, int]:
    """How many units were sold at the price of each of these packs of promotions: one statement."""
    sold = select(PromotionSale.promotion_pack_id, func.sum(PromotionSale.quantity))
    kept = sold.where(PromotionSale.promotion_pack_id.in_(pack_ids), PromotionSale.given_back_at.is_(None))
    return {key: int(units) for key, units in db.session.execute(kept.group_by(PromotionSale.promotion_pack_id))}


def _is_promoted(line: BasketLine) -> bool:
    sale = line.variant.sale
    return sale is not None and sale.holds_for(line.quantity) and line.unit_price_vnd == sale.price_vnd
