"""Closing an account: asked for with the password, taken back within some days, then done for good.

Names are blanked as `orders.forgetting` does; orders, receipts and consents stay as long as the law wants them.
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import delete, or_, select, update

from marketplace import accounts
from marketplace.accounts.actions import see_that_password_holds
from marketplace.accounts.models import KnownPlace, User
from marketplace.accounts.queries import find_operator
from marketplace.addresses import SavedAddress
from marketplace.cart.models import Cart
from marketplace.clock import now
from marketplace.database import db
from marketplace.orders.forgetting import CLOSED, NOBODY
from marketplace.orders.models import Order, Purchase
from marketplace.own_data.errors import HAS_ORDERS, HAS_SHOP, WORKS_HERE, StillNeeded
from marketplace.own_data.models import AccountClosing
from marketplace.reviews.models import Review
from marketplace.reviews.question_models import Answer, Question
from marketplace.sellers.queries import memberships_of
from marketplace.stock import StockRight
from marketplace.wishlist.models import Follow, Reminder, Wish

UNDO_WITHIN: Final = timedelta(days=7)
AT_ONCE: Final = 20
OF_PERSON: Final = (SavedAddress, Cart, Wish, Follow, Reminder, StockRight, KnownPlace)
"""What goes with the account."""


def find_closing(user_id: int) -> AccountClosing | None:
    """The wish to close the account that can still be taken back."""
    asked = select(AccountClosing).where(AccountClosing.user_id == user_id, AccountClosing.closed_at.is_(None))
    return db.session.scalars(asked).first()


def ask_to_close(user: User) -> AccountClosing:
    """Close the account in some days; asked again, the first wish counts. Confirm the password first.

    Raises WrongPassword when that was changed since then, or StillNeeded.
    """
    see_that_password_holds(user)
    _see_that_free(user)
    if before := find_closing(user.id):
        return before
    wish = AccountClosing(user_id=user.id, closes_at=now() + UNDO_WITHIN)
    db.session.add(wish)
    db.session.flush()
    return wish


def keep_open(user: User) -> None:
    """Take the wish back."""
    mine = delete(AccountClosing).where(AccountClosing.user_id == user.id, AccountClosing.closed_at.is_(None))
    db.session.execute(mine)


def close_due() -> int:
    """Close some accounts whose time has come; returns how many. One that is needed again waits for another day."""
    due = select(AccountClosing).where(AccountClosing.closed_at.is_(None), AccountClosing.closes_at <= now())
    found = db.session.scalars(due.limit(AT_ONCE).with_for_update(skip_locked=True)).all()
    for wish in found:
        try:
            _see_that_free(wish.user)
        except StillNeeded:
            wish.closes_at = now() + timedelta(days=1)
        else:
            _close(wish)
    db.session.flush()
    return len(found)


def _see_that_free(user: User) -> None:
    operator = find_operator(user.id)
    if operator is not None and operator.roles:
        raise StillNeeded(WORKS_HERE)
    if memberships_of(user.id):
        raise StillNeeded(HAS_SHOP)
    is_open = or_(Order.state.not_in(CLOSED), Purchase.refunding_vnd > 0)
    mine = select(Order.id).join(Order.purchase).where(Purchase.user_id == user.id, is_open)
    if db.session.scalar(mine.limit(1)):
        raise StillNeeded(HAS_ORDERS)


def _close(wish: AccountClosing) -> None:
    """Sign everybody out, forget what is the person's own, and blank the name wherever it is shown."""
    user = wish.user
    accounts.disable(user)
    for table in OF_PERSON:
        db.session.execute(delete(table).where(table.user_id == user.id))
    for written in (Review, Question, Answer):
        db.session.execute(update(written).where(written.author_id == user.id).values(author=NOBODY))
    user.name, user.phone, user.email = NOBODY, None, f"closed-{user.id}@account.invalid"
    user.password_hash, user.email_confirmed_at, user.phone_confirmed_at = "!", None, None
    wish.closed_at = now()
