"""Harvests still to come: a lot that can be ordered before it is there, and packs that come in anew every day.

An expected harvest is a lot from the beginning, so that what is sold of it is taken by the same conditional UPDATE as
everything else (docs/decisions/0020).
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, Final, Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from marketplace.catalogue.models import Product, Variant
from marketplace.clock import today
from marketplace.database import db
from marketplace.refs import new_ref
from marketplace.stock.actions import HIGHEST_COUNT, lower, raise_by
from marketplace.stock.harvest_errors import (
    CapacityTaken,
    CutOffRefused,
    HarvestDayRefused,
    HarvestNotFound,
    HarvestThere,
    SoldDaily,
)
from marketplace.stock.lot_errors import QuantityRefused
from marketplace.stock.lots import REF, LotFacts, note_change, refuse_taken
from marketplace.stock.models import DailyCapacity, Lot, MovementReason, ShortfallRule
from marketplace.stock.movements import lock_lot

FURTHEST: Final = timedelta(days=400)
DAYS_AHEAD: Final = 14
"""For how many days to come what comes in every day can be ordered."""
ONE_DAY: Final = timedelta(days=1)


class Supplying(Protocol):
    """A lot, or the columns of one."""

    @property
    def on_hand(self) -> int:
        """How many units can be taken."""


S = TypeVar("S", bound=Supplying)


def last_needed(lots: Iterable[S], quantity: int) -> S | None:
    """Of lots in the order in which they are sold: the last one that so many units need. None when they are too few."""
    for lot in lots:
        quantity -= lot.on_hand
        if quantity <= 0:
            return lot
    return None


def open_harvest(
    variant: Variant,
    *,
    expected_on: date,
    orders_until: date,
    capacity: int,
    rule: ShortfallRule,
    ref: str = "",
    by_id: int | None,
) -> Lot:
    """Let so many units be ordered of a harvest to come; a form that is sent twice, with the same `ref`, opens one.

    Raises QuantityRefused, HarvestDayRefused, CutOffRefused, HarvestThere, or SoldDaily.
    """
    _check(expected_on, orders_until, capacity)
    _lock_pack(variant)
    same = db.session.scalar(select(Lot).where(Lot.ref == ref)) if REF.fullmatch(ref) else None
    if same is not None and same.variant_id == variant.id:
        return same
    if daily_of(variant) is not None:
        raise SoldDaily()
    if any(lot.capacity and lot.expected_on == expected_on for lot in _expected(variant)):
        raise HarvestThere()
    days = {"expected_on": expected_on, "orders_until": orders_until}
    lot = _plant(variant, capacity, rule, by_id=by_id, **days)
    if REF.fullmatch(ref) and same is None:
        lot.ref = ref
        db.session.flush()
    return lot


def change_harvest(lot: Lot, *, expected_on: date, orders_until: date, capacity: int, by_id: int) -> bool:
    """Expect it on another day, take orders until another one, or take more or fewer; returns whether anything changed.

    Who has ordered is told by `orders.move_harvest`. Raises what `open_harvest` raises, or CapacityTaken.
    """
    if orders_until != lot.orders_until or expected_on != lot.expected_on:
        _check(expected_on, orders_until, capacity, from_day=min(today(), lot.orders_until or today()))
    lock_lot(lot)
    fresh: dict[str, Any] = {"expected_on": expected_on, "orders_until": orders_until, "capacity": capacity}
    before: dict[str, Any] = {name: getattr(lot, name) for name in fresh}
    differing = [name for name, value in fresh.items() if before[name] != value]
    if "expected_on" in differing and any(
        other.id != lot.id and other.capacity and other.expected_on == expected_on for other in _expected(lot.variant)
    ):
        raise HarvestThere()
    resize(lot, capacity, by_id=by_id)
    lot.expected_on, lot.orders_until, lot.packed_on = expected_on, orders_until, expected_on
    if differing:
        old, new = ({name: values[name] for name in differing} for values in (before, fresh))
        note_change(lot, old, new, by_id=by_id)
    return bool(differing)


def lock_harvest(lot: Lot) -> None:
    """Hold it until the transaction ends, and see how it stands now. Raises HarvestNotFound once it was reported."""
    db.session.refresh(lot, with_for_update={"of": Lot})
    if not lot.is_expected:
        raise HarvestNotFound()


def close_harvest(lot: Lot, *, by_id: int | None) -> None:
    """Take no more orders of it; what is ordered stays ordered."""
    lock_lot(lot)
    resize(lot, lot.taken, by_id=by_id)
    lot.orders_until = min(lot.orders_until or today(), today() - ONE_DAY)
    db.session.flush()


def resize(lot: Lot, capacity: int, *, by_id: int | None) -> None:
    """Let so many be ordered in all. Raises CapacityTaken when more than that are; the condition is the lock."""
    more = capacity - (lot.capacity or 0)
    if more > 0:
        raise_by(lot.id, more, MovementReason.RECEIVED, by_id=by_id)
    elif more < 0 and not lower(lot.id, -more, MovementReason.RECEIVED, by_id=by_id):
        raise CapacityTaken(lot.taken)
    lot.capacity = capacity
    db.session.flush()


def bring_in(lot: Lot, facts: LotFacts, *, harvested: int, by_id: int) -> None:
    """The harvest is there: from now on it is a lot like any other, into which so many units came.

    What cannot be sent must have been given back before. Raises CapacityTaken, CodeTaken and what the facts raise.
    """
    if not 0 <= harvested <= HIGHEST_COUNT:
        raise QuantityRefused()
    facts.check()
    if facts.code != lot.code:
        refuse_taken(lot.variant_id, facts.code, lot.variant.product.seller_id)
    before = {"harvested_on": lot.expected_on, "code": lot.code, "received": lot.capacity}
    resize(lot, harvested, by_id=by_id)
    lot.code, lot.harvested_on = facts.code, facts.harvested_on
    lot.packed_on, lot.best_before_on = facts.packed_on, facts.best_before_on
    lot.expected_on = lot.orders_until = None
    after = {"harvested_on": facts.harvested_on, "code": facts.code, "received": harvested}
    note_change(lot, before, after, by_id=by_id)


def set_daily(variant: Variant, per_day: int, *, by_id: int) -> DailyCapacity:
    """So many units of a pack size come in every day. `renew_daily` then lets them be ordered.

    Raises QuantityRefused, or HarvestThere while another harvest of it is awaited.
    """
    if not 1 <= per_day <= HIGHEST_COUNT:
        raise QuantityRefused()
    _lock_pack(variant)
    if any(lot.capacity and not lot.is_daily for lot in _expected(variant)):
        raise HarvestThere()
    plan = daily_of(variant) or DailyCapacity(variant_id=variant.id)
    plan.per_day, plan.by_id = per_day, by_id
    db.session.add(plan)
    db.session.flush()
    return plan


def stop_daily(plan: DailyCapacity) -> None:
    """Nothing more of it comes in every day; what is ordered stays ordered."""
    _lock_pack(plan.variant)
    for lot in _expected(plan.variant):
        close_harvest(lot, by_id=plan.by_id)
    db.session.delete(plan)
    db.session.flush()


def renew_daily(plan: DailyCapacity, *, opens: Callable[[date], bool]) -> None:
    """Let what comes in on each of the next days be ordered, and nothing on days on which nobody packs.

    A day of which more is ordered than comes in keeps what is ordered.
    """
    _lock_pack(plan.variant)
    known = {lot.expected_on: lot for lot in _expected(plan.variant) if lot.is_daily}
    for number in range(DAYS_AHEAD):
        day = today() + number * ONE_DAY
        wanted = plan.per_day if opens(day) else 0
        lot = known.get(day)
        if lot is None and wanted:
            days = {"expected_on": day, "orders_until": day, "is_daily": True}
            _plant(plan.variant, wanted, ShortfallRule.FIRST_COME, by_id=plan.by_id, **days)
        elif lot is not None:
            _fit(lot, wanted, day, by_id=plan.by_id)
    for lot in known.values():
        if not lot.takes_orders and lot.capacity != lot.taken:
            close_harvest(lot, by_id=plan.by_id)


def daily_of(variant: Variant) -> DailyCapacity | None:
    """How much of a pack size comes in every day, if any does."""
    return db.session.get(DailyCapacity, variant.id)


def daily_plans(seller_id: int | None = None) -> list[DailyCapacity]:
    """What comes in every day, of one seller or of all, with goods and sellers."""
    goods = select(DailyCapacity).join(DailyCapacity.variant).join(Variant.product).join(Product.seller)
    loaded = contains_eager(DailyCapacity.variant).contains_eager(Variant.product).contains_eager(Product.seller)
    wanted = goods.where(Product.seller_id == seller_id) if seller_id else goods
    return list(db.session.scalars(wanted.options(loaded).order_by(DailyCapacity.variant_id)))


def _fit(lot: Lot, wanted: int, day: date, *, by_id: int | None) -> None:
    lock_lot(lot)
    wanted = max(wanted, lot.taken)
    if lot.capacity != wanted or lot.orders_until != day:
        resize(lot, wanted, by_id=by_id)
        lot.orders_until = day
        db.session.flush()


def _plant(variant: Variant, capacity: int, rule: ShortfallRule, *, by_id: int | None, **told: Any) -> Lot:
    code = _free_code(variant, told["expected_on"])
    lot = Lot(variant_id=variant.id, code=code, ref=new_ref(), packed_on=told["expected_on"], shortfall_rule=rule)
    for name, value in told.items():
        setattr(lot, name, value)
    lot.capacity = capacity
    db.session.add(lot)
    db.session.flush()
    raise_by(lot.id, capacity, MovementReason.RECEIVED, by_id=by_id)
    return lot


def _free_code(variant: Variant, day: date) -> str:
    """A code until the harvest gets its own: TH-261212."""
    taken = set(db.session.scalars(select(Lot.code).where(Lot.variant_id == variant.id, Lot.code.startswith("TH-"))))
    wanted, number = f"TH-{day:%y%m%d}", 1
    while wanted in taken:
        number += 1
        wanted = f"TH-{day:%y%m%d}-{number}"
    return wanted


def _expected(variant: Variant) -> list[Lot]:
    expected = select(Lot).where(Lot.variant_id == variant.id, Lot.expected_on.is_not(None)).order_by(Lot.expected_on)
    return list(db.session.scalars(expected.execution_options(populate_existing=True)))


def _lock_pack(variant: Variant) -> None:
    db.session.execute(select(Variant.id).where(Variant.id == variant.id).with_for_update(key_share=True))


def _check(expected_on: date, orders_until: date, capacity: int, *, from_day: date | None = None) -> None:
    if not 1 <= capacity <= HIGHEST_COUNT:
        raise QuantityRefused()
    if not today() < expected_on <= today() + FURTHEST:
        raise HarvestDayRefused(today() + ONE_DAY, today() + FURTHEST)
    if not (from_day or today()) <= orders_until <= expected_on:
        raise CutOffRefused(today(), expected_on)
