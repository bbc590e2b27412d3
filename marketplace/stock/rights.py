"""Units promised to those who waited: given as they come in, kept for a day, and looked at under a lock when sold.

The lots behind rights carry `promised_until`. The update by which a sale lowers a lot wants that to be over, so that
whoever did not know of a right finds out in the moment of taking; from then on all who want such units take turns at
the rows of the rights. What comes in later than the rights is nobody's and is sold without them.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, func, select, update

from marketplace.catalogue.models import Product, Variant
from marketplace.clock import now
from marketplace.database import db
from marketplace.stock.availability import on_sale, sellable
from marketplace.stock.holders import is_mine, is_open
from marketplace.stock.models import Lot
from marketplace.stock.queries import FIRST_EXPIRING, LotInHand, lots_to_sell
from marketplace.stock.right_models import StockRight

KEPT: Final = timedelta(hours=24)
AT_ONCE: Final = 500


def lots_for_taker(variant_id: int) -> list[LotInHand]:
    """The lots of a pack size as whoever acts may take from them: without what is promised to others.

    Where anything is promised, everybody else who wants of it waits from here until the transaction ends.
    """
    lots = lots_to_sell([variant_id]).get(variant_id, [])
    if not any(map(is_promised, lots)):
        return lots
    others = sum(quantity for quantity, mine in db.session.execute(_open_rights(variant_id)) if not mine)
    return list(_spared(lots_to_sell([variant_id]).get(variant_id, []), others))


def _open_rights(variant_id: int) -> Select[int, bool]:
    rights = select(StockRight.quantity, is_mine()).where(StockRight.variant_id == variant_id, is_open())
    return rights.order_by(StockRight.id).with_for_update()


def is_promised(lot: LotInHand) -> bool:
    """Whether somebody may have a right to units of this lot."""
    return lot.promised_until is not None and lot.promised_until > now()


def _spared(lots: Iterable[LotInHand], others: int) -> Iterator[LotInHand]:
    lots = list(lots)
    spare = max(0, sum(lot.on_hand for lot in lots if is_promised(lot)) - others)
    for lot in lots:
        units = min(lot.on_hand, spare) if is_promised(lot) else lot.on_hand
        spare -= units if is_promised(lot) else 0
        yield lot._replace(on_hand=units)


def use_rights(variant_ids: Iterable[int]) -> None:
    """The rights of whoever acts to these pack sizes are used."""
    mine = update(StockRight).where(StockRight.variant_id.in_(list(variant_ids)), is_open(), is_mine())
    db.session.execute(mine.values(used_at=now()), execution_options={"synchronize_session": False})


def promise(product_id: int, *, token: str, user_id: int | None, variant_id: int | None = None) -> StockRight | None:
    """Keep one unit of the product for 24 hours, of the first pack size that has one which is nobody's, or of the pack
    size that is named; else None.

    Lots that somebody else is changing in this moment count as empty: whoever comes back a little later sees them.
    """
    packs = select(Variant).join(Variant.product).join(Product.seller).where(Product.id == product_id, on_sale())
    if variant_id:
        packs = packs.where(Variant.id == variant_id)
    for pack in db.session.scalars(packs.order_by(Variant.position)):
        if _free(pack.id) > 0:
            right = StockRight(variant_id=pack.id, token=token, user_id=user_id, until=now() + KEPT)
            db.session.add(right)
            _mark(pack.id, right.until)
            db.session.flush()
            return right
    return None


def _mark(variant_id: int, until: datetime) -> None:
    """Let whoever takes from these lots look at the rights first."""
    behind = select(Lot.id).where(Lot.variant_id == variant_id, sellable()).with_for_update(skip_locked=True)
    found = list(db.session.scalars(behind))
    marked = update(Lot).where(Lot.id.in_(found)).values(promised_until=until)
    db.session.execute(marked, execution_options={"synchronize_session": False})


def _free(variant_id: int) -> int:
    """How many units are promised to nobody, of lots that are locked from here on."""
    lots = select(Lot.id, Lot.on_hand).where(Lot.variant_id == variant_id, sellable()).order_by(*FIRST_EXPIRING)
    units = sum(lot.on_hand for lot in db.session.execute(lots.with_for_update(skip_locked=True)))
    promised = select(func.coalesce(func.sum(StockRight.quantity), 0))
    return int(units) - (db.session.scalar(promised.where(StockRight.variant_id == variant_id, is_open())) or 0)


def find_right(token: str) -> StockRight | None:
    """The right behind a link, whether it is over or not."""
    return db.session.scalars(select(StockRight).where(StockRight.token == token)).first()


def end_rights(tokens: Collection[str]) -> int:
    """Their holder does not want them: the units are anybody's again. Returns how many rights that were."""
    given_up = update(StockRight).where(StockRight.token.in_(tokens), is_open()).values(until=now())
    return len(
        db.session.scalars(given_up.returning(StockRight.id), execution_options={"synchronize_session": False}).all()
    )


def end_old_marks() -> int:
    """Take the marks off some lots whose rights are over, so that kept pages show their units; returns how many."""
    over = select(Lot.id).where(Lot.promised_until <= now()).limit(AT_ONCE)
    ended = update(Lot).where(Lot.id.in_(over), Lot.promised_until <= now()).values(promised_until=None)
    return len(db.session.scalars(ended.returning(Lot.id), execution_options={"synchronize_session": False}).all())
