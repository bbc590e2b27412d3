"""Planning promotions: what each pack size would cost and leave, and why it may not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select

from marketplace import fees
from marketplace.catalogue.models import Variant
from marketplace.catalogue.price_breaks import LOWEST_PRICE_VND
from marketplace.clock import end_of_day, now, start_of_day, today
from marketplace.database import db
from marketplace.money import share
from marketplace.prices import PromotionPack, limits_on
from marketplace.promotions.errors import (
    AnotherRuns,
    CutMissing,
    CutTwice,
    NotLower,
    PacksMissing,
    PromotionDays,
    TooLow,
    TooManyDays,
    UnitsByWeight,
    UnitsRefused,
)

_UNITS: Final = re.compile(r"[1-9]\d{0,6}", re.ASCII)
_RATE: Final = re.compile(r"(\d{1,2})\s*%?", re.ASCII)
STEP_VND = 500
"""Prices by a percentage are rounded half up to this, as goods are priced."""


def parse_units(text: str) -> int:
    """For how many units of each pack size it holds, as typed: "1.000". Raises UnitsRefused."""
    typed = text.strip().replace(".", "")
    if not _UNITS.fullmatch(typed):
        raise UnitsRefused()
    return int(typed)


def parse_rate(text: str) -> int:
    """A whole percentage in basis points: "10 %". Raises CutMissing."""
    typed = _RATE.fullmatch(text.strip())
    if typed is None or not int(typed[1]):
        raise CutMissing()
    return int(typed[1]) * 100


@dataclass(frozen=True)
class Plan:
    """A promotion as somebody writes it: so many basis points off, or a new price in dong, of what is weighed for a
    kilogram; days, both included.

    `most_units` is how many units of each pack size it holds for.
    """

    first_on: date
    last_on: date
    basis_points: int = 0
    price_vnd: int = 0
    most_units: int | None = None
    name: str = ""

    @property
    def starts_at(self) -> datetime:
        """The instant from which on it holds: the first midnight, or now where that is over."""
        return max(start_of_day(self.first_on), now())

    @property
    def ends_at(self) -> datetime:
        """The instant at which it is over."""
        return end_of_day(self.last_on)

    def price_for(self, variant: Variant) -> int:
        """What one of a pack size costs in it; of what is weighed, a piece of typical weight."""
        weighing = variant.by_weight
        if weighing is None:
            return self.price_of(variant.price_vnd)
        return replace(weighing, kg_price_vnd=self.price_of(weighing.kg_price_vnd)).estimate_vnd

    def price_of(self, usual_vnd: int) -> int:
        """What costs so much otherwise, a pack or a kilogram, costs in it."""
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

    @property
    def kg_prices_vnd(self) -> tuple[int, int] | None:
        """What a kilogram costs before and then, of what is weighed."""
        weighing = self.variant.by_weight
        return (weighing.kg_price_vnd, weighing.at_estimate(self.price_vnd).kg_price_vnd) if weighing else None


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
    if variant.weighing and plan.most_units:
        raise UnitsByWeight(name)
    price_vnd, limits = plan.price_for(variant), limits_on(plan.first_on)
    if price_vnd >= variant.price_vnd:
        raise NotLower(name, variant.price_vnd)
    least_vnd = max(limits.least_vnd(variant.price_vnd), LOWEST_PRICE_VND)
    if price_vnd < least_vnd:
        raise TooLow(name, limits.most_percent, least_vnd)


def _check_days(plan: Plan, variants: Sequence[Variant]) -> None:
    """One promotion of a pack size at a time, and no more days of a year than the rule allows."""
    most = limits_on(plan.first_on).most_days
    for variant in variants:
        others = _promotions_of(variant)
        for other in others:
            if other.starts_at < plan.ends_at and other.ends_at > plan.starts_at:
                raise AnotherRuns(variant.product.name_vi, other.first_on, other.last_on)
        for year in {plan.first_on.year, plan.last_on.year}:
            days = {day for each in others for day in _days_in(year, each.first_on, each.last_on)}
            if len(days | set(_days_in(year, plan.first_on, plan.last_on))) > most:
                raise TooManyDays(variant.product.name_vi, len(days), most)


def _promotions_of(variant: Variant) -> Sequence[PromotionPack]:
    """Those that were not stopped before they began."""
    alive = PromotionPack.variant_id == variant.id, PromotionPack.starts_at < PromotionPack.ends_at
    return db.session.scalars(select(PromotionPack).where(*alive)).all()


def _days_in(year: int, first: date, last: date) -> range:
    """The days of that year among these, as ordinal numbers: one that two promotions share counts once."""
    first, last = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
    return range(first.toordinal(), last.toordinal() + 1)


def _planned(plan: Plan, variant: Variant) -> Planned:
    usual_vnd, price_vnd, product = variant.price_vnd, plan.price_for(variant), variant.product
    usual_net_vnd, net_vnd = (
        fees.quote_line(vnd, product.seller, category=product.category, product_id=product.id).net_vnd
        for vnd in (usual_vnd, price_vnd)
    )
    since = plan.starts_at - timedelta(days=limits_on(plan.first_on).asked_days)
    stands = variant.priced_at is not None and variant.priced_at <= since
    rested = all(each.ends_at <= since for each in _promotions_of(variant) if each.starts_at < plan.starts_at)
    return Planned(variant, usual_vnd, price_vnd, usual_net_vnd, net_vnd, is_proven=stands and rested)


def pack_of(plan: Plan, planned: Planned) -> PromotionPack:
    """The row of one pack size."""
    starts_at, limits = plan.starts_at, limits_on(plan.first_on)
    return PromotionPack(
        variant_id=planned.variant.id,
        price_vnd=planned.price_vnd,
        usual_vnd=planned.usual_vnd,
        starts_at=starts_at,
        ends_at=plan.ends_at,
        first_on=plan.first_on,
        last_on=plan.last_on,
        asked_since=starts_at - timedelta(days=limits.asked_days),
        window_since=starts_at - timedelta(days=limits.lowest_days),
        most_units=plan.most_units,
    )
