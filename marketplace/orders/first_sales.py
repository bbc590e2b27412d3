"""How new shops do: whether a shop that was approved lists something, and sells it within 30 days.

The measure of success of the marketplace, defined here and nowhere else. A sale is an order that reached the shop, was
not called off, did not come back and was not lost; what somebody of the shop orders there is none. Nothing that is
practised is an order.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Final, TypeVar

from sqlalchemy import ScalarSelect, func, or_, select

from marketplace.catalogue.models import Product
from marketplace.clock import now, start_of_day, to_local
from marketplace.database import db
from marketplace.orders.models import Order, Purchase
from marketplace.orders.states import CALLED_OFF, OrderState
from marketplace.sellers.models import Seller, SellerEvent, SellerMember, SellerState

Key = TypeVar("Key", date, str)
IN_TIME: Final = timedelta(days=30)


@dataclass(frozen=True)
class NewShop:
    """A shop with the instant of its first approval and of its first sale; `lists` says whether it has shown goods."""

    province_code: str
    approved_at: datetime
    lists: bool
    sold_at: datetime | None

    @property
    def month(self) -> date:
        """The first day of the month in which it was approved."""
        return to_local(self.approved_at).date().replace(day=1)

    @property
    def is_due(self) -> bool:
        """Whether its 30 days are over."""
        return self.approved_at + IN_TIME <= now()

    @property
    def sold_in_time(self) -> bool:
        """Whether its first sale came within them."""
        return self.sold_at is not None and self.sold_at < self.approved_at + IN_TIME

    @property
    def days(self) -> int | None:
        """Whole days from the approval to the first sale, 0 on the same day; None while there is none."""
        if self.sold_at is None:
            return None
        return max((to_local(self.sold_at).date() - to_local(self.approved_at).date()).days, 0)


@dataclass(frozen=True)
class Success:
    """New shops in figures. Only those whose 30 days are over (`due`) can be told to have sold in time (`sold`)."""

    approved: int
    listed: int
    due: int
    sold: int
    median_days: float | None

    @property
    def percent(self) -> int | None:
        """Of those whose 30 days are over, how many in a hundred sold within them."""
        return round(100 * self.sold / self.due) if self.due else None


def new_shops(since: date) -> list[NewShop]:
    """The shops that were approved for the first time on this day or later; one statement."""
    approved_at = func.min(SellerEvent.at)
    events = select(SellerEvent.seller_id, approved_at.label("at")).where(SellerEvent.state == SellerState.APPROVED)
    first = events.group_by(SellerEvent.seller_id).having(approved_at >= start_of_day(since)).subquery()
    sold_at = _first_sale()
    shown = select(Product.id).where(Product.seller_id == Seller.id, Product.is_listed).correlate(Seller).exists()
    found = select(Seller.province_code, first.c.at, shown, sold_at).join(first, first.c.seller_id == Seller.id)
    rows = db.session.execute(found.order_by(first.c.at, Seller.id))
    return [NewShop(code, at, bool(lists or sold), sold) for code, at, lists, sold in rows]


def success_of(shops: Iterable[NewShop]) -> Success:
    """These shops in figures."""
    found = list(shops)
    due = [shop for shop in found if shop.is_due]
    days = [shop.days for shop in found if shop.days is not None]
    return Success(
        approved=len(found),
        listed=sum(shop.lists for shop in found),
        due=len(due),
        sold=sum(shop.sold_in_time for shop in due),
        median_days=median(days) if days else None,
    )


def success_by_month(shops: Iterable[NewShop]) -> list[tuple[date, Success]]:
    """The shops by the month of their approval, the newest first."""
    return sorted(_by(shops, lambda shop: shop.month).items(), reverse=True)


def success_by_province(shops: Iterable[NewShop]) -> list[tuple[str, Success]]:
    """The shops by the code of their province, the one with most approvals first."""
    return sorted(_by(shops, lambda shop: shop.province_code).items(), key=lambda row: (-row[1].approved, row[0]))


def _by(shops: Iterable[NewShop], key: Callable[[NewShop], Key]) -> dict[Key, Success]:
    groups: dict[Key, list[NewShop]] = {}
    for shop in shops:
        groups.setdefault(key(shop), []).append(shop)
    return {name: success_of(group) for name, group in groups.items()}


def _first_sale() -> ScalarSelect[datetime | None]:
    people = select(SellerMember.user_id).where(SellerMember.seller_id == Seller.id).correlate(Seller)
    sales = (
        select(Order.placed_at)
        .join(Order.purchase)
        .where(
            Order.seller_id == Seller.id,
            Order.placed_at.is_not(None),
            Order.state.not_in([OrderState.AWAITING_PAYMENT, *CALLED_OFF]),
            or_(Purchase.user_id.is_(None), Purchase.user_id.not_in(people)),
        )
        .order_by(Order.placed_at)  # the first one along the index, where the smallest would be sought among all
        .limit(1)
    )
    return sales.correlate(Seller).scalar_subquery()
