"""Packing a parcel job by job: what to take from which lot, closing the box, the label. Each job is ticked by somebody.

Load the order with `lock=True` before anything is changed: two packers at one parcel then come one after the other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from marketplace import stock
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product, StorageClass, Variant, coldest
from marketplace.clock import now
from marketplace.database import Model, UtcDateTime, db
from marketplace.orders.errors import HarvestAwaited, JobUnknown, LotChanged, LotRecalled, MoveRefused, Unweighed
from marketplace.orders.models import Order, OrderLine
from marketplace.pictures import Photo
from marketplace.stock import LotOption

CLOSE: Final = "close"
GIFT: Final = "gift"
LABEL: Final = "label"
WEIGH: Final = "weigh"


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
    """One thing to do. `line` is of taking and weighing goods, `lots` of taking; `tick` is there once it is done."""

    key: str
    line: OrderLine | None
    lots: list[LotOption]
    tick: PackingTick | None

    @property
    def is_weighing(self) -> bool:
        """Whether weights are typed instead of a tick."""
        return self.key.startswith(WEIGH)

    @property
    def taken(self) -> list[LotOption]:
        """The lots that its units come from, first expiring first."""
        return [lot for lot in self.lots if lot.taken]

    @property
    def seen(self) -> str:
        """The lots as a form repeats them: what is ticked for other lots than these was ticked for something else.

        Of what is weighed, the weights.
        """
        if self.is_weighing:
            return ",".join(map(str, (self.line.piece_grams if self.line else None) or ()))
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
    """How the box has to be closed, and how its goods look."""

    storage: StorageClass
    is_fragile: bool
    boxes: tuple[tuple[OrderLine, list[int]], ...]
    """The lines that have a box of which length, width and height in centimetres."""
    photos: Mapping[int, Photo] = field(default_factory=dict)
    """The photo of each product that has one, by its id."""


def jobs_of(order: Order) -> list[Job]:
    """What there is to do for the order, in the order in which it is done; three statements."""
    ticks = {tick.job: tick for tick in _ticks(order)}
    lots = stock.lot_options({line.id: line.variant_id for line in order.sent_lines})
    jobs: list[tuple[str, OrderLine | None, list[LotOption]]] = []
    for place, line in ((place, line) for place, line in enumerate(order.lines, start=1) if line.quantity):
        jobs.append((f"take-{place}", line, lots[line.id]))
        if line.is_by_weight:
            jobs.append((f"{WEIGH}-{place}", line, []))
    rest: list[tuple[str, OrderLine | None, list[LotOption]]] = [(CLOSE, None, []), (LABEL, None, [])]
    if order.purchase.is_gift:
        rest.insert(0, (GIFT, None, []))
    return [Job(key, line, options, ticks.get(key)) for key, line, options in [*jobs, *rest]]


def care_for(order: Order) -> Care:
    """How cold the goods have to be kept, whether something can break, which boxes they need, and their photos."""
    lines = order.sent_lines
    of_product = (Product.storage_class, Product.is_fragile, Product.id, Product.photos)
    columns = select(*of_product, Variant.id, Variant.box_cm).join(Variant.product)
    packs = db.session.execute(columns.where(Variant.id.in_([line.variant_id for line in lines]))).all()
    boxes = {variant: box for *_, variant, box in packs if box}
    return Care(
        coldest(StorageClass(storage) for storage, *_ in packs),
        any(fragile for _, fragile, *_ in packs),
        tuple((line, boxes[line.variant_id]) for line in lines if line.variant_id in boxes),
        {product: photos[0] for _, _, product, photos, *_ in packs if photos},
    )


def tick(order: Order, key: str, *, by: User, seen: str) -> PackingTick:
    """Somebody has done this job, with the lots in `seen`; done by a colleague before, it stays the colleague's.

    Raises JobUnknown, MoveRefused when the order is not being packed any more, Unweighed where weights have to be typed
    instead, LotChanged, LotRecalled or HarvestAwaited.
    """
    job = find_job(order, key)
    if job.tick is not None:
        return job.tick
    _check_open(order)
    if job.is_weighing:
        raise Unweighed()
    if job.is_recalled:
        raise LotRecalled()
    if job.is_expected:
        raise HarvestAwaited()
    if job.line is not None and seen != job.seen:
        raise LotChanged()
    return tick_for(order, job, by=by)


def tick_for(order: Order, job: Job, *, by: User) -> PackingTick:
    """Write down that somebody has done this job, or done it anew."""
    done = job.tick or PackingTick(order_id=order.id, job=job.key)
    done.by, done.at = by, now()
    db.session.add(done)
    db.session.flush()
    return done


def untick(order: Order, key: str) -> None:
    """The job is not done after all; what is weighed is weighed anew instead. Raises JobUnknown or MoveRefused."""
    job = find_job(order, key)
    if job.tick is not None and not job.is_weighing:
        _check_open(order)
        take_back(order, key)


def take_back(order: Order, *keys: str) -> None:
    """Let these jobs count as not done, whoever did them."""
    db.session.flush()
    mine = (PackingTick.order_id == order.id) & PackingTick.job.in_(keys)
    db.session.execute(delete(PackingTick).where(mine), execution_options={"synchronize_session": "fetch"})


def jobs_with(order: Order, line: OrderLine) -> list[str]:
    """The jobs that have to be done anew when this line changes: its own and the label, which tells the sum."""
    place = order.lines.index(line) + 1
    return [f"take-{place}", f"{WEIGH}-{place}", LABEL]


def choose_lot(order: Order, key: str, code: str, *, by: User) -> None:
    """Take the units of this job from another lot; whoever had ticked it has to take them anew.

    Raises JobUnknown, MoveRefused, and what `stock.choose_lot` raises.
    """
    _check_open(order)
    job = find_job(order, key)
    if job.line is None or job.is_weighing:
        raise JobUnknown()
    before, line = job.seen, job.line
    stock.choose_lot(stock.Sale(line.variant_id, line.quantity, line.id, line.name_vi), code, by_id=by.id)
    if find_job(order, key).seen != before:
        untick(order, key)


def check_lots(order: Order) -> None:
    """Raises LotRecalled or HarvestAwaited where units of the order come from a lot that cannot leave."""
    options = stock.lot_options({line.id: line.variant_id for line in order.sent_lines})
    taken = [lot for lots in options.values() for lot in lots if lot.taken]
    if any(lot.is_recalled for lot in taken):
        raise LotRecalled()
    if any(lot.is_expected for lot in taken):
        raise HarvestAwaited()


def _ticks(order: Order) -> Iterable[PackingTick]:
    of_order = select(PackingTick).where(PackingTick.order_id == order.id).options(joinedload(PackingTick.by))
    return db.session.scalars(of_order)


def find_job(order: Order, key: str) -> Job:
    """One job of the order. Raises JobUnknown."""
    found = next((job for job in jobs_of(order) if job.key == key), None)
    if found is None:
        raise JobUnknown()
    return found


def _check_open(order: Order) -> None:
    if not order.can_pack:
        raise MoveRefused(order.state)
