"""Questions about baskets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, bindparam, func, select
from sqlalchemy.orm import contains_eager

from marketplace import certification, stock
from marketplace.accounts.models import User
from marketplace.cart.errors import GoodsGone, LineGone
from marketplace.cart.models import Cart, CartLine, most_at_once
from marketplace.catalogue.models import Product, Variant
from marketplace.database import db
from marketplace.sellers.models import Seller
from marketplace.stock import Supply


def _read_or_locked(*conditions: ColumnElement[bool]) -> tuple[Select[Cart], Select[Cart]]:
    found = select(Cart).where(*conditions)
    return found, found.with_for_update()


ANEW: Final = {"populate_existing": True}
_CART: Final = bindparam("cart", type_=Integer)
_OF_GUEST: Final = _read_or_locked(Cart.token == bindparam("token"), Cart.user_id.is_(None))
_OF_PERSON: Final = _read_or_locked(Cart.user_id == bindparam("user"))
_COUNT: Final = select(func.count()).where(CartLine.cart_id == _CART).scalar_subquery()
_OFFER: Final = (
    select(stock.available(), CartLine, _COUNT, Variant.most_per_buyer)
    .select_from(Variant)
    .join(Variant.product)
    .join(Product.seller)
    .outerjoin(CartLine, (CartLine.variant_id == Variant.id) & (CartLine.cart_id == _CART))
    .where(Variant.ref == bindparam("ref"))
)
_GOODS: Final = contains_eager(CartLine.variant).contains_eager(Variant.product)
_LINES: Final = (
    select(CartLine, stock.available(), stock.in_hand(), certification.stars_today())
    .join(CartLine.variant)
    .join(Variant.product)
    .join(Product.seller)
    .where(CartLine.cart_id == _CART)
    .order_by(CartLine.added_at, CartLine.variant_id)
    .options(_GOODS.contains_eager(Product.seller).undefer(Seller.has_people))
)
"""Whether anybody hears of an order is asked with the rest: placing one would ask it of each seller apart."""
_UNITS: Final = (
    select(func.sum(CartLine.quantity))
    .join(CartLine.cart)
    .where(Cart.token == bindparam("token"), Cart.user_id.is_(None), ~CartLine.is_saved)
)


@dataclass(frozen=True)
class Offer:
    """A pack size on sale: units left, its line in a basket, the lines of that one, and what one buyer gets a day."""

    left: int
    line: CartLine | None
    lines: int
    most_per_buyer: int | None


@dataclass(frozen=True)
class BasketLine:
    """A wanted pack size with what is true of it now. Money in dong, weight in grams.

    `available` are the units that can be bought, None while the goods are not on sale; `stars` are those of OCOP.
    `harvest` is what so many units have to wait for; None when they lie in the shed. `seen_vnd` is the price of one
    that the shopper was told, None when that is not known.
    """

    variant: Variant
    quantity: int
    available: int | None
    stars: int | None
    harvest: Supply | None = None
    seen_vnd: int | None = None

    @property
    def former_vnd(self) -> int | None:
        """The price of one that was told, when it is another one now."""
        return None if self.seen_vnd == self.variant.asked_vnd else self.seen_vnd

    @property
    def is_gone(self) -> bool:
        """Whether the product is not sold at the moment."""
        return self.available is None

    @property
    def left(self) -> int:
        """How many units can be bought now."""
        return max(0, self.available or 0)

    @property
    def most(self) -> int:
        """How many units this basket may hold of it now."""
        return most_at_once(self.variant.most_per_buyer, self.left)

    @property
    def can_be_ordered(self) -> bool:
        """Whether it is on sale, enough is left, and one buyer gets so many."""
        return self.quantity <= self.most

    @property
    def unit_price_vnd(self) -> int:
        """Today's price of one, when so many are bought."""
        return self.variant.price_for(self.quantity)

    @property
    def total_vnd(self) -> int:
        """Today's price of the whole line."""
        return self.unit_price_vnd * self.quantity

    @property
    def weight_grams(self) -> int:
        """Weight of the whole line, packing included."""
        return self.variant.gross_grams * self.quantity

    @property
    def cm3(self) -> int:
        """The room that the whole line takes, as far as its box was measured."""
        return self.variant.box_cm3 * self.quantity


@dataclass(frozen=True)
class Parcel:
    """What one seller will send at once: only lines that can be ordered count in goods and weight.

    What is still to be harvested travels alone, one pack size to a parcel: `harvest` says when it is expected, what
    becomes of it if too little comes in, and until when it can be ordered (docs/decisions/0020).
    """

    seller: Seller
    lines: tuple[BasketLine, ...]

    @property
    def key(self) -> tuple[int, int]:
        """What tells it from the other parcels of a basket."""
        return self.seller.id, self.lines[0].variant.id if self.harvest else 0

    @property
    def harvest(self) -> Supply | None:
        """What it waits for."""
        return self.lines[0].harvest

    @property
    def ready(self) -> tuple[BasketLine, ...]:
        """The lines that can be ordered now."""
        return tuple(line for line in self.lines if line.can_be_ordered)

    @property
    def goods_vnd(self) -> int:
        """Price of the goods that can be ordered."""
        return sum(line.total_vnd for line in self.ready)

    @property
    def weight_grams(self) -> int:
        """Weight of the goods that can be ordered."""
        return sum(line.weight_grams for line in self.ready)

    @property
    def cm3(self) -> int:
        """The room that the goods take that can be ordered."""
        return sum(line.cm3 for line in self.ready)


