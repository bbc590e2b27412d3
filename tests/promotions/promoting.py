"""Goods that were priced long ago, and promotions of them."""

from datetime import date, datetime, timedelta
from typing import Any

from marketplace import promotions
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending, start_of_day, today
from marketplace.database import db
from marketplace.promotions import Plan, Promotion
from tests import factories


def honey(*, days_ago: int = 60, **values: Any) -> Product:
    """Honey for 165,000 dong that has cost so for some time."""
    with pretending(now() - timedelta(days=days_ago)):
        return factories.product(**values)


def promote(product: Product, *, first: date | None = None, days: int = 3, **values: Any) -> Promotion:
    """Its first pack size for 150,000 dong from tomorrow on for three days, unless said otherwise."""
    first = first or today() + timedelta(days=1)
    plan = Plan(first, first + timedelta(days=days - 1), **({"price_vnd": 150_000} | values))
    made = promotions.plan(product.seller_id, plan, [product.variants[0].ref], by=None)
    db.session.expire_all()
    return made


def midnight(days: int) -> datetime:
    """The instant in Vietnam at which the day begins that is so many days from today."""
    return start_of_day(today() + timedelta(days=days))
