"""Which lots the units of an order line may come from: a packer chooses another one than the first to expire."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from marketplace.database import db
from marketplace.stock.availability import is_here, sellable
from marketplace.stock.models import Lot, MovementReason, StockMovement
from marketplace.stock.queries import FIRST_EXPIRING


@dataclass(frozen=True)
class LotOption:
    """A lot that an order line takes `taken` units from, or could take `left` more from."""

    code: str
    best_before_on: date | None
    taken: int
    left: int
    is_recalled: bool
    is_expected: bool = False

    def has_enough_for(self, quantity: int) -> bool:
        """Whether so many units can all come from it."""
        return self.left + self.taken >= quantity


def lot_options(lines: Mapping[int, int]) -> dict[int, list[LotOption]]:
    """For each line of an order, named with its pack size: the lots it takes from and those that sell.

    The first to expire comes first. Two statements, however many lines.
    """
    taken = {(line, lot): units for line, lot, units in _taken(lines)}
    shown = (Lot.variant_id, Lot.id, Lot.code, Lot.best_before_on, Lot.on_hand, Lot.recalled_on, Lot.expected_on)
    wanted = or_(sellable() & is_here(), Lot.id.in_({lot for _, lot in taken}))
    lots = select(*shown).where(Lot.variant_id.in_(set(lines.values())), wanted).order_by(*FIRST_EXPIRING)
    found: dict[int, list[LotOption]] = {line: [] for line in lines}
    line_of = {variant: line for line, variant in lines.items()}
    for variant, lot, code, best_before_on, on_hand, recalled_on, expected_on in db.session.execute(lots):
        line = line_of[variant]
        states = recalled_on is not None, expected_on is not None
        found[line].append(LotOption(code, best_before_on, taken.get((line, lot), 0), on_hand, *states))
    return found


def lots_held(order_line_id: int) -> dict[int, int]:
    """From which lots an order line has how many units, in the order in which lots are changed."""
    return {lot: units for _, lot, units in _taken([order_line_id])}


def find_lot(variant_id: int, code: str, *, beside: Collection[int]) -> Lot | None:
    """The lot with this code; it and those `beside` it are locked, all in the order in which lots are changed."""
    wanted = (Lot.variant_id == variant_id) & ((Lot.code == code) | Lot.id.in_(beside))
    locked = select(Lot).where(wanted).order_by(*FIRST_EXPIRING).with_for_update()
    found = db.session.scalars(locked, execution_options={"populate_existing": True}).all()
    return next((lot for lot in found if lot.code == code), None)


def _taken(line_ids: Collection[int]) -> Iterable[tuple[int, int, int]]:
    """Line, lot and units, first expiring lot first; what a line gave up is missing."""
    units = func.sum(StockMovement.quantity)
    sold = select(StockMovement.order_line_id, Lot.id, -units).join(StockMovement.lot)
    of_lines = StockMovement.order_line_id.in_(list(line_ids)) & (StockMovement.reason == MovementReason.SALE)
    grouped = sold.where(of_lines).group_by(StockMovement.order_line_id, Lot.id).having(units != 0)
    for line, lot, taken in db.session.execute(grouped.order_by(*FIRST_EXPIRING)):
        yield line or 0, lot, int(taken)
