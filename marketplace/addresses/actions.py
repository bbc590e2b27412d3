"""What people do with their address book."""

from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import select, update

from marketplace.accounts.models import User
from marketplace.addresses.errors import AddressBookFull
from marketplace.addresses.models import SavedAddress
from marketplace.addresses.queries import addresses_of
from marketplace.database import db

MOST: Final = 20


@dataclass(frozen=True)
class Told:
    """An address as somebody tells it; the phone number is in its international form."""

    name: str
    phone: str
    province_code: str
    commune_code: str
    street: str
    old_address: str = ""


def keep(user_id: int, told: Told, *, address: SavedAddress | None = None) -> SavedAddress:
    """Add an address, or change this one; the same one told again is no second. The first becomes the usual one.

    Raises AddressBookFull.
    """
    _hold(user_id)
    own = addresses_of(user_id)
    if address is None and (same := next((each for each in own if _says(each) == told), None)):
        return same
    if address is None:
        if len(own) >= MOST:
            raise AddressBookFull(most=MOST)
        address = SavedAddress(user_id=user_id, is_default=not any(each.is_default for each in own))
        db.session.add(address)
    for field, value in asdict(told).items():
        setattr(address, field, value)
    db.session.flush()
    return address


def make_default(address: SavedAddress) -> None:
    """Fill in the next checkouts with this one."""
    _hold(address.user_id)
    others = update(SavedAddress).where(SavedAddress.user_id == address.user_id, SavedAddress.is_default)
    db.session.execute(others.values(is_default=False))
    address.is_default = True
    db.session.flush()


def remove(address: SavedAddress) -> None:
    """Forget an address; the newest of the others becomes the usual one in its place."""
    _hold(address.user_id)
    db.session.delete(address)
    db.session.flush()
    left = addresses_of(address.user_id)
    if left and not left[0].is_default:
        left[0].is_default = True
        db.session.flush()


def _says(address: SavedAddress) -> Told:
    return Told(**{field: getattr(address, field) for field in Told.__dataclass_fields__})


def _hold(user_id: int) -> None:
    """Let everybody else who changes this book wait until the transaction ends."""
    db.session.execute(select(User.id).where(User.id == user_id).with_for_update(key_share=True))
