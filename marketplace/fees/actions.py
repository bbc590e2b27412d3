"""Writing rules about fees, and ending them."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, select

from marketplace.accounts.models import User
from marketplace.clock import today
from marketplace.database import after_commit, announce, db
from marketplace.fees.errors import (
    AmountMissing,
    LeastAboveMost,
    RateTooHigh,
    RuleEndsBeforeItBegins,
    RuleEndsTooEarly,
    RuleOver,
    RuleTooEarly,
    TooManyRules,
)
from marketplace.fees.models import FeeRule, FeeRuleEvent, RuleStep
from marketplace.fees.rules import forget_rules
from marketplace.fees.terms import FeeKind

MOST_PERCENT: Final = 30
MOST_RULES: Final = 2_000


@dataclass(frozen=True)
class NewRule:
    """A rule as an operator writes it. Money in dong, the rate in basis points, all with VAT."""

    kind: FeeKind
    first_day: date
    basis_points: int = 0
    fixed_vnd: int = 0
    least_vnd: int | None = None
    most_vnd: int | None = None
    category: str | None = None
    seller_id: int | None = None
    product_id: int | None = None
    method: str | None = None
    last_day: date | None = None


def add_rule(new: NewRule, *, by: User | None, note: str = "") -> FeeRule:
    """A rule for sales from its first day on, tomorrow at the earliest.

    Raises RuleTooEarly, RuleEndsBeforeItBegins, RateTooHigh, AmountMissing, LeastAboveMost or TooManyRules.
    """
    check_rule(new)
    if (db.session.scalar(select(func.count()).select_from(FeeRule)) or 0) >= MOST_RULES:
        raise TooManyRules()
    rule = FeeRule(**vars(new))
    rule.events = [FeeRuleEvent(step=RuleStep.ADDED, last_day=new.last_day, note=note, by=by)]
    db.session.add(rule)
    db.session.flush()
    announce(rule.events[-1])
    _forget()
    return rule


def end_rule(rule: FeeRule, *, last_day: date, by: User | None, note: str = "") -> None:
    """Let a rule count to the end of a day, today at the earliest; one that has not begun then never does.

    Raises RuleOver or RuleEndsTooEarly.
    """
    if rule.is_over:
        raise RuleOver()
    if last_day < today():
        raise RuleEndsTooEarly()
    rule.last_day = last_day
    rule.events.append(FeeRuleEvent(step=RuleStep.ENDED, last_day=last_day, note=note, by=by))
    db.session.flush()
    announce(rule.events[-1])
    _forget()


def check_rule(new: NewRule) -> None:
    """Raise what speaks against the rule, as `add_rule` does."""
    if new.first_day <= today():
        raise RuleTooEarly()
    if new.last_day is not None and new.last_day < new.first_day:
        raise RuleEndsBeforeItBegins()
    if new.basis_points > MOST_PERCENT * 100:
        raise RateTooHigh(most=MOST_PERCENT)
    is_nothing = not new.fixed_vnd if new.kind == FeeKind.FIXED else new.kind == FeeKind.PAYMENT and not _asks(new)
    if is_nothing:
        raise AmountMissing()
    if new.least_vnd is not None and new.most_vnd is not None and new.least_vnd > new.most_vnd:
        raise LeastAboveMost()


def _asks(new: NewRule) -> bool:
    return bool(new.basis_points or new.least_vnd)


def _forget() -> None:
    """Other processes read the rules anew before the first day on which this makes a difference."""
    if db.session().info.get("writing"):
        after_commit(forget_rules)
    else:
        forget_rules()
