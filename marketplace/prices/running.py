"""What is asked for a pack size at this moment, for statements: begins and ends by the clock, without any sweeper.

Everything is looked up anew with each statement, and proved by the history of prices; the columns in which promotions
are looked up cost a look into an index where there is none.
"""

from datetime import date
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased

from marketplace.clock import now, today
from marketplace.database import UtcDateTime
from marketplace.prices.limits import limits_on
from marketplace.prices.models import PriceChange
from marketplace.prices.promotion_models import PromotionPack
from marketplace.prices.sale import Sale, SaleType

Pack: TypeAlias = Any
"""Variant, or an alias of it."""
NOW: Final = bindparam("moment", callable_=lambda: now(), type_=UtcDateTime)
"""The instant at which a statement is executed."""
LEAST_PERCENT: Final = bindparam(
    "least_percent", callable_=lambda: 100 - limits_on(today()).most_percent, type_=Integer
)
"""What must remain of the usual price on the day on which a statement is executed, in percent of it."""


def _runs(one: Any, pack: Pack) -> ColumnElement[bool]:
    unused = or_(one.most_units.is_(None), one.taken < one.most_units)
    mine = one.variant_id == pack.id, one.price_vnd < pack.price_vnd, ~is_too_low(one.price_vnd, pack.price_vnd)
    return and_(*mine, one.starts_at <= NOW, one.ends_at > NOW, unused)


def is_too_low(price_vnd: ColumnElement[int], usual_vnd: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a promotion takes more off than is allowed, because the usual price was raised after it was planned: it
    holds again once it is back.
    """
    too_low: ColumnElement[bool] = price_vnd * 100 < usual_vnd * LEAST_PERCENT
    return too_low


def asked(pack: Pack) -> ColumnElement[int]:
    """The price of one in dong: that of the running promotion, else the usual one."""
    one = aliased(PromotionPack)
    running = select(func.min(one.price_vnd)).where(_runs(one, pack)).correlate(pack).scalar_subquery()
    return func.coalesce(running, pack.price_vnd)


def sale_of(pack: Pack) -> ColumnElement[Sale | None]:
    """The running promotion with its proof as one column, None where there is none."""
    one = aliased(PromotionPack)
    left = case((one.most_units.is_not(None), one.most_units - one.taken))
    told = [one.id, one.price_vnd, pack.price_vnd, left, one.last_on, _proven(one, pack), *_lows(one)]
    parts = [func.coalesce(cast(part, String), "") for part in told]
    text: Any = parts[0]
    for part in parts[1:]:
        text = text + "|" + part
    running = select(text).where(_runs(one, pack)).order_by(one.price_vnd, one.id).limit(1)
    return type_coerce(running.correlate(pack).scalar_subquery(), SaleType())


def _proven(one: Any, pack: Pack) -> ColumnElement[int]:
    """1 where the usual price was asked all the time since `asked_since`, and no other promotion ran in it."""
    change, other = aliased(PriceChange), aliased(PromotionPack)
    mine = change.variant_id == one.variant_id
    another = select(change.id).where(mine, change.at > one.asked_since, change.price_vnd != pack.price_vnd)
    ran = select(other.id).where(
        other.variant_id == one.variant_id,
        other.id != one.id,
        other.starts_at < one.starts_at,
        other.ends_at > one.asked_since,
        other.starts_at < other.ends_at,
    )
    stood = _price_at(one, one.asked_since) == pack.price_vnd
    return case((and_(stood, ~another.correlate(one, pack).exists(), ~ran.correlate(one).exists()), 1), else_=0)


def _lows(one: Any) -> tuple[ScalarSelect[int], ...]:
    """Of the thirty days before it began: the price at their beginning, the lowest change, the lowest promotion."""
    change, other = aliased(PriceChange), aliased(PromotionPack)
    changed = select(func.min(change.price_vnd)).where(
        change.variant_id == one.variant_id, change.at >= one.window_since, change.at < one.starts_at
    )
    ran = select(func.min(other.price_vnd)).where(
        other.variant_id == one.variant_id,
        other.starts_at < one.starts_at,
        other.ends_at > one.window_since,
        other.starts_at < other.ends_at,
    )
    before = _price_at(one, one.window_since)
    return before, changed.correlate(one).scalar_subquery(), ran.correlate(one).scalar_subquery()


def _price_at(one: Any, instant: Any) -> ScalarSelect[int]:
    change = aliased(PriceChange)
    last = select(change.price_vnd).where(change.variant_id == one.variant_id, change.at <= instant)
    return last.order_by(change.at.desc(), change.id.desc()).limit(1).correlate(one).scalar_subquery()


def turns(pack: Pack) -> tuple[ScalarSelect[date], ScalarSelect[date]]:
    """Columns for a statement about pack sizes: the first day of the next promotion, the last one of what runs."""
    one = aliased(PromotionPack)
    mine = one.variant_id == pack.id, one.ends_at > NOW
    to_come = select(func.min(one.first_on)).where(*mine, one.starts_at > NOW)
    runs = select(func.min(one.last_on)).where(*mine, one.starts_at <= NOW)
    return to_come.correlate(pack).scalar_subquery(), runs.correlate(pack).scalar_subquery()
