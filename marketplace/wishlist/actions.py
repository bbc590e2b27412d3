"""Keeping goods in mind and following shops. Doing it twice is doing it once."""

from sqlalchemy import delete, func, select

from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.wishlist.errors import WishListFull
from marketplace.wishlist.guests import Kept
from marketplace.wishlist.models import Follow, Wish
from marketplace.wishlist.queries import get_offer

MOST_WISHES = 200


def add(user_id: int, *, slug: str, price_vnd: int | None = None) -> None:
    """Keep the product at this address in mind at today's price, or at `price_vnd` when a removal is undone.

    Raises ProductNotFound for what is not on sale, and WishListFull.
    """
    product_id, today_vnd = get_offer(slug)
    _hold(user_id)
    if db.session.get(Wish, (user_id, product_id)) is None:
        if _room(user_id) == 0:
            raise WishListFull(most=MOST_WISHES)
        db.session.add(Wish(user_id=user_id, product_id=product_id, price_vnd=price_vnd or today_vnd))
        db.session.flush()


def remove(user_id: int, *, product_id: int) -> int | None:
    """Forget a product; returns the price in dong that was noted, None when it was not wished for."""
    gone = delete(Wish).where(Wish.user_id == user_id, Wish.product_id == product_id).returning(Wish.price_vnd)
    return db.session.scalar(gone)


def adopt(kept: Kept, *, user_id: int) -> None:
    """At sign-in: what the guest wished for joins the person's own wishes, the newest first while there is room."""
    if not kept:
        return
    _hold(user_id)
    own = select(Wish.product_id).where(Wish.user_id == user_id)
    new = set(db.session.scalars(select(Product.id).where(Product.id.in_(kept), Product.id.not_in(own))))
    newest = [product_id for product_id in reversed(kept) if product_id in new][: _room(user_id)]
    db.session.add_all(Wish(user_id=user_id, product_id=one, price_vnd=kept[one]) for one in reversed(newest))
    db.session.flush()


def follow(user_id: int, *, seller_id: int) -> None:
    """See this shop's new goods from now on."""
    _hold(user_id)
    if db.session.get(Follow, (user_id, seller_id)) is None:
        db.session.add(Follow(user_id=user_id, seller_id=seller_id))
        db.session.flush()


def unfollow(user_id: int, *, seller_id: int) -> None:
    """See them no more."""
    db.session.execute(delete(Follow).where(Follow.user_id == user_id, Follow.seller_id == seller_id))


def _hold(user_id: int) -> None:
    """Let everybody else who changes this person's wishes wait until the transaction ends."""
    db.session.execute(select(User.id).where(User.id == user_id).with_for_update(key_share=True))


def _room(user_id: int) -> int:
    taken = db.session.scalar(select(func.count()).where(Wish.user_id == user_id)) or 0
    return max(0, MOST_WISHES - taken)
