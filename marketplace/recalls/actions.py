"""Taking a lot back: sales stop at once, and everybody who has of it is told.

Told are the buyers of orders that were sent and still hold units of the lot. What is not sent yet never leaves from it:
packing and handing over refuse a recalled lot. What left all the same, in the very moment of the recall or with a
carrier that had it already, is found by looking again: after a quarter of an hour, then daily for two weeks.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import insert, literal, select

from marketplace import jobs, stock
from marketplace.clock import now
from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.recalls.errors import CodeTypedWrong, RecalledAlready, RecallNotFound, RecallUnexplained
from marketplace.recalls.models import Ground, Recall, RecallNotice, Remedy
from marketplace.recalls.queries import holders
from marketplace.stock.models import Lot
from marketplace.text import clean_text

RECALL_LETTERS: Final = "recall_letters"
"""The kind of job that tells the buyers."""
SOON: Final = timedelta(minutes=15)
DAILY: Final = timedelta(days=1)
LOOKED_FOR: Final = timedelta(days=14)


@dataclass(frozen=True)
class Asked:
    """What a shop says of the lot that it takes back, and its code, typed again."""

    ground: Ground
    remedy: Remedy
    reason_vi: str
    typed_code: str
    reason_en: str = ""


def start(lot: Lot, asked: Asked, *, by_id: int) -> Recall:
    """Take a lot back for good; load it with `lock=True`. At most eight statements, however many have bought of it.

    Raises RecalledAlready, RecallUnexplained or CodeTypedWrong.
    """
    reason = clean_text(asked.reason_vi, 300)
    if lot.is_recalled:
        raise RecalledAlready()
    if not reason:
        raise RecallUnexplained()
    if asked.typed_code.strip().casefold() != lot.code.casefold():
        raise CodeTypedWrong(code=lot.code)
    stock.recall(lot, reason_vi=reason, reason_en=clean_text(asked.reason_en, 300))
    recall = Recall(lot=lot, ground=asked.ground, remedy=asked.remedy, started_at=now(), by_id=by_id)
    db.session.add(recall)
    db.session.flush()
    find_missed(recall.id)
    jobs.enqueue(RECALL_LETTERS, {"recall": recall.id})
    return recall


def look_again(recall: Recall) -> None:
    """Let a worker look once more later, unless it is long enough ago."""
    age = now() - recall.started_at
    if age < LOOKED_FOR:
        due_at = now() + (SOON if age < SOON else DAILY)
        jobs.enqueue(RECALL_LETTERS, {"recall": recall.id}, due_at=due_at)


def find_missed(recall_id: int) -> None:
    """Write down the orders that hold units of the lot and are not written down yet; one statement."""
    known = select(RecallNotice.order_id).where(RecallNotice.recall_id == recall_id)
    lot_id = select(Recall.lot_id).where(Recall.id == recall_id).scalar_subquery()
    holding = holders(lot_id).subquery()
    found = select(literal(recall_id), holding.c.order_id, holding.c.units).where(holding.c.order_id.not_in(known))
    db.session.execute(insert(RecallNotice).from_select(["recall_id", "order_id", "units"], found))


def take_untold(recall_id: int, *, limit: int) -> list[RecallNotice]:
    """Some of those who were not told yet, marked as told: the letters are written in the same transaction."""
    waiting = select(RecallNotice).where(RecallNotice.recall_id == recall_id, RecallNotice.told_at.is_(None))
    found = list(db.session.scalars(waiting.order_by(RecallNotice.id).limit(limit).with_for_update()))
    for notice in found:
        notice.told_at = now()
    return found


def confirm_read(order: Order) -> None:
    """The buyer says that they have read it. Again changes nothing. Raises RecallNotFound."""
    found = list(db.session.scalars(select(RecallNotice).where(RecallNotice.order_id == order.id)))
    if not found:
        raise RecallNotFound()
    for notice in found:
        notice.read_at = notice.read_at or now()
    db.session.flush()
