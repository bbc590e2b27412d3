"""Reminders: a mail when goods that are sold out can be bought again, or when their season begins.

An address that nobody has shown to be their own gets one mail only, which asks; the reminder waits for that answer.
"""

import secrets
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Select, delete, or_, select, update
from sqlalchemy.orm import contains_eager

from marketplace import jobs, stock
from marketplace.accounts.models import User
from marketplace.catalogue.errors import ProductNotFound
from marketplace.catalogue.models import Product
from marketplace.catalogue.seasons import next_start
from marketplace.clock import now, today
from marketplace.database import announce, db
from marketplace.retention import period
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


def get_awaited(slug: str, *, lock: bool = False) -> Product:
    """The product on sale at this address, sold out. Raises ProductNotFound or AlreadyInStock."""
    statement = select(Product, stock.in_stock()).join(Product.seller).where(Product.slug == slug, stock.on_sale())
    row = db.session.execute(statement.with_for_update(of=Product, key_share=True) if lock else statement).first()
    if row is None:
        raise ProductNotFound()
    if row[1]:
        raise AlreadyInStock()
    return row[0]


def remind(slug: str, *, email: str, user: User | None, locale: str, in_season: bool) -> Reminder:
    """Remember to write to `email` once the product can be bought again or, with `in_season`, once its season begins.

    It is confirmed at once only when the address is the account's own; the owner of any other is asked. Asked
    again, the reminder that waits is changed, unless it is somebody's who has confirmed it. Raises ProductNotFound or
    AlreadyInStock.
    """
    product = get_awaited(slug, lock=True)
    same = Reminder.product_id == product.id, Reminder.email == email, Reminder.sent_at.is_(None)
    reminder = db.session.scalars(select(Reminder).where(*same)).first()
    if reminder is None:
        reminder = Reminder(token=secrets.token_urlsafe(32), product=product, email=email, locale=locale)
        db.session.add(reminder)
    is_own = user is not None and user.email == email
    if is_own or reminder.confirmed_at is None:
        reminder.from_on = next_season(product.season_months) if in_season else None
        reminder.locale = locale
    if user is not None and is_own:
        reminder.user_id, reminder.confirmed_at = user.id, reminder.confirmed_at or now()
    db.session.flush()
    if reminder.confirmed_at is None:
        announce(ReminderAsked(reminder))
    return reminder


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


def stop_reminders(token: str, *, everything: bool = False) -> None:
    """Forget this reminder or, with `everything`, all that were meant for its address. Raises ReminderNotFound."""
    reminder = get_reminder(token)
    meant = Reminder.email == reminder.email if everything else Reminder.id == reminder.id
    db.session.execute(delete(Reminder).where(meant))


def reminders_of(user_id: int) -> list[Reminder]:
    """What a person waits for, with the products, the latest first."""
    own = select(Reminder).join(Reminder.product).options(contains_eager(Reminder.product))
    return list(db.session.scalars(own.where(Reminder.user_id == user_id, *_waiting()).order_by(Reminder.id.desc())))


def due_reminders(*, limit: int) -> list[int]:
    """The ids of confirmed reminders whose goods are on sale again or whose season has begun, the oldest first."""
    return list(db.session.scalars(_due().order_by(Reminder.id).limit(limit)))


def take_due(reminder_id: int) -> Reminder | None:
    """Note a reminder as sent and return it; None when it is not due any more or somebody else was quicker."""
    due = _due().where(Reminder.id == reminder_id).scalar_subquery()
    taken = update(Reminder).where(Reminder.id.in_(due), *_waiting()).values(sent_at=now()).returning(Reminder.id)
    return db.session.get_one(Reminder, reminder_id) if db.session.scalar(taken) else None


def forget_stale_reminders() -> int:
    """Delete some that nobody confirmed or that were sent long ago: addresses are kept no longer than they serve."""
    unanswered = Reminder.confirmed_at.is_(None) & (Reminder.created_at < now() - KEPT_UNCONFIRMED)
    return jobs.delete_some(Reminder, or_(unanswered, Reminder.sent_at < now() - KEPT_SENT))


def _due() -> Select[int]:
    due = select(Reminder.id).join(Reminder.product).join(Product.seller)
    has_come = or_(Reminder.from_on <= today(), Reminder.from_on.is_(None) & stock.in_stock())
    return due.where(*_waiting(), stock.on_sale(), has_come)


def _waiting() -> tuple[ColumnElement[bool], ...]:
    return Reminder.sent_at.is_(None), Reminder.confirmed_at.is_not(None)
