"""Where a person has parcels sent: an address book of their own."""

from marketplace.addresses.actions import MOST, Told, keep, make_default, remove
from marketplace.addresses.errors import AddressBookFull, AddressNotFound
from marketplace.addresses.models import SavedAddress
from marketplace.addresses.queries import addresses_of, fitting, get_address

__all__ = [
    "MOST",
    "AddressBookFull",
    "AddressNotFound",
    "SavedAddress",
    "Told",
    "addresses_of",
    "fitting",
    "get_address",
    "keep",
    "make_default",
    "remove",
]
