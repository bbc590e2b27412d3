"""Questions of the reconciliation desk. A list is a question with `limit` and `offset`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from marketplace.clock import start_of_day, today
from marketplace.counting import Count
from marketplace.database import db
from marketplace.orders.models import Purchase
from marketplace.reconciliation.errors import TransferNotFound
from marketplace.reconciliation.models import (
    BankStatement,
    BankTransfer,
    ReceivingAccount,
    TransferEvent,
    TransferShare,
)
from marketplace.reconciliation.states import TransferState
from marketplace.text import fold

LONGEST_WORDS: Final = 60
COUNTED_TO: Final = 1_000
SHOWN_ALONE: Final = 5
MOST_SAVED: Final = 100_000


class View(StrEnum):
    """The parts of the desk, in the order of their tabs."""

    WAITING = "waiting"
    MATCHED = "matched"
    RETURNING = "returning"
    IGNORED = "ignored"


@dataclass(frozen=True)
class Standing:
    """How many transfers each part of the desk holds (at most COUNTED_TO), how many the shop booked by itself since the
    day began in Vietnam, how much money waits and since when, and the last movement that any source told of.
    """

    counts: dict[View, int]
    booked_today: int
    waiting_vnd: int
    oldest_at: datetime | None
    told_until: datetime | None


def get_transfer(ref: str) -> BankTransfer:
    """The transfer with its history, by one statement. Raises TransferNotFound."""
    history = joinedload(BankTransfer.records), joinedload(BankTransfer.events).joinedload(TransferEvent.by)
    found = db.session.scalars(_with_codes().options(*history).where(BankTransfer.ref == ref)).unique().first()
    if found is None:
        raise TransferNotFound()
    return found


def lock_transfer(ref: str) -> BankTransfer:
    """The transfer, locked until the end of the transaction. Raises TransferNotFound."""
    locked = _complete().where(BankTransfer.ref == ref).with_for_update(of=BankTransfer)
    found = db.session.scalars(locked.execution_options(populate_existing=True)).first()
    if found is None:
        raise TransferNotFound()
    return found


def queue(view: View, words: str = "", *, limit: int, offset: int = 0) -> tuple[list[BankTransfer], list[BankTransfer]]:
    """The transfers of this part of the desk whose memo, sender or amount has these words, the newest first; beside
    what waits, by the same statement, some that the shop booked by itself, the last first.
    """
    page = _newest(select(BankTransfer.id).where(*_conditions(view, words))).limit(limit).offset(offset)
    alone = _booked_alone(select(BankTransfer.id)).limit(SHOWN_ALONE if view == View.WAITING else 0)
    wanted = _with_codes().where(or_(BankTransfer.id.in_(page), BankTransfer.id.in_(alone)))
    found = db.session.scalars(_newest(wanted)).unique().all()
    of_view = [each for each in found if each.state in _states(view)]
    others = [each for each in found if each.state not in _states(view)]
    return of_view, sorted(others, key=lambda each: (each.settled_at or each.booked_at, each.id), reverse=True)


def each_transfer(view: View, words: str = "") -> list[BankTransfer]:
    """All of them, to be saved as a table."""
    return list(db.session.scalars(_newest(_complete().where(*_conditions(view, words))).limit(MOST_SAVED)))


def standing(words: str = "") -> Standing:
    """Where the desk stands under a search; one statement."""
    waiting = BankTransfer.state == TransferState.WAITING
    asked = (
        _booked_alone_today(),
        select(func.coalesce(func.sum(BankTransfer.amount_vnd), 0)).where(waiting).scalar_subquery(),
        select(func.min(BankTransfer.booked_at)).where(waiting).scalar_subquery(),
        select(func.max(ReceivingAccount.told_until)).scalar_subquery(),
    )
    today_alone, waiting_vnd, oldest_at, told_until, *counts = db.session.execute(
        select(*asked, *(_count(view, words) for view in View))
    ).one()
    return Standing(dict(zip(View, counts, strict=True)), today_alone, int(waiting_vnd), oldest_at, told_until)


def waiting_money() -> Count:
    """How much waits for somebody, at most COUNTED_TO."""
    to_do = (TransferState.WAITING, TransferState.RETURNING)
    some = select(BankTransfer.id).where(BankTransfer.state.in_(to_do)).limit(COUNTED_TO).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def find_next(after: BankTransfer) -> BankTransfer | None:
    """What waits next below this one in the list, else the first."""
    waiting = select(BankTransfer).where(BankTransfer.state == TransferState.WAITING, BankTransfer.id != after.id)
    newest = waiting.order_by(BankTransfer.booked_at.desc(), BankTransfer.id.desc()).limit(1)
    at, number = BankTransfer.booked_at, BankTransfer.id
    below = newest.where(or_(at < after.booked_at, (at == after.booked_at) & (number < after.id)))
    return db.session.scalars(below).first() or db.session.scalars(newest).first()


def get_statement(ref: str) -> BankStatement:
    """The statement that was sent. Raises TransferNotFound."""
    found = db.session.scalars(
        select(BankStatement).where(BankStatement.ref == ref).options(selectinload(BankStatement.by))
    ).first()
    if found is None:
        raise TransferNotFound()
    return found


def newest_statements(*, limit: int) -> list[BankStatement]:
    """What was sent last."""
    newest = select(BankStatement).options(selectinload(BankStatement.by)).order_by(BankStatement.id.desc())
    return list(db.session.scalars(newest.limit(limit)))


def complete(wanted: Select[Purchase]) -> list[Purchase]:
    """These purchases with their orders, as they stand in the database; one statement."""
    return list(db.session.scalars(wanted.options(joinedload(Purchase.orders))).unique())


def _complete() -> Select[BankTransfer]:
    shares = selectinload(BankTransfer.shares).selectinload(TransferShare.purchase).selectinload(Purchase.orders)
    return select(BankTransfer).options(shares, selectinload(BankTransfer.records), selectinload(BankTransfer.events))


def _with_codes() -> Select[BankTransfer]:
    """Transfers with the purchases that they are booked to."""
    return select(BankTransfer).options(joinedload(BankTransfer.shares).joinedload(TransferShare.purchase))


def _newest(found: Select[Any]) -> Select[Any]:
    return found.order_by(BankTransfer.booked_at.desc(), BankTransfer.id.desc())


def _booked_alone(found: Select[Any]) -> Select[Any]:
    """What the shop booked by itself, the last first."""
    alone = found.where(BankTransfer.state == TransferState.MATCHED, BankTransfer.is_by_hand.is_(False))
    return alone.order_by(BankTransfer.settled_at.desc(), BankTransfer.id.desc())


def _booked_alone_today() -> Count:
    alone = BankTransfer.state == TransferState.MATCHED, BankTransfer.is_by_hand.is_(False)
    since = BankTransfer.settled_at >= start_of_day(today())
    return select(func.count()).where(*alone, since).scalar_subquery()


def _count(view: View, words: str) -> Count:
    some = select(BankTransfer.id).where(*_conditions(view, words)).limit(COUNTED_TO).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _states(view: View) -> tuple[TransferState, ...]:
    return (TransferState.RETURNING, TransferState.RETURNED) if view == View.RETURNING else (TransferState(view),)


def _conditions(view: View, words: str) -> list[ColumnElement[bool]]:
    return [BankTransfer.state.in_(_states(view)), *(_mentions(word) for word in words.split())]


def _mentions(word: str) -> ColumnElement[bool]:
    """The memo or the sender contains it, or the amount is it."""
    folded = fold(word).replace(" ", "")
    fields: list[ColumnElement[bool]] = [BankTransfer.counterparty.icontains(word, autoescape=True)]
    if folded:
        fields.append(BankTransfer.memo_key.contains(folded, autoescape=True))
    digits = word.replace(".", "").replace(",", "")
    if digits.isascii() and digits.isdigit() and len(digits) < 15:
        fields.append(BankTransfer.amount_vnd == int(digits))
    return or_(*fields)
