"""Everything that moves units. Each change is one conditional UPDATE of the lot and one movement row."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Final, cast

from sqlalchemy import Boolean, Table, bindparam, func, insert, or_, select, update

from marketplace import metrics
from marketplace.catalogue.models import Variant
from marketplace.clock import now, today
from marketplace.database import announce, db, touch
from marketplace.stock import rights
from marketplace.stock.availability import is_here, may_be_ordered, may_sell
from marketplace.stock.errors import CountRefused, LotNotThere, LotTooSmall, SoldOut
from marketplace.stock.events import Restocked
from marketplace.stock.keeping import NOW
from marketplace.stock.lot_choice import find_lot, lots_held
from marketplace.stock.models import Lot, MovementReason, StockMovement
from marketplace.stock.queries import LotInHand, left_of, lots_to_count, lots_to_sell

HIGHEST_COUNT = 100_000
COUNTED = re.compile(r"\d{1,6}", re.ASCII)
LOTS: Final = cast(Table, Lot.__table__)
LOWERED: Final = (
    update(LOTS)
    .where(Lot.id == bindparam("of_lot"), Lot.on_hand >= bindparam("units"), Lot.recalled_on.is_(None))
    .where(may_be_ordered())
    .where(or_(Lot.promised_until.is_(None), Lot.promised_until <= NOW, bindparam("knows", type_=Boolean)))
    .values(on_hand=LOTS.c.on_hand - bindparam("units"))
    .returning(LOTS.c.on_hand)
)
RECORDED: Final = insert(cast(Table, StockMovement.__table__))
Movement = dict[str, Any]


def receive(
    variant: Variant,
    *,
    code: str,
    quantity: int,
    packed_on: date,
    harvested_on: date | None = None,
    best_before_on: date | None = None,
    by_id: int | None = None,
) -> Lot:
    """Open a lot of `quantity` units."""
    days = {"packed_on": packed_on, "harvested_on": harvested_on, "best_before_on": best_before_on}
    lot = Lot(variant_id=variant.id, code=code, **days)
    db.session.add(lot)
    db.session.flush()
    if quantity:
        raise_by(lot.id, quantity, MovementReason.RECEIVED, by_id=by_id)
    return lot


@dataclass(frozen=True)
class Sale:
    """Units that an order line takes; `name` is what the buyer calls them."""

    variant_id: int
    quantity: int
    order_line_id: int
    name: str


def take(sales: Iterable[Sale]) -> dict[int, date]:
    """Sell the units of all these lines, first expiring lot first. All or nothing.

    Returns, for the lines of which something is still to be harvested, the day on which the last of it is expected.

    The pack sizes come in the order of their ids, so that two purchases of the same goods never wait for each other in
    a circle. Raises SoldOut, with what is left, when the lots hold too little; the transaction must then be given up.
    """
    in_order = sorted(sales, key=lambda sale: sale.variant_id)
    lots = lots_to_sell(sale.variant_id for sale in in_order)
    taken = [(sale, *part) for sale in in_order for part in _taken(sale, lots.get(sale.variant_id, []))]
    _record(*(_sold(sale, lot, units) for sale, lot, units in taken))
    if kept := {sale.variant_id for sale, lot, _ in taken if lot.is_mine or rights.is_promised(lot)}:
        rights.use_rights(kept)  # also where the units came from a lot that is nobody's
    return {sale.order_line_id: lot.expected_on for sale, lot, _ in taken if lot.expected_on}  # the last one stays


def _taken(sale: Sale, lots: list[LotInHand]) -> Iterator[tuple[LotInHand, int]]:
    """Lower the lots that this sale takes from, which were seen to hold so much, and tell how many came from each."""
    missing = sale.quantity
    while missing:
        if any(map(rights.is_promised, lots)):
            lots = rights.lots_for_taker(sale.variant_id)
        left = sum(lot.on_hand for lot in lots)
        if left < missing:
            metrics.count_stock_refusal("order")
            told = left if any(map(rights.is_promised, lots)) else left_of([sale.variant_id]).get(sale.variant_id, 0)
            raise SoldOut(sale.variant_id, sale.name, told)
        for lot in filter(attrgetter("on_hand"), lots):
            share = min(missing, lot.on_hand)
            knows = {"knows_rights": True} if rights.is_promised(lot) else {}
            if not share or not take_from_lot(lot.lot_id, share, **knows):
                break  # enough, or somebody was quicker: look again before going on, so that lots lock in their order
            yield lot, share
            missing -= share
        lots = lots_to_sell([sale.variant_id]).get(sale.variant_id, []) if missing else []


def _sold(sale: Sale, lot: LotInHand, units: int) -> Movement:
    return _movement(lot.lot_id, -units, MovementReason.SALE, order_line_id=sale.order_line_id)


def take_from_lot(lot_id: int, quantity: int, *, knows_rights: bool = False) -> bool:
    """Lower one lot if it can still sell `quantity`; False when somebody was quicker. This condition is the lock.

    Whoever does not know of rights to its units takes nothing while there may be any: look again (`lots_for_taker`).
    """
    left = db.session.scalar(LOWERED, {"of_lot": lot_id, "units": quantity, "knows": knows_rights})
    if left == 0:
        touch(Lot, lot_id)  # as long as something is left of it, nothing changes for what is found by stock
    return left is not None


def give_back(order_line_id: int, *, by_id: int | None) -> None:
    """Return what a cancelled order line took to the very lots it came from."""
    for lot_id, quantity in lots_held(order_line_id).items():
        raise_by(lot_id, quantity, MovementReason.RETURNED, order_line_id=order_line_id, by_id=by_id)


def put_back(order_line_id: int, quantity: int, *, by_id: int | None, note: str) -> None:
    """Sell again so many units of a line that was delivered: its lots get them, those that expire last first.

    The sale stays as it was, so that what the line took and was paid for still agree; `note` says where they come from.
    """
    for lot_id, units in _from_the_end(lots_held(order_line_id), quantity).items():
        raise_by(lot_id, units, MovementReason.COUNTED, by_id=by_id, note=note)


def take_again(sales: Iterable[Sale]) -> dict[int, date]:
    """Sell once more what cancelled order lines had given back, as `take` does. Raises SoldOut.

    The first sale and its return are both undone on the record, so that a line has taken what it is left with and
    given nothing back.
    """
    again = list(sales)
    for sale in again:
        told = {"order_line_id": sale.order_line_id}
        for lot, units in lots_held(sale.order_line_id).items():
            undone = _movement(lot, units, MovementReason.SALE, **told)
            _record(undone, _movement(lot, -units, MovementReason.RETURNED, **told))
    return take(again)


def give_up(order_line_id: int, quantity: int, *, by_id: int | None) -> dict[int, int]:
    """Let an order line have so many units fewer: its lots get them back, those that expire last first.

    They are sales with the sign turned round, so that the line has taken what it is left with. Returns the lots' units.
    """
    back = _from_the_end(lots_held(order_line_id), quantity)
    for lot_id, units in back.items():
        raise_by(lot_id, units, MovementReason.SALE, order_line_id=order_line_id, by_id=by_id)
    return back


def write_off(
    units: Mapping[int, int],
    quantity: int,
    *,
    by_id: int | None,
    reason: MovementReason = MovementReason.COUNTED,
    note: str = "",
) -> None:
    """Of these units of lots so many are not there, as was just counted, or cannot be sold for another reason."""
    for lot_id, share in _from_the_end(units, quantity).items():
        lower(lot_id, share, reason, by_id=by_id, note=note)


def _from_the_end(units: Mapping[int, int], quantity: int) -> dict[int, int]:
    """So many units out of the last of these lots, in the order in which lots are changed."""
    shares: dict[int, int] = {}
    for lot_id in reversed(units):
        if share := min(units[lot_id], quantity - sum(shares.values())):
            shares[lot_id] = share
    return {lot_id: shares[lot_id] for lot_id in units if lot_id in shares}


def choose_lot(sale: Sale, code: str, *, by_id: int) -> None:
    """Let all units of a sale come from the lot with this code; what others gave goes back to them.

    Both are sales on the record, one with the sign turned round: a recall finds the line at the lots that its units
    came from in the end. Raises LotNotThere or LotTooSmall; the transaction must then be given up.
    """
    held = lots_held(sale.order_line_id)
    wanted = find_lot(sale.variant_id, code, beside=held)
    if wanted is None or not may_sell(wanted):
        raise LotNotThere()
    missing = sale.quantity - held.pop(wanted.id, 0)
    if missing and not take_from_lot(wanted.id, missing, knows_rights=True):
        raise LotTooSmall(code, wanted.on_hand)
    if missing:
        _record(_movement(wanted.id, -missing, MovementReason.SALE, order_line_id=sale.order_line_id, by_id=by_id))
    for lot_id, quantity in held.items():
        raise_by(lot_id, quantity, MovementReason.SALE, order_line_id=sale.order_line_id, by_id=by_id)


def recall(lot: Lot, *, reason_vi: str, reason_en: str = "") -> None:
    """Take a lot back from today on: it is sold no more, and its stamps say so. Doing it again mends the reason."""
    lot.recalled_on = lot.recalled_on or today()
    lot.recall_reason_vi, lot.recall_reason_en = reason_vi, reason_en
    db.session.flush()


def parse_count(text: str) -> int:
    """Read a counted number, digits only. Raises CountRefused for anything else."""
    if not COUNTED.fullmatch(text.strip()):
        raise CountRefused()
    return int(text)


def count(variant: Variant, *, left: int, by_id: int) -> None:
    """Set what can be sold of a pack size to what the seller counted. Raises CountRefused.

    A surplus goes to the newest lot, which a pack size without one gets; a shortage comes out of the first expiring.
    """
    if not 0 <= left <= HIGHEST_COUNT:
        raise CountRefused()
    # One count at a time: locking the lots alone would let two through where all of them are empty.
    db.session.execute(select(Variant.id).where(Variant.id == variant.id).with_for_update(key_share=True))
    lots = lots_to_count([variant.id]).get(variant.id, [])
    surplus = left - sum(lot.on_hand for lot in lots)
    if surplus > 0:
        raise_by(_newest_lot(variant).id, surplus, MovementReason.COUNTED, by_id=by_id)
    for lot in lots if surplus < 0 else ():
        share = min(-surplus, lot.on_hand)
        if share and take_from_lot(lot.lot_id, share, knows_rights=True):
            _record(_movement(lot.lot_id, -share, MovementReason.COUNTED, by_id=by_id))
            surplus += share


def _newest_lot(variant: Variant) -> Lot:
    here = select(Lot).where(Lot.variant_id == variant.id, is_here())
    newest = here.order_by(Lot.packed_on.desc(), Lot.id.desc()).limit(1)
    lot = db.session.scalars(newest).first()
    if lot is not None and may_sell(lot):
        return lot
    day = today()
    number = db.session.scalar(select(func.count()).select_from(Lot).where(Lot.variant_id == variant.id)) or 0
    return receive(variant, code=f"{day:%y%m%d}-{number + 1}", quantity=0, packed_on=day)


def raise_by(lot_id: int, quantity: int, reason: MovementReason, **told: Any) -> None:
    """Put units into a lot and write down why; `told` are further columns of the movement."""
    raised = update(Lot).where(Lot.id == lot_id).values(on_hand=Lot.on_hand + quantity).returning(Lot.on_hand)
    left = db.session.scalar(raised, execution_options={"synchronize_session": "fetch"})
    if left == quantity:
        touch(Lot, lot_id)  # it was empty
        announce(Restocked(lot_id))
    _record(_movement(lot_id, quantity, reason, **told))


def lower(lot_id: int, quantity: int, reason: MovementReason, **told: Any) -> bool:
    """Take units out of a lot, sold or not any more, and write down why; False when it holds fewer.

    This condition is the lock: whatever was ordered in the meantime is gone from the lot already.
    """
    lowered = update(Lot).where(Lot.id == lot_id, Lot.on_hand >= quantity).values(on_hand=Lot.on_hand - quantity)
    left = db.session.scalar(lowered.returning(Lot.on_hand), execution_options={"synchronize_session": "fetch"})
    if left is None:
        return False
    if left == 0:
        touch(Lot, lot_id)
    _record(_movement(lot_id, -quantity, reason, **told))
    return True


def _movement(lot_id: int, quantity: int, reason: MovementReason, **told: Any) -> Movement:
    what = {"lot_id": lot_id, "quantity": quantity, "reason": reason}
    return {"order_line_id": None, "by_id": None, **what, **told, "at": now()}


def _record(*movements: Movement) -> None:
    """Write down what came or went: one statement."""
    if movements:
        db.session.execute(RECORDED, movements)
