"""What a change would do to each line, before anything is done; the change itself asks the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from marketplace import catalogue, fees
from marketplace.approvals.listings import jumps
from marketplace.catalogue.models import Product, Variant
from marketplace.errors import DomainError
from marketplace.listings.errors import (
    AlreadyArchived,
    AlreadyDelisted,
    AlreadyListed,
    NotArchived,
    NothingChosen,
    PriceUnchanged,
    TooManyChosen,
)
from marketplace.listings.models import Change, ChangeKind, Outcome, Values

MOST_LINES: Final = 500


@dataclass(frozen=True)
class Line:
    """One pack size, or one product with `variant` None: what it is, what it becomes, or why it cannot."""

    product: Product
    variant: Variant | None
    before: Values
    after: Values
    outcome: Outcome
    problem: DomainError | None = None

    @property
    def key(self) -> str:
        """How a form names the line and what was seen of it."""
        if self.variant:
            return f"{self.variant.ref}:{self.before['price_vnd']}"
        return f"{self.product.slug}:{int(self.before['is_listed'])}{int(self.before['is_archived'])}"

    @property
    def net_before_vnd(self) -> int:
        """What a sale leaves the seller now."""
        return self._net_of(self.before["price_vnd"])

    @property
    def net_after_vnd(self) -> int:
        """What it would leave."""
        return self._net_of(self.after["price_vnd"])

    def _net_of(self, price_vnd: int) -> int:
        sold = self.product
        return fees.quote_line(price_vnd, sold.seller, category=sold.category, product_id=sold.id).net_vnd


def preview(products: Sequence[Product], change: Change) -> list[Line]:
    """What the change would do to each line of these goods, in their order. Raises NothingChosen or TooManyChosen."""
    if not products:
        raise NothingChosen()
    lines = list(_lines(products, change))
    if len(lines) > MOST_LINES:
        raise TooManyChosen(most=MOST_LINES, count=len(lines))
    return lines


def _lines(products: Sequence[Product], change: Change) -> Iterator[Line]:
    for product in products:
        if change.is_of_prices:
            yield from (price_line(variant, change) for variant in product.variants)
        else:
            yield product_line(product, change)


def price_line(variant: Variant, change: Change) -> Line:
    """One pack size under a change of prices."""
    before, after_vnd = {"price_vnd": variant.price_vnd}, change.price_after(variant.price_vnd)
    asked = Outcome.ASKED if jumps(variant, after_vnd) else Outcome.DONE
    try:
        _check_price(variant, after_vnd)
    except DomainError as problem:
        return Line(variant.product, variant, before, before, Outcome.REFUSED, problem)
    return Line(variant.product, variant, before, {"price_vnd": after_vnd}, asked)


def _check_price(variant: Variant, price_vnd: int) -> None:
    if variant.product.is_archived:
        raise AlreadyArchived()
    if price_vnd == variant.price_vnd:
        raise PriceUnchanged()
    catalogue.check_new_price(variant, price_vnd)


def product_line(product: Product, change: Change) -> Line:
    """One product under a change of where it stands."""
    before = state_of(product)
    try:
        _check_state(product, change.kind)
    except DomainError as problem:
        return Line(product, None, before, before, Outcome.REFUSED, problem)
    return Line(product, None, before, before | _BECOMES[change.kind], Outcome.DONE)


def state_of(product: Product) -> Values:
    """Where the product stands."""
    return {"is_listed": product.is_listed, "is_archived": product.is_archived}


def _check_state(product: Product, kind: ChangeKind) -> None:
    if kind == ChangeKind.RESTORE and not product.is_archived:
        raise NotArchived()
    if kind in (ChangeKind.DELIST, ChangeKind.ARCHIVE) and product.is_archived:
        raise AlreadyArchived()
    if kind == ChangeKind.DELIST and not product.is_listed:
        raise AlreadyDelisted()
    if kind == ChangeKind.LIST:
        if product.is_listed:
            raise AlreadyListed()
        catalogue.check_listable(product)


_BECOMES: Final[dict[ChangeKind, Values]] = {
    ChangeKind.LIST: {"is_listed": True},
    ChangeKind.DELIST: {"is_listed": False},
    ChangeKind.ARCHIVE: {"is_listed": False, "is_archived": True},
    ChangeKind.RESTORE: {"is_archived": False},
}
