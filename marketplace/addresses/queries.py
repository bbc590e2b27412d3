"""Questions about address books."""

from collections.abc import Sequence

from sqlalchemy import select

from marketplace.addresses.errors import AddressNotFound
from marketplace.addresses.models import SavedAddress
from marketplace.database import db


def addresses_of(user_id: int) -> list[SavedAddress]:
    """A person's addresses: the usual one first, then the newest."""
    own = select(SavedAddress).where(SavedAddress.user_id == user_id)
    return list(db.session.scalars(own.order_by(SavedAddress.is_default.desc(), SavedAddress.id.desc())))


def get_address(user_id: int, ref: str) -> SavedAddress:
    """One of a person's own. Raises AddressNotFound."""
    own = select(SavedAddress).where(SavedAddress.user_id == user_id, SavedAddress.ref == ref)
    if (found := db.session.scalars(own).first()) is None:
        raise AddressNotFound()
    return found


def fitting(book: Sequence[SavedAddress], commune_code: str) -> SavedAddress | None:
    """The address of a book to fill in a checkout with: one in this commune if any is wanted, else the usual one."""
    if commune_code:
        return next((each for each in book if each.commune_code == commune_code), None)
    return next((each for each in book if each.is_default), None)
