"""Reminders: when goods that are sold out can be bought again, or when their season begins. First come, first told.

An address that nobody has shown to be their own gets one mail only, which asks; the reminder waits for that answer.
"""

import secrets
from collections.abc import Collection
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, delete, false, func, or_, select, update
from sqlalchemy.orm import aliased, contains_eager, joinedload

from marketplace import jobs, stock
from marketplace.accounts.models import User
from marketplace.catalogue.errors import ProductNotFound
from marketplace.catalogue.models import Product, Variant
from marketplace.catalogue.seasons import next_start
from marketplace.clock import now, today
from marketplace.database import announce, db
from marketplace.retention import period
from marketplace.stock import StockRight
from marketplace.stock.models import Lot
from marketplace.wishlist.errors import AlreadyInStock, ReminderNotFound
from marketplace.wishlist.events import ReminderAsked
from marketplace.wishlist.models import Reminder

KEPT_UNCONFIRMED: Final = period("unconfirmed_reminders")
KEPT_SENT: Final = period("sent_reminders")


def next_season(season_months: int) -> date | None:
    """The first day of the next season after this month; None for what is made all year."""
    day = today()
    month = next_start(season_months, day.month)
    return date(day.year + (month <= day.month), month, 1) if month else None


class Awaited(NamedTuple):
    """What one can wait for: a product, or one pack size of it."""

    product: Product
    variant: Variant | None


def get_awaited(slug: str, ref: str = "", *, lock: bool = False) -> Awaited:
    """The product on sale at this address, sold out; with `ref`, that pack size of it. Raises ProductNotFound or
    AlreadyInStock.
    """
    pack = aliased(Variant)
    wanted = (pack.product_id == Product.id) & (pack.ref == ref if ref else false())
    found = select(Product, pack, stock.has_unpromised(pack.id)).join(Product.seller).outerjoin(pack, wanted)
    found = found.where(Product.slug == slug, stock.on_sale())
    row = db.session.execute(found.with_for_update(of=Product, key_share=True) if lock else found).first()
    if row is None or (ref and row[1] is None):
        raise ProductNotFound()
    if row[2]:
        raise AlreadyInStock()
    return Awaited(row[0], row[1])


def remind(slug: str, *, email: str, user: User | None, locale: str, in_season: bool, ref: str = "") -> Reminder:
    """Remember to write to `email` once the product, or the pack size `ref` of it, can be bought again or, with
    `in_season`, once its season begins.

    It is confirmed at once only when the address is the account's own; the owner of any other is asked. Asked
    again, the reminder that waits is changed, unless it is somebody's who has confirmed it. Raises ProductNotFound or
    AlreadyInStock.
    """
    awaited = get_awaited(slug, ref, lock=True)
    reminder = _known(awaited, Reminder.email == email) or _new(awaited, locale, email=email)
    is_own = user is not None and user.email == email
    if is_own or reminder.confirmed_at is None:
        reminder.from_on = next_season(awaited.product.season_months) if in_season else None
        reminder.locale = locale
    if user is not None and is_own:
        reminder.user_id, reminder.confirmed_at = user.id, reminder.confirmed_at or now()
    db.session.flush()
    if reminder.confirmed_at is None:
        announce(ReminderAsked(reminder))
    return reminder


def wait(slug: str, user: User, *, locale: str, ref: str = "") -> Reminder:
    """Tell this person once the product, or the pack size `ref` of it, can be bought again: by mail and in the account.

    Pressed twice, it is one reminder. Raises ProductNotFound or AlreadyInStock.
    """
    if user.email:
        return remind(slug, email=user.email, user=user, locale=locale, in_season=False, ref=ref)
    awaited = get_awaited(slug, ref, lock=True)
    reminder = _known(awaited, Reminder.user_id == user.id)
    if reminder is None:
        reminder = _new(awaited, locale, user_id=user.id, confirmed_at=now())
        db.session.flush()
    return reminder


def _known(awaited: Awaited, whose: ColumnElement[bool]) -> Reminder | None:
    """The one that waits for the very same."""
    pack = Reminder.variant_id == awaited.variant.id if awaited.variant else Reminder.variant_id.is_(None)
    same = Reminder.product_id == awaited.product.id, pack, Reminder.sent_at.is_(None), whose
    return db.session.scalars(select(Reminder).where(*same)).first()


def _new(awaited: Awaited, locale: str, **whose: Any) -> Reminder:
    what = {"product": awaited.product, "variant": awaited.variant, "locale": locale}
    reminder = Reminder(token=secrets.token_urlsafe(32), **what, **whose)
    db.session.add(reminder)
    return reminder


