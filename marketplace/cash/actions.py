"""Cash that was taken at the door, and what carriers send of it."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import update

from marketplace.cash.errors import CarrierMissing
from marketplace.cash.judging import Sums, judge
from marketplace.cash.models import Custody, Holder, MoveKind, Outcome, Remittance, RemittanceLine, Verdict
from marketplace.cash.moving import move
from marketplace.cash.queries import Parcel, find_remittance, lock_custodies, parcels_named
from marketplace.cash.reading import Line, Table
from marketplace.cash.terms import due_on
from marketplace.clock import now, to_local
from marketplace.database import db, insert_new
from marketplace.orders.models import Order
from marketplace.refs import new_ref
from marketplace.shipping import COACH
from marketplace.text import clean_line

AT_ONCE = 400
LONGEST_NAME = 120


def collect(order: Order) -> Custody:
    """A parcel was delivered against cash: whoever brought it has the money now. Call it once for an order.

    A coach is called by the seller and pays the seller, who also has what was paid on what the seller brought or gave
    out; every other carrier sends the money to us.
    """
    is_seller, at = order.is_own_delivery or order.carrier.startswith(COACH), order.events[-1].at
    custody = Custody(
        order_id=order.id,
        collector=Holder.SELLER if is_seller else Holder.CARRIER,
        carrier=order.carrier,
        amount_vnd=order.total_vnd,
        open_vnd=order.total_vnd,
        since=at,
        due_on=None if is_seller else due_on(order.carrier, to_local(at).date()),
    )
    db.session.add(custody)
    db.session.flush()
    move(MoveKind.COLLECTED, order.total_vnd, carrier=order.carrier, custody=custody, at=at)
    return custody


def take_in(table: Table, *, carrier: str, filename: str, by_id: int | None) -> Remittance:
    """Book a carrier's table line by line; the same table again gives the remittance that it became, unchanged.

    What agrees is settled, what does not waits for a decision. Raises CarrierMissing.
    """
    named = table.layout or carrier
    if not named:
        raise CarrierMissing()
    remittance = Remittance(
        ref=new_ref(),
        carrier=named,
        layout=table.layout,
        filename=clean_line(filename, LONGEST_NAME),
        digest=table.digest,
        paid_vnd=sum(line.paid_vnd for line in table.lines),
        by_id=by_id,
        at=now(),
    )
    if not insert_new([remittance], known_by="ref", unless_taken="digest"):
        return find_remittance(table.digest)
    db.session.add(remittance)
    for start in range(0, len(table.lines), AT_ONCE):
        _book_several(remittance, table.lines[start : start + AT_ONCE])
    return remittance


def _book_several(remittance: Remittance, said: Sequence[Line]) -> None:
    lines = [_line(remittance, each) for each in said]
    insert_new(lines, known_by="ref")
    db.session.add_all(lines)
    parcels = parcels_named(remittance.carrier, lines)
    custodies = lock_custodies(parcel.order_id for parcel in parcels.values())
    for line in lines:
        book(line, parcels.get(line.row), custodies)
    settle_earlier(custodies.values(), lines)


def _line(remittance: Remittance, said: Line) -> RemittanceLine:
    return RemittanceLine(remittance_id=remittance.id, ref=new_ref(), verdict=Verdict.UNKNOWN, **vars(said))


def book(
    line: RemittanceLine, parcel: Parcel | None, custodies: Mapping[int, Custody], *, is_decision: bool = False
) -> None:
    """Judge the line by what the carrier has of its parcel now, and write down what came of it. Locked custodies."""
    custody = custodies.get(parcel.order_id) if parcel else None
    found = judge(
        Sums(line.cod_vnd, line.fee_vnd, line.paid_vnd), custody.open_vnd if custody else None, is_known=bool(parcel)
    )
    line.verdict, line.difference_vnd = found.verdict, found.difference_vnd
    line.order_id, line.custody_id = parcel.order_id if parcel else None, custody.id if custody else None
    if custody:
        for kind, amount_vnd in ((MoveKind.REMITTED, found.remitted_vnd), (MoveKind.FEE, found.fee_vnd)):
            carrier = line.remittance.carrier
            move(kind, amount_vnd, carrier=carrier, custody=custody, line=line, is_decision=is_decision)


def settle_earlier(custodies: Iterable[Custody], lines: Iterable[RemittanceLine]) -> None:
    """Of what has come whole by now, nothing is missing any more in the lines before these."""
    booked = {line.custody_id for line in lines if line.verdict in (Verdict.EXACT, Verdict.FEE, Verdict.OVER)}
    whole = {custody.id for custody in custodies if not custody.open_vnd} & booked
    if whole:
        earlier = update(RemittanceLine).where(
            RemittanceLine.custody_id.in_(whole),
            RemittanceLine.verdict == Verdict.SHORT,
            RemittanceLine.outcome.is_(None) | (RemittanceLine.outcome == Outcome.CLAIMED),
        )
        settled = earlier.values(outcome=Outcome.PAID_LATER, decided_at=now())
        db.session.execute(settled, execution_options={"synchronize_session": "fetch"})


def hand_over(custody: Custody, *, by_id: int | None) -> None:
    """A seller has handed the cash of a parcel over to us; nothing happens when it has none any more. Locked."""
    if custody.collector == Holder.SELLER:
        move(MoveKind.REMITTED, custody.open_vnd, carrier=custody.carrier, custody=custody, by_id=by_id)
