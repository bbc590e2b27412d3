"""Buying again what was bought: what can be had goes into the basket, the rest is told line by line."""

from dataclasses import dataclass

from sqlalchemy import select

from marketplace import cart
from marketplace.cart.errors import NotEnoughLeft
from marketplace.cart.models import MOST_OF_ONE, Cart
from marketplace.catalogue.models import Variant
from marketplace.database import db
from marketplace.errors import DomainError
from marketplace.orders.models import OrderLine, Purchase


@dataclass(frozen=True)
class Again:
    """A line that was wanted again: how many units went into the basket, and why not all.

    `then_vnd` and `now_vnd` are the prices of one; `now_vnd` is None where nothing went in.
    """

    line: OrderLine
    put: int
    then_vnd: int
    now_vnd: int | None
    problem: DomainError | None

    @property
    def is_dearer(self) -> bool:
        """Whether one costs more than it did then."""
        return self.now_vnd is not None and self.now_vnd > self.then_vnd


def buy_again(purchase: Purchase, *, token: str | None, user_id: int | None) -> tuple[Cart | None, list[Again]]:
    """Put everything of a purchase into the basket, as far as it is there; with the basket, if anything went in."""
    lines = [line for order in purchase.orders for line in order.lines]
    packs = select(Variant).where(Variant.id.in_([line.variant_id for line in lines]))
    variants = {variant.id: variant for variant in db.session.scalars(packs)}
    basket: Cart | None = None
    told = []
    for line in lines:
        wanted = min(line.ordered_quantity or line.quantity or 1, MOST_OF_ONE)
        put, problem, basket = _put(variants[line.variant_id].ref, wanted, token, user_id, basket)
        now_vnd = variants[line.variant_id].price_for(put) if put else None
        told.append(Again(line, put, line.unit_price_vnd, now_vnd, problem))
    return basket, told


def _put(
    ref: str, wanted: int, token: str | None, user_id: int | None, basket: Cart | None
) -> tuple[int, DomainError | None, Cart | None]:
    """So many units into the basket, else as many as are left: what went in, and what was wrong."""
    whose = {"token": basket.token if basket and user_id is None else token, "user_id": user_id}
    try:
        return wanted, None, cart.add(**whose, ref=ref, quantity=wanted).cart  # type: ignore[arg-type]
    except NotEnoughLeft as few:
        left = int(str(few.params["left"]))
        try:
            return left, few, cart.add(**whose, ref=ref, quantity=left).cart  # type: ignore[arg-type]
        except DomainError as error:
            return 0, error, basket
    except DomainError as error:
        return 0, error, basket
