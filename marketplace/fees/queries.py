"""Questions about the rules of fees."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from marketplace.database import db
from marketplace.fees.errors import RuleNotFound
from marketplace.fees.models import FeeRule, FeeRuleEvent


def all_rules() -> list[FeeRule]:
    """Every rule, those to come first, then the newest, with their shops."""
    rules = select(FeeRule).options(joinedload(FeeRule.seller))
    return list(db.session.scalars(rules.order_by(FeeRule.first_day.desc(), FeeRule.id.desc())))


def get_rule(ref: str, *, lock: bool = False) -> FeeRule:
    """The rule with its history. Raises RuleNotFound."""
    found = select(FeeRule).where(FeeRule.ref == ref)
    if lock:
        found = found.with_for_update()
    rule = db.session.scalar(found.options(selectinload(FeeRule.events).joinedload(FeeRuleEvent.by)))
    if rule is None:
        raise RuleNotFound()
    return rule
