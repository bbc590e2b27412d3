"""Questions about sellers."""

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.sellers.errors import SellerNotFound
from marketplace.sellers.models import Seller, SellerMember, SellerState
from marketplace.text import fold


def has_shop() -> ColumnElement[bool]:
    """A column for a statement about users: whether the person works for a seller."""
    return select(SellerMember.user_id).where(SellerMember.user_id == User.id).exists()


def find_membership(user_id: int) -> SellerMember | None:
    """The shop this person works for, with the seller loaded; the oldest one when there are several."""
    memberships = select(SellerMember).where(SellerMember.user_id == user_id).options(joinedload(SellerMember.seller))
    return db.session.scalars(memberships.order_by(SellerMember.seller_id).limit(1)).first()


def get_open_seller(slug: str) -> Seller:
    """The approved seller behind a shop page. Raises SellerNotFound."""
    seller = db.session.scalars(select(Seller).where(Seller.slug == slug, Seller.state == SellerState.APPROVED)).first()
    if seller is None:
        raise SellerNotFound()
    return seller


def get_seller(slug: str) -> Seller:
    """Any seller, for operators. Raises SellerNotFound."""
    seller = db.session.scalars(select(Seller).where(Seller.slug == slug)).first()
    if seller is None:
        raise SellerNotFound()
    return seller


def sellers_in_state(state: SellerState | None, *, words: str = "") -> Select[tuple[Seller]]:
    """Sellers for the operator's list: newest applications first, then by name; `words` match name and place."""
    statement = select(Seller).order_by(Seller.state != SellerState.APPLIED, Seller.name_vi, Seller.id)
    if state is not None:
        statement = statement.where(Seller.state == state)
    for word in fold(words).split():
        statement = statement.where(Seller.folded.contains(word, autoescape=True))
    return statement


def count_by_state() -> dict[str, int]:
    """How many sellers stand in each state."""
    rows = db.session.execute(select(Seller.state, func.count()).group_by(Seller.state)).all()
    return {str(state): count for state, count in rows}
