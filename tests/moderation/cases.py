"""Cases that tests need."""

from datetime import timedelta

from marketplace import moderation
from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.clock import now, today
from marketplace.moderation import Demand, OrdersDecision, ProductCase, Told
from tests import factories

GROUND = "Quy chế chợ, mục 4"


def told(*reasons: str, words: str = "", days: int = 7, ground: str = "") -> Told:
    """What a shop is told; it has a week to answer."""
    return Told(reasons or ("claims",), words, today() + timedelta(days=days), ground)


def taken_down(product: Product, *, by: User | None = None, orders: OrdersDecision | None = None) -> ProductCase:
    """Goods that an operator took down."""
    return moderation.open_takedown(product, told(), by=by or factories.user("Anh Mẫu Trực"), orders_decision=orders)


def demanded(product: Product, *, hours_ago: int, by: User | None = None) -> ProductCase:
    """An authority's demand that is written down and not carried out yet."""
    demand = Demand("Chi cục Quản lý thị trường", "12/QLTT", now() - timedelta(hours=hours_ago))
    return moderation.write_demand_down(product, told("demand"), demand, by=by or factories.user("Anh Mẫu Trực"))
