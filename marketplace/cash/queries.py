"""Questions about cash: who has how much of it, what is late, and what carriers' tables say otherwise."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from marketplace.cash.errors import CashNotFound
from marketplace.cash.models import Custody, Holder, Outcome, Remittance, RemittanceLine
from marketplace.cash.reading import code
from marketplace.clock import today
from marketplace.counting import Count
from marketplace.database import db
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import OrderState, PaymentMethod
from marketplace.sellers import DeliveryKind
from marketplace.shipping import COACH

COUNTED_TO = 1_000


@dataclass(frozen=True)
class Parcel:
    """An order by its codes."""

    order_id: int
    number: str
    tracking: str
    carrier: str


@dataclass(frozen=True)
class Holding:
    """What one holder has: parcels and dong, how much of it is late, since when, and what is still on the road."""

    holder: Holder
    carrier: str
    parcels: int = 0
    open_vnd: int = 0
    late_parcels: int = 0
    late_vnd: int = 0
    oldest_due_on: date | None = None
    road_vnd: int = 0

    @property
    def exposure_vnd(self) -> int:
        """What we would lose with this carrier today: what it has, and what it is about to take."""
        return self.open_vnd + self.road_vnd


def parcels_named(carrier: str, lines: Sequence[RemittanceLine]) -> dict[int, Parcel]:
    """The parcels that the lines name, by row: by our number, else by a tracking number that only one parcel has."""
    numbers = {text for line in lines for text in (line.number, line.tracking) if text}
    named = Order.number.in_(numbers) | Order.tracking_number.in_({line.tracking for line in lines if line.tracking})
    columns = select(Order.id, Order.number, Order.tracking_number, Order.carrier)
    found = [Parcel(*row) for row in db.session.execute(columns.where(named).order_by(Order.id))]
    by_number = {parcel.number: parcel for parcel in found}
    by_tracking: dict[str, list[Parcel]] = {}
    for parcel in found:
        by_tracking.setdefault(code(parcel.tracking), []).append(parcel)
    known = {}
    for line in lines:
        same = by_tracking.get(line.tracking, []) if line.tracking else []
        own = [parcel for parcel in same if parcel.carrier == carrier] or same
        named_so = by_number.get(line.number) or by_number.get(line.tracking)
        if named_so or len(own) == 1:
            known[line.row] = named_so or own[0]
    return known


def find_parcel(number: str) -> Parcel | None:
    """The order with this number, however it was typed."""
    columns = select(Order.id, Order.number, Order.tracking_number, Order.carrier)
    row = db.session.execute(columns.where(Order.number == code(number))).first()
    return Parcel(*row) if row else None


def lock_custodies(order_ids: Iterable[int]) -> dict[int, Custody]:
    """The cash of these orders, by order, locked in one order everywhere."""
    wanted = select(Custody).where(Custody.order_id.in_(set(order_ids))).order_by(Custody.id)
    locked = wanted.with_for_update().execution_options(populate_existing=True)
    return {custody.order_id: custody for custody in db.session.scalars(locked)}


def lock_custody(number: str) -> Custody:
    """The cash of the order with this number, locked. Raises CashNotFound."""
    parcel = find_parcel(number)
    custody = lock_custodies([parcel.order_id]).get(parcel.order_id) if parcel else None
    if custody is None:
        raise CashNotFound()
    return custody


def custody_of(order_id: int) -> Custody | None:
    """Who has the cash of an order, with its moves; None while nobody took any."""
    found = select(Custody).where(Custody.order_id == order_id).options(joinedload(Custody.moves))
    return db.session.scalars(found).unique().one_or_none()


def find_remittance(digest: str) -> Remittance:
    """The remittance that this table became before."""
    found = db.session.scalars(select(Remittance).where(Remittance.digest == digest)).one()
    found.is_repeat = True
    return found


def get_remittance(ref: str) -> Remittance:
    """A remittance. Raises CashNotFound."""
    found = db.session.scalar(select(Remittance).where(Remittance.ref == ref))
    if found is None:
        raise CashNotFound()
    return found


def remittances(*, limit: int, offset: int = 0) -> list[Remittance]:
    """What came in, the newest first."""
    newest = select(Remittance).options(joinedload(Remittance.by)).order_by(Remittance.id.desc())
    return list(db.session.scalars(newest.limit(limit).offset(offset)))


def lines_of(remittance: Remittance, *, limit: int, offset: int = 0) -> list[RemittanceLine]:
    """The lines of a remittance as they stand in its table."""
    wanted = select(RemittanceLine).where(RemittanceLine.remittance_id == remittance.id)
    complete = wanted.options(joinedload(RemittanceLine.order)).order_by(RemittanceLine.row)
    return list(db.session.scalars(complete.limit(limit).offset(offset)))


def count_verdicts(remittance: Remittance) -> dict[str, tuple[int, int]]:
    """How many lines of a remittance have each verdict, and the money that was sent with them."""
    counted = select(RemittanceLine.verdict, func.count(), func.sum(RemittanceLine.paid_vnd))
    rows = db.session.execute(
        counted.where(RemittanceLine.remittance_id == remittance.id).group_by(RemittanceLine.verdict)
    )
    return {verdict: (count, int(paid)) for verdict, count, paid in rows}


def get_line(ref: str, *, lock: bool = False) -> RemittanceLine:
    """A line of a remittance with all that is to be shown of it. Raises CashNotFound."""
    parts = joinedload(RemittanceLine.remittance), joinedload(RemittanceLine.order).joinedload(Order.seller)
    wanted = select(RemittanceLine).where(RemittanceLine.ref == ref).options(*parts)
    if lock:
        wanted = wanted.with_for_update(of=RemittanceLine).execution_options(populate_existing=True)
    found = db.session.scalars(wanted).first()
    if found is None:
        raise CashNotFound()
    return found


def differences(*, claimed: bool, limit: int, offset: int = 0) -> list[RemittanceLine]:
    """What somebody has to decide, or with `claimed` what carriers were asked about; the oldest first."""
    wanted = select(RemittanceLine).where(_waits(claimed=claimed)).order_by(RemittanceLine.id)
    loaded = wanted.join(RemittanceLine.remittance).options(
        contains_eager(RemittanceLine.remittance), joinedload(RemittanceLine.order)
    )
    return list(db.session.scalars(loaded.limit(limit).offset(offset)))


def count_differences() -> dict[bool, int]:
    """How many differences wait for a decision (False) and for a carrier's answer (True), at most COUNTED_TO."""
    undecided, claimed = db.session.execute(select(_count(_waits(claimed=False)), _count(_waits(claimed=True)))).one()
    return {False: undecided, True: claimed}


