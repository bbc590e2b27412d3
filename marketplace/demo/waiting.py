"""People who wait for goods that are sold out, and one for whom a unit is kept for a day."""

import secrets
from collections.abc import Sequence

from sqlalchemy import select

from marketplace import stock, wishlist
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db
from marketplace.notifications.mails import reminder_mail
from marketplace.sellers.models import Seller
from marketplace.wishlist.models import Reminder


def add_waiting(shop: Seller, people: Sequence[User]) -> None:
    """The first product that is sold out has a queue; of one that is there the first person has a right."""
    on_sale = select(Product).join(Product.seller).where(stock.on_sale()).order_by(Product.id)
    gone = db.session.scalars(on_sale.where(~stock.has_unpromised())).first()
    if gone is not None:
        for person in people[1:]:
            wishlist.wait(gone.slug, person, locale="vi")
    there = db.session.scalars(on_sale.where(stock.has_unpromised(), Product.seller_id == shop.id)).first()
    if there is not None:
        buyer = people[0]
        reminder = Reminder(token=secrets.token_urlsafe(32), product=there, user=buyer, locale="vi")
        reminder.email, reminder.confirmed_at, reminder.sent_at = buyer.email, now(), now()
        db.session.add(reminder)
        db.session.flush()
        stock.promise(there.id, token=reminder.token, user_id=buyer.id)
        reminder_mail(reminder)
