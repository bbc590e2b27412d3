"""Which pack sizes a campaign is for, and what it would make of each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager

from marketplace import promotions
from marketplace.campaigns.errors import CampaignNotFound
from marketplace.campaigns.models import Campaign
from marketplace.catalogue.models import Product, Variant
from marketplace.clock import today
from marketplace.database import db
from marketplace.errors import DomainError
from marketplace.promotions import Plan, Planned
from marketplace.stock import on_sale

MOST: Final = 200
"""So many pack sizes are looked at for a page."""


@dataclass(frozen=True)
class Fit:
    """A pack size that a campaign is for: what it would make of it, or why it cannot join."""

    variant: Variant
    planned: Planned | None
    refusal: DomainError | None = None


def plan_of(basis_points: int, first_on: date, last_on: date, name: str = "") -> Plan:
    """What a shop that joins today plans: from the first day on that is not over."""
    return Plan(max(first_on, today()), last_on, basis_points=basis_points, name=name)


def packs_of(families: Iterable[str], product_ids: Iterable[int]) -> Select[Variant]:
    """The pack sizes on sale of these families and products."""
    wanted = or_(Product.category.in_(list(families)), Product.id.in_(list(product_ids)))
    found = select(Variant).join(Variant.product).join(Product.seller)
    found = found.where(on_sale(), wanted).order_by(Product.seller_id, Product.name_vi, Variant.position)
    return found.options(contains_eager(Variant.product).contains_eager(Product.seller))


def fits_of(campaign: Campaign, seller_id: int) -> list[Fit]:
    """What it makes of each pack size of a seller as of today. Raises CampaignNotFound for a shop without any,
    or where the market bears it and no shop is asked.
    """
    if not campaign.is_borne_by_shops:
        raise CampaignNotFound()
    packs = packs_of(campaign.families, campaign.product_ids).where(Product.seller_id == seller_id).limit(MOST)
    found = db.session.scalars(packs).all()
    if not found:
        raise CampaignNotFound()
    plan = plan_of(campaign.basis_points, campaign.first_on, campaign.last_on)
    return list(fits(plan, found))


def fits(plan: Plan, variants: Iterable[Variant]) -> Iterator[Fit]:
    """The same of a plan."""
    for variant in variants:
        try:
            yield Fit(variant, promotions.preview(plan, [variant])[0])
        except DomainError as refusal:
            yield Fit(variant, None, refusal)
