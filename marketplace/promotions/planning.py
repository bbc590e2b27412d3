"""Planning promotions: what each pack size would cost and leave, and why it may not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from marketplace import fees
from marketplace.catalogue.models import Variant
from marketplace.catalogue.price_breaks import LOWEST_PRICE_VND
from marketplace.clock import end_of_day, start_of_day, today
from marketplace.database import db
from marketplace.money import share
from marketplace.prices import PromotionPack, limits_on
from marketplace.promotions.errors import (
    AnotherRuns,
    ByWeight,
    CutMissing,
    CutTwice,
    NotLower,
    PacksMissing,
    PromotionDays,
    TooLow,
    TooManyDays,
    UnitsRefused,
)

STEP_VND = 500
"""Prices by a percentage are rounded half up to this, as goods are priced."""


@dataclass(frozen=True)
class Plan:
    """A promotion as somebody writes it: so many basis points off, or a new price in dong; days, both included.

    `most_units` is how many units of each pack size it holds for.
    """

    first_on: date
    last_on: date
    basis_points: int = 0
    price_vnd: int = 0
    most_units: int | None = None
    name: str = ""

    def price_of(self, usual_vnd: int) -> int:
        """What one costs in it."""
        if self.price_vnd:
            return self.price_vnd
        cut_vnd = usual_vnd - share(usual_vnd, self.basis_points)
        return (2 * cut_vnd + STEP_VND) // (2 * STEP_VND) * STEP_VND


@dataclass(frozen=True)
class Planned:
    """What a plan makes of one pack size: the price before and then, and what the seller gets each time, in dong."""

    variant: Variant
    usual_vnd: int
    price_vnd: int
    usual_net_vnd: int
    net_vnd: int
    is_proven: bool


def preview(plan: Plan, variants: Sequence[Variant]) -> list[Planned]:
    """What it would make of these pack sizes. Raises what speaks against it (errors of this package)."""
    check(plan, variants)
    return [_planned(plan, variant) for variant in variants]


def check(plan: Plan, variants: Sequence[Variant]) -> None:
    """Raise the first thing that speaks against the plan."""
    if not variants:
        raise PacksMissing()
    if plan.basis_points and plan.price_vnd:
        raise CutTwice()
    if not plan.basis_points and not plan.price_vnd:
        raise CutMissing()
    if plan.last_on < plan.first_on or plan.first_on < today():
        raise PromotionDays()
    if plan.most_units is not None and plan.most_units < 1:
        raise UnitsRefused()
    for variant in variants:
        _check_price(plan, variant)
    _check_days(plan, variants)


def _check_price(plan: Plan, variant: Variant) -> None:
    name = variant.product.name_vi
    if variant.weighing:
        raise ByWeight(name)
    price_vnd, most = plan.price_of(variant.price_vnd), limits_on(plan.first_on).most_percent
    if price_vnd >= variant.price_vnd:
        raise NotLower(name, variant.price_vnd)
    least_vnd = max(-(-variant.price_vnd * (100 - most) // 100), LOWEST_PRICE_VND)
    if price_vnd < least_vnd:
        raise TooLow(name, most, least_vnd)


def _check_days(plan: Plan, variants: Sequence[Variant]) -> None:
    """One promotion of a pack size at a time, and no more days of a year than the rule allows."""
    most = limits_on(plan.first_on).most_days
    for variant in variants:
        others = _promotions_of(variant)
        for other in others:
            if other.first_on <= plan.last_on and other.last_on >= plan.first_on:
                raise AnotherRuns(variant.product.name_vi, other.first_on, other.last_on)
        for year in {plan.first_on.year, plan.last_on.year}:
            days = [_days_in(year, each.first_on, each.last_on) for each in others]
            mine = _days_in(year, plan.first_on, plan.last_on)
            if sum(days) + mine > most:
                raise TooManyDays(variant.product.name_vi, sum(days), most)


def _promotions_of(variant: Variant) -> Sequence[PromotionPack]:
    """Those that were not stopped before they began."""
    alive = PromotionPack.variant_id == variant.id, PromotionPack.starts_at < PromotionPack.ends_at
    return db.session.scalars(select(PromotionPack).where(*alive)).all()


def _days_in(year: int, first: date, last: date) -> int:
    first, last = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
    return max((last - first).days + 1, 0)


def _planned(plan: Plan, variant: Variant) -> Planned:
    usual_vnd, price_vnd, product = variant.price_vnd, plan.price_of(variant.price_vnd), variant.product
    usual_net_vnd, net_vnd = (
        fees.quote_line(vnd, product.seller, category=product.category, product_id=product.id).net_vnd
        for vnd in (usual_vnd, price_vnd)
    )
    since = start_of_day(plan.first_on) - timedelta(days=limits_on(plan.first_on).asked_days)
    stands = variant.priced_at is not None and variant.priced_at <= since
    rested = all(each.ends_at <= since for each in _promotions_of(variant) if each.first_on < plan.first_on)
    return Planned(variant, usual_vnd, price_vnd, usual_net_vnd, net_vnd, is_proven=stands and rested)


def pack_of(plan: Plan, planned: Planned) -> PromotionPack:
    """The row of one pack size."""
    starts_at, limits = start_of_day(plan.first_on), limits_on(plan.first_on)
    return PromotionPack(
        variant_id=planned.variant.id,
        price_vnd=planned.price_vnd,
        usual_vnd=planned.usual_vnd,
        starts_at=starts_at,
        ends_at=end_of_day(plan.last_on),
        first_on=plan.first_on,
        last_on=plan.last_on,
        asked_since=starts_at - timedelta(days=limits.asked_days),
        window_since=starts_at - timedelta(days=limits.lowest_days),
        most_units=plan.most_units,
    )
