"""The promotions of the demo shop: one that runs and one to come, each with the history that proves its prices."""

from datetime import date, timedelta

from sqlalchemy import select

from marketplace import campaigns, catalogue, promotions
from marketplace.accounts.models import User
from marketplace.campaigns import NewCampaign
from marketplace.catalogue.models import Variant
from marketplace.clock import now, pretending, today
from marketplace.database import db
from marketplace.promotions import Plan


def add_promotions(*, owner: User) -> None:
    """A small jar next week, since yesterday goods that were once cheaper, and a campaign of the market to join."""
    _plan("GL-250", _day(7), _day(13), 1_000, by=owner, name="Tuần mật ong")
    raised = _pack("LS-500")
    usual_vnd = raised.price_vnd
    for days, price_vnd in ((120, usual_vnd - 10_000), (24, usual_vnd)):
        with pretending(now() - timedelta(days=days)):
            catalogue.reprice(raised, price_vnd=price_vnd, is_approved=True)
            db.session.flush()
    _plan("LS-500", _day(-1), _day(5), 1_500, most_units=20)
    new = NewCampaign("Tuần quà quê", 1_000, _day(20), _day(26), families=["mat-ong", "ga-trung"])
    campaigns.announce(new, by=None)


def _plan(
    ref: str,
    first: date,
    last: date,
    rate: int,
    *,
    by: User | None = None,
    name: str = "",
    most_units: int | None = None,
) -> None:
    """As its shop planned it three days ago."""
    pack = _pack(ref)
    with pretending(now() - timedelta(days=3)):
        wanted = Plan(first, last, basis_points=rate, most_units=most_units, name=name)
        promotions.plan(pack.product.seller_id, wanted, [ref], by=by)


def _pack(ref: str) -> Variant:
    return db.session.scalars(select(Variant).where(Variant.ref == ref)).one()


def _day(days: int) -> date:
    return today() + timedelta(days=days)