def cash_to_do() -> Count:
    """Differences to be decided, and parcels whose cash is late, at most COUNTED_TO each."""
    late = select(Custody.id).where(Custody.open_vnd > 0, Custody.due_on < today()).limit(COUNTED_TO)
    parcels = select(func.count()).select_from(late.subquery()).scalar_subquery()
    return select(_count(_waits(claimed=False)) + parcels).scalar_subquery()


def _waits(*, claimed: bool) -> ColumnElement[bool]:
    outcome = RemittanceLine.outcome == Outcome.CLAIMED if claimed else RemittanceLine.outcome.is_(None)
    return (RemittanceLine.difference_vnd != 0) & outcome


def _count(condition: ColumnElement[bool]) -> Count:
    found = select(RemittanceLine.id).where(condition).limit(COUNTED_TO)
    return select(func.count()).select_from(found.subquery()).scalar_subquery()


def holdings() -> list[Holding]:
    """What each carrier and the sellers have, the most money first; two statements."""
    late = Custody.due_on < today()
    columns = select(
        Custody.collector,
        case((Custody.collector == Holder.CARRIER, Custody.carrier), else_=""),
        func.count(),
        func.sum(Custody.open_vnd),
        func.count(case((late, Custody.id))),
        func.coalesce(func.sum(case((late, Custody.open_vnd), else_=0)), 0),
        func.min(Custody.due_on),
    )
    grouped = columns.where(Custody.open_vnd > 0).group_by(columns.selected_columns[0], columns.selected_columns[1])
    road = _on_the_road()
    found = [
        Holding(Holder(holder), carrier, count, int(open_vnd), late_count, int(late_vnd), due, road.pop(carrier, 0))
        for holder, carrier, count, open_vnd, late_count, late_vnd, due in db.session.execute(grouped)
    ]
    found += [Holding(Holder.CARRIER, carrier, road_vnd=road_vnd) for carrier, road_vnd in road.items()]
    return sorted(found, key=lambda holding: (-holding.exposure_vnd, holding.carrier))


def _on_the_road() -> dict[str, int]:
    """The cash that carriers are about to take, by carrier; none of it goes through a coach or a seller."""
    sums = select(Order.carrier, func.sum(Order.total_vnd)).join(Order.purchase)
    by_house = Order.delivery_kind == DeliveryKind.HOUSE
    sent = sums.where(Order.state == OrderState.SHIPPED, Purchase.payment_method == PaymentMethod.COD, by_house)
    from_carriers = sent.where(or_(Order.carrier == "", ~Order.carrier.startswith(COACH)))
    return {carrier: int(total) for carrier, total in db.session.execute(from_carriers.group_by(Order.carrier))}


def held(carrier: str, *, late: bool = False, limit: int, offset: int = 0) -> list[Custody]:
    """The parcels whose cash a carrier has, or with an empty name the sellers: what is due first, first."""
    by = Custody.carrier == carrier if carrier else Custody.collector == Holder.SELLER
    wanted = select(Custody).where(Custody.open_vnd > 0, by)
    if late:
        wanted = wanted.where(Custody.due_on < today())
    order = joinedload(Custody.order)
    complete = wanted.options(order.joinedload(Order.seller), order.joinedload(Order.purchase))
    page = complete.order_by(Custody.due_on.is_(None), Custody.due_on, Custody.id).limit(limit).offset(offset)
    return list(db.session.scalars(page))
