"""What happened to lots of the demo shop besides orders: counter sales, losses, members' deliveries, repacking."""

from datetime import timedelta

from sqlalchemy import select

from marketplace import stock
from marketplace.accounts.models import User
from marketplace.clock import now, pretending, today
from marketplace.database import db
from marketplace.demo.content import Row, rows
from marketplace.stock import Delivered
from marketplace.stock.actions import lower
from marketplace.stock.models import Lot, MovementReason
from marketplace.stock.processing_models import LotSource


def add_lot_histories(by: User) -> None:
    """Everything that is told of lots, each on its day."""
    for row in rows("lot"):
        _add_history(row, by)


def _add_history(row: Row, by: User) -> None:
    lot = _lot(row["code"])
    for number, told in enumerate(row.get("withdrawn", ())):
        with pretending(now() - timedelta(days=told["days_ago"])):
            what = {"quantity": told["quantity"], "reason": MovementReason(told["reason"]), "note": told["note"]}
            stock.withdraw(lot, **what, happened_on=today(), ref=f"{number:012x}", by_id=by.id)
    for number, told in enumerate(row.get("deliveries", ())):
        with pretending(now() - timedelta(days=told["days_ago"])):
            values = {name: value for name, value in told.items() if name != "days_ago"}
            stock.deliver(lot, Delivered(**values, delivered_on=today()), ref=f"{number:012x}", by_id=by.id)
    for source in row.get("made_of", ()):
        _make_of(lot, _lot(source["code"]), source["quantity"], by)


def _make_of(lot: Lot, source: Lot, quantity: int, by: User) -> None:
    """The lot is there already; what it was made of leaves the other one on the day on which it was packed."""
    with pretending(now() - (today() - lot.packed_on)):
        told = {"happened_on": lot.packed_on, "note": lot.code, "by_id": by.id}
        lower(source.id, quantity, MovementReason.CONVERTED, **told)
    db.session.add(LotSource(lot_id=lot.id, source_lot_id=source.id, quantity=quantity))
    db.session.flush()


def _lot(code: str) -> Lot:
    return db.session.scalars(select(Lot).where(Lot.code == code)).one()