def count_waiting(seller_id: int) -> dict[int, int]:
    """How many people wait for each of a shop's products that are sold out, by product id."""
    waiting = select(Reminder.product_id, func.count()).join(Reminder.product).where(Product.seller_id == seller_id)
    found = waiting.where(*_waiting(), Reminder.from_on.is_(None)).group_by(Reminder.product_id)
    return {row[0]: row[1] for row in db.session.execute(found)}


def get_reminder(token: str, *, lock: bool = False) -> Reminder:
    """The reminder behind a link in a mail, with its product. Raises ReminderNotFound."""
    statement = select(Reminder).join(Reminder.product).options(contains_eager(Reminder.product))
    found = statement.where(Reminder.token == token).execution_options(populate_existing=True)
    reminder = db.session.scalars(found.with_for_update(of=Reminder) if lock else found).first()
    if reminder is None:
        raise ReminderNotFound()
    return reminder


def confirm_reminder(token: str) -> Reminder:
    """Whoever reads the mailbox wants the reminder. Raises ReminderNotFound."""
    reminder = get_reminder(token, lock=True)
    reminder.confirmed_at = reminder.confirmed_at or now()
    db.session.flush()
    return reminder


def stop_reminders(token: str, *, everything: bool = False) -> bool:
    """Forget this reminder or, with `everything`, all that were meant for its address. Units that are kept for them are
    anybody's again; returns whether there were any. Raises ReminderNotFound.
    """
    reminder = get_reminder(token)
    meant = Reminder.email == reminder.email if everything and reminder.email else Reminder.id == reminder.id
    ended = stock.end_rights(db.session.scalars(select(Reminder.token).where(meant)).all())
    db.session.execute(delete(Reminder).where(meant))
    return ended > 0


def reminders_of(user_id: int) -> list[Reminder]:
    """What a person waits for, or what is kept for them now, with the products, the latest first."""
    loaded = contains_eager(Reminder.product), joinedload(Reminder.variant)
    own = select(Reminder).join(Reminder.product).options(*loaded)
    kept = Reminder.token.in_(select(StockRight.token).where(StockRight.user_id == user_id, stock.is_open_right()))
    open_ = or_(and_(*_waiting()), kept)
    return list(db.session.scalars(own.where(Reminder.user_id == user_id, open_).order_by(Reminder.id.desc())))


def due_reminders(*, limit: int, lots: Collection[int] = ()) -> list[int]:
    """The ids of confirmed reminders whose goods are on sale again or whose season has begun, the oldest first.

    With `lots` only of the goods that lie in these.
    """
    due = _due()
    if lots:
        due = due.where(Product.id.in_(select(Variant.product_id).join(Lot).where(Lot.id.in_(lots))))
    return list(db.session.scalars(due.order_by(Reminder.id).limit(limit)))


def take_due(reminder_id: int) -> Reminder | None:
    """Note a reminder as sent and return it; None when it is not due any more or somebody else was quicker.

    One that waits for stock gets a unit that is kept for a day; where none is free, it waits on.
    """
    due = _due().where(Reminder.id == reminder_id).scalar_subquery()
    taken = update(Reminder).where(Reminder.id.in_(due), *_waiting()).values(sent_at=now()).returning(Reminder.id)
    if not db.session.scalar(taken):
        return None
    reminder = db.session.get_one(Reminder, reminder_id, populate_existing=True)
    is_for_stock = reminder.from_on is None
    whose: dict[str, Any] = {"token": reminder.token, "user_id": reminder.user_id, "variant_id": reminder.variant_id}
    if is_for_stock and not stock.promise(reminder.product_id, **whose):
        reminder.sent_at = None
        db.session.flush()
        return None
    return reminder


def forget_stale_reminders() -> int:
    """Delete some that nobody confirmed or that were sent long ago: addresses are kept no longer than they serve."""
    unanswered = Reminder.confirmed_at.is_(None) & (Reminder.created_at < now() - KEPT_UNCONFIRMED)
    stale = jobs.delete_some(Reminder, or_(unanswered, Reminder.sent_at < now() - KEPT_SENT))
    return stale + jobs.delete_some(StockRight, StockRight.until < now() - KEPT_SENT)


def _due() -> Select[int]:
    due = select(Reminder.id).join(Reminder.product).join(Product.seller)
    has_come = or_(Reminder.from_on <= today(), Reminder.from_on.is_(None) & stock.has_unpromised(Reminder.variant_id))
    return due.where(*_waiting(), stock.on_sale(), has_come)


def _waiting() -> tuple[ColumnElement[bool], ...]:
    return Reminder.sent_at.is_(None), Reminder.confirmed_at.is_not(None)
