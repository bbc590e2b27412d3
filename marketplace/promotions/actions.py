"""Beginning promotions, stopping them, and taking units at their prices."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import contains_eager

from marketplace import catalogue
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product, Variant
from marketplace.clock import now, today
from marketplace.database import db
from marketplace.prices import Promotion, PromotionPack
from marketplace.promotions.errors import PromotionOver, PromotionUsedUp
from marketplace.promotions.planning import Plan, pack_of, preview


def plan(seller_id: int, wanted: Plan, refs: Sequence[str], *, by: User | None) -> Promotion:
    """Let these pack sizes of the seller cost less for those days. Raises what `preview` raises.

    The pack sizes are held meanwhile: of two plans for the same days the second one is refused.
    """
    planned = preview(wanted, own_packs(seller_id, refs, lock=True))
    promotion = Promotion(
        seller_id=seller_id,
        name=wanted.name,
        basis_points=wanted.basis_points,
        first_on=wanted.first_on,
        last_on=wanted.last_on,
        made_by=by,
        packs=[pack_of(wanted, each) for each in planned],
    )
    db.session.add(promotion)
    _renew(promotion)
    return promotion


def stop(promotion: Promotion, *, by: User | None, reason: str = "") -> None:
    """End it at once, or call it off before it begins; orders keep its price. Loaded with its lock.

    Raises PromotionOver.
    """
    if promotion.stopped_at is not None or promotion.last_on < today():
        raise PromotionOver()
    promotion.stopped_at, promotion.stopped_by, promotion.stop_reason = now(), by, reason
    for pack in promotion.packs:
        pack.ends_at = max(pack.starts_at, now())
        pack.last_on = max(pack.first_on, min(pack.last_on, today()))
    _renew(promotion)


def take(units: Mapping[int, int], names: Mapping[int, str]) -> None:
    """Count so many units as sold at promotions, by the ids of their packs: late, like taking stock, in their order.

    Raises PromotionUsedUp, by the name in `names`, where fewer are left at that price.
    """
    for pack_id, wanted in sorted(units.items()):
        mine = PromotionPack.id == pack_id, PromotionPack.most_units.is_not(None)
        limited = select(PromotionPack.most_units).where(*mine)
        if db.session.scalar(limited) is None:
            continue
        fits = PromotionPack.taken + wanted <= PromotionPack.most_units
        counted = update(PromotionPack).where(*mine, fits).values(taken=PromotionPack.taken + wanted)
        if not _count_one(counted):
            raise PromotionUsedUp(names[pack_id])
        _note_turn(pack_id)


def give_back(units: Mapping[int, int]) -> None:
    """So many units were called off before they were sent."""
    for pack_id, back in sorted(units.items()):
        mine = PromotionPack.id == pack_id, PromotionPack.most_units.is_not(None)
        db.session.execute(update(PromotionPack).where(*mine).values(taken=PromotionPack.taken - back))
        _note_turn(pack_id, back=back)


def _note_turn(pack_id: int, *, back: int = 0) -> None:
    """Tell the shelves where the last unit at that price was just sold, or so many came `back` after it."""
    goods = select(Variant.product_id).join(PromotionPack, PromotionPack.variant_id == Variant.id)
    turned = goods.where(PromotionPack.id == pack_id, PromotionPack.taken + back >= PromotionPack.most_units)
    for product_id in db.session.scalars(turned):
        catalogue.touch(product_id)


def own_packs(seller_id: int, refs: Sequence[str], *, lock: bool = False) -> list[Variant]:
    """Those of these pack sizes that are the seller's, in one order for everybody."""
    own = select(Variant).join(Variant.product).options(contains_eager(Variant.product))
    mine = own.where(Variant.ref.in_(refs), Product.seller_id == seller_id).order_by(Variant.id)
    if lock:
        mine = mine.with_for_update(of=Variant, key_share=True)
    return list(db.session.scalars(mine, execution_options={"populate_existing": True}))


def _count_one(counted: object) -> bool:
    changed = db.session.execute(counted, execution_options={"synchronize_session": False})  # type: ignore[call-overload]
    return bool(changed.rowcount)


def _renew(promotion: Promotion) -> None:
    """Let the shelves sort by the prices as they are now."""
    db.session.flush()
    variants = [pack.variant_id for pack in promotion.packs]
    for product_id in db.session.scalars(select(Variant.product_id).where(Variant.id.in_(variants)).distinct()):
        catalogue.touch(product_id)