class Contents(NamedTuple):
    """What lies in a basket: the parcels that would be ordered, and what is saved for later."""

    parcels: list[Parcel]
    saved: list[BasketLine]


def find_cart(*, token: str | None, user_id: int | None, lock: bool = False) -> Cart | None:
    """The person's basket, or the guest's with this token: one statement. Its lines are read when they are asked for.

    `lock` makes everybody else who wants to change this basket wait until the transaction ends; lines read together
    with the basket would be those of before the wait.
    """
    if user_id is None and not token:
        return None
    statement = (_OF_GUEST if user_id is None else _OF_PERSON)[lock]
    mine = {"user": user_id} if user_id is not None else {"token": token}
    return db.session.scalars(statement, mine, execution_options=ANEW).first()


def get_cart(*, token: str | None, user_id: int | None) -> Cart:
    """The same, locked and there for sure. Raises LineGone: without a basket nothing lies in it."""
    cart = find_cart(token=token, user_id=user_id, lock=True)
    if cart is None:
        raise LineGone()
    return cart


def get_offer(ref: str, cart: Cart) -> Offer:
    """The pack size `ref` if it is on sale, beside what lies in the basket: one statement. Raises GoodsGone."""
    row = db.session.execute(_OFFER, {"ref": ref, "cart": cart.id}, execution_options=ANEW).first()
    if row is None or row[0] is None:
        raise GoodsGone()
    return Offer(*row)


def parcels_in(cart: Cart) -> list[Parcel]:
    """What would be ordered of the basket; what is saved for later is left out."""
    return contents_of(cart).parcels


def contents_of(cart: Cart | None) -> Contents:
    """The whole basket: one statement; nothing where there is none."""
    if cart is None:
        return Contents([], [])
    lines, saved = _lines_in(cart)
    return Contents(_parcels(lines), saved)


def _parcels(lines: list[BasketLine]) -> list[Parcel]:
    """Grouped by seller and by what is sent at once, in the order in which the first of each seller's goods was added;
    what is in hand goes before what is to be harvested.
    """
    first_seen = {
        seller: rank for rank, seller in enumerate(dict.fromkeys(line.variant.product.seller_id for line in lines))
    }
    lines.sort(key=lambda line: (first_seen[line.variant.product.seller_id], _waits_until(line)))
    groups = groupby(lines, key=lambda line: (line.variant.product.seller, line.harvest and line.variant.id))
    return [Parcel(seller, tuple(group)) for (seller, _), group in groups]


def _lines_in(cart: Cart) -> tuple[list[BasketLine], list[BasketLine]]:
    """The lines, those that more is wanted of than lies in the shed with the harvest that they wait for, and what is
    saved for later.
    """
    rows = db.session.execute(_LINES, {"cart": cart.id}, execution_options=ANEW).all()
    waiting = [line.variant_id for line, available, in_hand, _ in rows if in_hand < line.quantity <= (available or 0)]
    lots = stock.supplies_of(waiting) if waiting else {}
    found: tuple[list[BasketLine], list[BasketLine]] = [], []
    for line, available, _, stars in rows:
        told = line.quantity, available, stars, _harvest(line, lots), line.seen_vnd
        found[line.is_saved].append(BasketLine(line.variant, *told))
    return found


def _harvest(line: CartLine, lots: Mapping[int, list[Supply]]) -> Supply | None:
    last = stock.last_needed(lots.get(line.variant_id, ()), line.quantity)
    return last if last and last.expected_on else None


def _waits_until(line: BasketLine) -> tuple[date, int]:
    return (line.harvest.expected_on or date.min, line.variant.id) if line.harvest else (date.min, 0)


def units_in(token: str) -> int:
    """How many units lie in the guest's basket with this token."""
    return db.session.scalar(_UNITS, {"token": token}) or 0


def units_of_guest() -> ColumnElement[int | None]:
    """A column for any statement: how many units lie in the guest's basket with the parameter `token`."""
    return _UNITS.scalar_subquery()


def units_of_user() -> ColumnElement[int | None]:
    """A column for a statement about users: how many units lie in the person's basket."""
    units = select(func.sum(CartLine.quantity)).join(CartLine.cart).where(Cart.user_id == User.id, ~CartLine.is_saved)
    return units.correlate(User).scalar_subquery()
