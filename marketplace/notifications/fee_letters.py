"""Letters to shops about fees that change, written on the day of the decision: before the first sale it counts for.

A rule can be about all shops, so they are written by a job, some at a time.
"""

from typing import Any, Final

from sqlalchemy import ColumnElement, select

from marketplace import jobs
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.events import handles
from marketplace.fees.models import FeeRule, FeeRuleEvent
from marketplace.notifications import mails
from marketplace.sellers.models import Seller, SellerState

FEE_LETTERS: Final = "fee_letters"
"""The kind of the job that writes them."""
GOODS_PATH: Final = "/ban-hang/mon"
AT_ONCE: Final = 200


@handles(FeeRuleEvent)
def tell_of_fees(happened: list[FeeRuleEvent]) -> None:
    """Shops whose sales the rule counts for hear what it asks and from which day on, or that it ends."""
    for event in happened:
        jobs.enqueue(FEE_LETTERS, {"event": event.id, "after": 0})


def write_fee_letters(payload: dict[str, Any]) -> None:
    """Write to some of the shops that a decision about a fee concerns, and leave the rest to another job."""
    event = db.session.get_one(FeeRuleEvent, payload["event"])
    wanted = select(Seller).where(Seller.id > payload["after"], *_concerned(event.rule)).order_by(Seller.id)
    shops = db.session.scalars(wanted.limit(AT_ONCE)).all()
    product = db.session.get(Product, event.rule.product_id) if event.rule.product_id else None
    for shop in shops:
        mails.shop_mail("fee_changed", shop, path=GOODS_PATH, event=event, rule=event.rule, product=product)
    if len(shops) == AT_ONCE:
        jobs.enqueue(FEE_LETTERS, {"event": event.id, "after": shops[-1].id})


def _concerned(rule: FeeRule) -> list[ColumnElement[bool]]:
    """Open shops that can be written to and sell what the rule is about."""
    found: list[ColumnElement[bool]] = [Seller.state == SellerState.APPROVED, Seller.email.is_not(None)]
    sells = select(Product.id).where(Product.seller_id == Seller.id)
    if rule.seller_id is not None:
        found.append(Seller.id == rule.seller_id)
    if rule.product_id is not None:
        found.append(sells.where(Product.id == rule.product_id).exists())
    if rule.category is not None:
        found.append(sells.where(Product.category == rule.category, Product.is_listed).exists())
    return found
