"""What shoppers do with their basket."""

import re
import secrets
import unicodedata
from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Final, NamedTuple, cast

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    Table,
    bindparam,
    case,
    delete,
    false,
    func,
    inspect,
    literal_column,
    select,
)
from sqlalchemy.orm import aliased
from sqlalchemy.sql.dml import ReturningInsert

from marketplace import metrics, stock
from marketplace.cart.errors import BasketFull, LimitReached, LineGone, NotEnoughLeft, QuantityRefused, SoldOutForNow
from marketplace.cart.models import MOST_LINES, MOST_OF_ONE, Cart, CartLine, most_at_once
from marketplace.cart.queries import ANEW, Offer, find_cart, get_offer
from marketplace.catalogue.models import Product, Variant
from marketplace.clock import now
from marketplace.database import UtcDateTime, db, insert_or_conflict
from marketplace.errors import DomainError
from marketplace.prices import asked
from marketplace.retention import period

EMPTIED: Final = delete(cast(Table, Cart.__table__)).where(Cart.id == bindparam("cart"))
ADDED: Final = ("products.slug", "products.name_vi", "products.name_en", "variants.pack_vi", "variants.pack_en")
NAMED: Final = (
    "(SELECT {} FROM variants JOIN products ON products.id = variants.product_id"
    " WHERE variants.id = cart_lines.variant_id)"
)
"""Written out, because SQLAlchemy leaves the names of tables away behind RETURNING, in a query as well."""
KEPT_FOR_GUESTS: Final = period("guest_baskets")
AT_ONCE: Final = 500


class Added(NamedTuple):
    """A basket into which something was put, and what that was."""

    cart: Cart
    slug: str
    name_vi: str
    name_en: str
    pack_vi: str
    pack_en: str


def parse_quantity(text: str) -> int:
    """Read a quantity as it was typed, full-width digits too; 0, which no basket takes, for what is no number."""
    digits = unicodedata.normalize("NFKC", text).strip()
    return int(digits) if re.fullmatch(r"\d{1,6}", digits, re.ASCII) else 0


def add(*, token: str | None, user_id: int | None, ref: str, quantity: int) -> Added:
    """Put `quantity` more units of the pack size `ref` into the basket, which is made when there is none yet.

    Raises GoodsGone, QuantityRefused, SoldOutForNow, NotEnoughLeft, LimitReached or BasketFull; nothing changes then.
    """
    return _put(find_cart(token=token, user_id=user_id, lock=True) or _first_cart(user_id), ref, quantity)


def add_alone(*, ref: str, quantity: int, former: str | None = None) -> Added:
    """Put units of one pack size into a basket of their own, which is bought at once; raises what `add` raises.

    It is known by its token alone, and takes the place of the `former` one.
    """
    if stale := find_cart(token=former, user_id=None, lock=True):
        empty(stale)
    return _put(_first_cart(None), ref, quantity)


def _put(cart: Cart, ref: str, quantity: int) -> Added:
    wanted = {"cart": cart.id, "ref": ref, "units": quantity, "at": now()}
    is_possible = 1 <= quantity <= MOST_OF_ONE
    put = db.session.execute(_putting(db.engine.dialect.name), wanted).first() if is_possible else None
    if put is None:
        raise _refusal(get_offer(ref, cart), quantity)
    _forget_lines(cart)
    return Added(cart, *put)


def set_quantity(cart: Cart, *, ref: str, quantity: int) -> None:
    """Want exactly `quantity` of what already lies in the basket. Raises LineGone, else like `add`."""
    offer = get_offer(ref, cart)
    _check_quantity(quantity, offer)
    if offer.line is None or offer.line.is_saved:
        raise LineGone()
    offer.line.quantity = quantity


def remove(cart: Cart, *, ref: str) -> CartLine:
    """Take a pack size out of the basket and return its line, so that it can be undone. Raises LineGone."""
    line = _line_of(cart, ref)
    cart.lines.remove(line)
    return line


def save(cart: Cart, *, ref: str) -> CartLine:
    """Keep a pack size of the basket for later: it is not ordered with the rest. Raises LineGone."""
    line = _line_of(cart, ref)
    line.is_saved = True
    return line


def take_up(cart: Cart, *, ref: str) -> CartLine:
    """Put what was saved back to what is ordered next, whether so much is left or not: the basket tells.

    Raises LineGone.
    """
    line = _line_of(cart, ref)
    line.is_saved, line.seen_vnd = False, line.variant.asked_vnd
    return line


def note_prices(cart: Cart) -> None:
    """The shopper has seen what everything costs now."""
    for line in cart.lines:
        line.seen_vnd = line.variant.asked_vnd


def close(cart: Cart, ordered: Collection[int], *, is_all: bool) -> None:
    """After an order: these pack sizes leave the basket. What stays is another basket to the checkout, with a token of
    its own; without anything the basket is dropped.
    """
    if is_all:
        empty(cart)
        return
    mine = CartLine.cart_id == cart.id, CartLine.variant_id.in_(ordered)
    db.session.execute(delete(CartLine).where(*mine), execution_options={"synchronize_session": False})
    cart.checkout_token = secrets.token_urlsafe(24)
    _forget_lines(cart)


