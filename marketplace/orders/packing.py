"""Packing a parcel job by job: what to take from which lot, closing the box, the label. Each job is ticked by somebody.

Load the order with `lock=True` before anything is changed: two packers at one parcel then come one after the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from marketplace import stock
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product, StorageClass, coldest
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, db
from marketplace.orders.errors import HarvestAwaited, JobUnknown, LotChanged, LotRecalled, MoveRefused
from marketplace.orders.models import Order, OrderLine
from marketplace.stock import LotOption

CLOSE: Final = "close"
LABEL: Final = "label"


class PackingTick(Model):
    """That somebody has done a job of a parcel. What stands here after packing says who packed it."""

    __tablename__ = "packing_ticks"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    job: Mapped[str] = mapped_column(String(16), primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    by: Mapped[User] = relationship()


@dataclass(frozen=True)
class Job:
    """One thing to do. `line` and `lots` belong to taking goods, `tick` is there once it is done."""

    key: str
    line: OrderLine | None
    lots: list[LotOption]
    tick: PackingTick | None

    @property
    def taken(self) -> list[LotOption]:
        """The lots that its units come from, first expiring first."""
        return [lot for lot in self.lots if lot.taken]

    @property
    def seen(self) -> str:
        """The lots as a form repeats them: what is ticked for other lots than these was ticked for something else."""
        return ",".join(f"{lot.code}:{lot.taken}" for lot in self.taken)

    @property
    def is_recalled(self) -> bool:
        """Whether units of it come from a lot that was taken back."""
        return any(lot.is_recalled for lot in self.taken)

    @property
    def is_expected(self) -> bool:
        """Whether units of it are still to be harvested."""
        return any(lot.is_expected for lot in self.taken)


@dataclass(frozen=True)
class Care:
    """How the box has to be closed."""

    storage: StorageClass
    is_fragile: bool


def jobs_of(order: Order) -> list[Job]:
    """What there is to do for the order, in the order in which it is done; three statements."""
    ticks = {tick.job: tick for tick in _ticks(order)}
    lots = stock.lot_options({line.id: line.variant_id for line in order.lines})
    takes = [(f"take-{place}", line, lots[line.id]) for place, line in enumerate(order.lines, start=1)]
    rest: list[tuple[str, OrderLine | None, list[LotOption]]] = [(CLOSE, None, []), (LABEL, None, [])]
    return [Job(key, line, options, ticks.get(key)) for key, line, options in [*takes, *rest]]


def care_for(order: Order) -> Care:
    """How cold the goods have to be kept, and whether something can break."""
    columns = select(Product.storage_class, Product.is_fragile)
    goods = db.session.execute(columns.where(Product.id.in_([line.product_id for line in order.lines]))).all()
    return Care(coldest(StorageClass(storage) for storage, _ in goods), any(fragile for _, fragile in goods))


def tick(order: Order, key: str, *, by: User, seen: str) -> PackingTick:
    """Somebody has done this job, with the lots in `seen`; done by a colleague before, it stays the colleague's.

    Raises JobUnknown, MoveRefused when the order is not being packed any more, LotChanged, LotRecalled or
    HarvestAwaited.
    """
    job = _job(order, key)
    if job.tick is not None:
        return job.tick
    _check_open(order)
    if job.is_recalled:
        raise LotRecalled()
    if job.is_expected:
        raise HarvestAwaited()
    if job.line is not None and seen != job.seen:
        raise LotChanged()
    done = PackingTick(order_id=order.id, job=key, by=by, at=now())
    db.session.add(done)
    db.session.flush()
    return done


def untick(order: Order, key: str) -> None:
    """The job is not done after all. Raises JobUnknown or MoveRefused."""
    job = _job(order, key)
    if job.tick is not None:
        _check_open(order)
        db.session.delete(job.tick)
        db.session.flush()


def choose_lot(order: Order, key: str, code: str, *, by: User) -> None:
    """Take the units of this job from another lot; whoever had ticked it has to take them anew.

    Raises JobUnknown, MoveRefused, and what `stock.choose_lot` raises.
    """
    _check_open(order)
    job = _job(order, key)
    if job.line is None:
        raise JobUnknown()
    before, line = job.seen, job.line
    stock.choose_lot(stock.Sale(line.variant_id, line.quantity, line.id, line.name_vi), code, by_id=by.id)
    if _job(order, key).seen != before:
        untick(order, key)


def check_lots(order: Order) -> None:
    """Raises LotRecalled or HarvestAwaited where units of the order come from a lot that cannot leave."""
    options = stock.lot_options({line.id: line.variant_id for line in order.lines})
    taken = [lot for lots in options.values() for lot in lots if lot.taken]
    if any(lot.is_recalled for lot in taken):
        raise LotRecalled()
    if any(lot.is_expected for lot in taken):
        raise HarvestAwaited()


def _ticks(order: Order) -> Iterable[PackingTick]:
    of_order = select(PackingTick).where(PackingTick.order_id == order.id).options(joinedload(PackingTick.by))
    return db.session.scalars(of_order)


def _job(order: Order, key: str) -> Job:
    found = next((job for job in jobs_of(order) if job.key == key), None)
    if found is None:
        raise JobUnknown()
    return found


def _check_open(order: Order) -> None:
    if not order.can_pack:
        raise MoveRefused(order.state)
