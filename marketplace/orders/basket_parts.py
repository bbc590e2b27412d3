"""Ordering a part of a basket: what comes from some of its sellers."""

from collections.abc import Collection, Sequence
from hashlib import sha256

from marketplace.cart import Parcel
from marketplace.cart.models import Cart
from marketplace.catalogue.models import Variant


def chosen(parcels: Sequence[Parcel], only_from: Collection[str]) -> list[Parcel]:
    """The parcels of the sellers with these slugs; all of them when none is named."""
    return [parcel for parcel in parcels if not only_from or parcel.seller.slug in only_from]


def packs_in(parcels: Sequence[Parcel]) -> dict[int, Variant]:
    """The pack sizes in these parcels by their ids."""
    return {line.variant.id: line.variant for parcel in parcels for line in parcel.lines}


def token_of(basket: Cart, only_from: Collection[str]) -> str:
    """What makes ordering this part of the basket happen once: of two parts each has its own, at most 43 letters."""
    if not only_from:
        return basket.checkout_token
    part = sha256("\n".join(sorted(set(only_from))).encode()).hexdigest()
    return f"{basket.checkout_token[:32]}.{part[:10]}"