def _line_of(cart: Cart, ref: str) -> CartLine:
    line = next((line for line in cart.lines if line.variant.ref == ref), None)
    if line is None:
        raise LineGone()
    return line


def empty(cart: Cart) -> None:
    """Drop the basket after its order; its checkout token lives on in the purchase."""
    db.session.execute(EMPTIED, {"cart": cart.id})  # the lines go with it
    db.session.expunge(cart)


def forget_guest_baskets() -> int:
    """Delete some of the guests' baskets into which nothing was put for a month; returns how many.

    They are held first and looked at again: what somebody is putting something into stays.
    """
    is_old = Cart.user_id.is_(None) & ~_has_line_since(now() - KEPT_FOR_GUESTS)
    old = select(Cart.id).where(is_old).limit(AT_ONCE)
    held = list(db.session.scalars(old.with_for_update(skip_locked=True)))
    gone = db.session.scalars(delete(Cart).where(Cart.id.in_(held), is_old).returning(Cart.id)).all()
    return len(gone)


def _has_line_since(moment: datetime) -> ColumnElement[bool]:
    lines = select(CartLine.variant_id).where(CartLine.cart_id == Cart.id, CartLine.added_at >= moment)
    return lines.correlate(Cart).exists()


def _check_quantity(wanted: int, offer: Offer) -> None:
    if offer.left == 0:
        metrics.count_stock_refusal("basket")
        raise SoldOutForNow()
    if not 1 <= wanted <= MOST_OF_ONE:
        raise QuantityRefused(left=most_at_once(offer.most_per_buyer, offer.left))
    if wanted > offer.left:
        metrics.count_stock_refusal("basket")
        raise NotEnoughLeft(left=offer.left)
    if offer.most_per_buyer and wanted > offer.most_per_buyer:
        raise LimitReached(most=offer.most_per_buyer)


def _refusal(offer: Offer, quantity: int) -> DomainError:
    """Why so many more were not put into the basket."""
    try:
        _check_quantity(quantity, offer)
        _check_quantity(quantity + (offer.line.quantity if offer.line and not offer.line.is_saved else 0), offer)
    except DomainError as problem:
        return problem
    return BasketFull()


def _first_cart(user_id: int | None) -> Cart:
    """A new basket. Of two requests that want a person's first one, the second waits and takes that of the other."""
    tokens = {"token": secrets.token_urlsafe(24), "checkout_token": secrets.token_urlsafe(24)}
    made = db.session.scalars(_making(db.engine.dialect.name), [tokens | {"user_id": user_id}], execution_options=ANEW)
    return made.one()


@cache
def _making(_dialect: str) -> ReturningInsert[Cart]:
    """Makes a basket, or gives the one that the person has already."""
    made = insert_or_conflict(Cart)
    same = {"user_id": made.excluded.user_id}
    return made.on_conflict_do_update(index_elements=["user_id"], set_=same).returning(Cart)


@cache
def _putting(_dialect: str) -> ReturningInsert[*tuple[str, ...]]:
    """Puts more units of a pack size into a basket if so many can be bought: checks and line in one statement.

    It gives the columns of `Added` that name what was put there.
    """
    cart, units = bindparam("cart", type_=Integer), bindparam("units", type_=Integer)
    held = case((CartLine.is_saved, 0), else_=func.coalesce(CartLine.quantity, 0)) + units
    lines = aliased(CartLine)
    others = select(func.count()).where(lines.cart_id == cart).scalar_subquery()
    told = asked(Variant), bindparam("at", type_=UtcDateTime)
    row = select(cart, Variant.id, units, false(), *told).select_from(Variant)
    row = row.join(Variant.product).join(Product.seller)
    row = row.outerjoin(CartLine, (CartLine.variant_id == Variant.id) & (CartLine.cart_id == cart))
    fits = held <= func.coalesce(Variant.most_per_buyer, MOST_OF_ONE), held <= MOST_OF_ONE, held <= stock.available()
    has_room = CartLine.cart_id.is_not(None) | (others < MOST_LINES)
    columns = ["cart_id", "variant_id", "quantity", "is_saved", "seen_vnd", "added_at"]
    wanted = row.where(Variant.ref == bindparam("ref"), *fits, has_room)
    put = insert_or_conflict(CartLine.__table__).from_select(columns, wanted)
    before = case((CartLine.is_saved, 0), else_=CartLine.quantity)  # what was saved for later begins anew
    more = {"quantity": before + put.excluded.quantity, "is_saved": false(), "seen_vnd": put.excluded.seen_vnd}
    names = (literal_column(NAMED.format(column), String) for column in ADDED)
    return put.on_conflict_do_update(index_elements=["cart_id", "variant_id"], set_=more).returning(*names)


def _forget_lines(cart: Cart) -> None:
    """What the session holds of the basket's lines is older than what a statement has written."""
    for line in inspect(cart).dict.get("lines", ()):
        db.session.expire(line)
    db.session.expire(cart, ["lines"])
