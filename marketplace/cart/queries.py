"""Questions about baskets."""

from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from marketplace.accounts.models import User
from marketplace.cart.errors import GoodsGone, LineGone
from marketplace.cart.models import Cart, CartLine
from marketplace.catalogue.models import Product, Variant
from marketplace.database import db
from marketplace.sellers.models import Seller, SellerState
from marketplace.stock.queries import left_of_variant


@dataclass(frozen=True)
class Offer:
    """A pack size on sale: how many units are left, its line in a basket, and how many lines that basket has."""

    variant_id: int
    left: int
    line: CartLine | None
    lines: int


@dataclass(frozen=True)
class BasketLine:
    """A wanted pack size with what is true of it now. Money in dong, weight in grams."""

    variant: Variant
    quantity: int
    left: int

    @property
    def is_gone(self) -> bool:
        """Whether the product is not sold at the moment."""
        product = self.variant.product
        return not product.is_listed or product.seller.state != SellerState.APPROVED

    @property
    def can_be_ordered(self) -> bool:
        """Whether it is on sale and enough is left."""
        return not self.is_gone and self.quantity <= self.left

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


@dataclass(frozen=True)
class Parcel:
    """What one seller will send: only lines that can be ordered count in goods and weight."""

    seller: Seller
    lines: tuple[BasketLine, ...]

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


def find_cart(*, token: str | None, user_id: int | None, lock: bool = False) -> Cart | None:
    """The person's basket, or the guest's with this token, with its lines: one statement.

    `lock` makes everybody else who wants to change this basket wait until the transaction ends. The lines are then
    read when they are asked for: read together with the basket they would be those of before the wait.
    """
    if user_id is None and not token:
        return None
    mine = Cart.user_id == user_id if user_id is not None else (Cart.token == token) & Cart.user_id.is_(None)
    statement = select(Cart).where(mine)
    statement = statement.with_for_update() if lock else statement.options(joinedload(Cart.lines))
    return db.session.scalars(statement.execution_options(populate_existing=True)).unique().first()


def get_cart(*, token: str | None, user_id: int | None) -> Cart:
    """The same, locked and there for sure. Raises LineGone: without a basket nothing lies in it."""
    cart = find_cart(token=token, user_id=user_id, lock=True)
    if cart is None:
        raise LineGone()
    return cart


def get_offer(ref: str, cart: Cart) -> Offer:
    """The pack size `ref` if it is on sale, beside what lies in the basket: one statement. Raises GoodsGone."""
    lines = select(func.count()).where(CartLine.cart_id == cart.id).scalar_subquery()
    own_line = (CartLine.variant_id == Variant.id) & (CartLine.cart_id == cart.id)
    statement = select(Variant.id, left_of_variant(), CartLine, lines).join(Variant.product).join(Product.seller)
    on_sale = (Variant.ref == ref, Product.is_listed, Seller.state == SellerState.APPROVED)
    row = db.session.execute(
        statement.outerjoin(CartLine, own_line).where(*on_sale), execution_options={"populate_existing": True}
    ).first()
    if row is None:
        raise GoodsGone()
    return Offer(*row)


def parcels_in(cart: Cart) -> list[Parcel]:
    """The basket grouped by seller, in the order in which the first of each seller's goods was added."""
    statement = select(CartLine, left_of_variant()).join(CartLine.variant).join(Variant.product).join(Product.seller)
    loaded = contains_eager(CartLine.variant).contains_eager(Variant.product).contains_eager(Product.seller)
    rows = db.session.execute(
        statement.where(CartLine.cart_id == cart.id).order_by(CartLine.added_at, CartLine.variant_id).options(loaded),
        execution_options={"populate_existing": True},
    ).all()
    lines = [BasketLine(line.variant, line.quantity, left) for line, left in rows]
    first_seen = {
        seller: rank for rank, seller in enumerate(dict.fromkeys(line.variant.product.seller_id for line in lines))
    }
    lines.sort(key=lambda line: first_seen[line.variant.product.seller_id])
    groups = groupby(lines, key=lambda line: line.variant.product.seller)
    return [Parcel(seller, tuple(group)) for seller, group in groups]


def units_in(token: str) -> int:
    """How many units lie in the guest's basket with this token."""
    return db.session.scalar(select(units_of_guest()), {"token": token}) or 0


def units_of_guest() -> ColumnElement[int | None]:
    """A column for any statement: how many units lie in the guest's basket with the parameter `token`."""
    units = select(func.sum(CartLine.quantity)).join(CartLine.cart)
    return units.where(Cart.token == bindparam("token"), Cart.user_id.is_(None)).scalar_subquery()


def units_of_user() -> ColumnElement[int | None]:
    """A column for a statement about users: how many units lie in the person's basket."""
    units = select(func.sum(CartLine.quantity)).join(CartLine.cart).where(Cart.user_id == User.id)
    return units.correlate(User).scalar_subquery()
