"""Announcing campaigns, joining them, and stopping them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import func

from marketplace import promotions, vouchers
from marketplace.accounts.models import User
from marketplace.campaigns.errors import CampaignEmpty, CampaignOver, CampaignRate, NotInvited
from marketplace.campaigns.fitting import Fit, fits, packs_of, plan_of
from marketplace.campaigns.models import Campaign, CampaignEntry
from marketplace.campaigns.queries import entries_of
from marketplace.catalogue.models import Product
from marketplace.clock import now, today
from marketplace.database import db
from marketplace.prices import Promotion, limits_on
from marketplace.promotions.errors import PromotionDays
from marketplace.vouchers import Bearer, NewVoucher, VoucherKind

SHOWN: Final = 20
"""So many pack sizes are shown before a campaign is announced."""


@dataclass(frozen=True)
class NewCampaign:
    """A campaign as an operator writes it: basis points off, days in Vietnam, both included.

    With a `code` the market bears it, as a voucher that every basket proposes; else the shops that join.
    """

    name: str
    basis_points: int
    first_on: date
    last_on: date
    families: Sequence[str] = field(default_factory=list)
    product_ids: Sequence[int] = field(default_factory=list)
    code: str = ""
    most_vnd: int | None = None
    most_uses: int | None = None

    @property
    def bearer(self) -> Bearer:
        """Who bears it."""
        return Bearer.MARKET if self.code else Bearer.SELLER


class Outlook(NamedTuple):
    """How many pack sizes of how many shops a campaign is for today, and what it would make of the first ones."""

    packs: int
    shops: int
    first: list[Fit]


def preview(new: NewCampaign) -> Outlook:
    """What it would make of the goods that are on sale today. Raises CampaignRate, PromotionDays or CampaignEmpty."""
    most = limits_on(new.first_on).most_percent
    if not 0 < new.basis_points <= most * 100:
        raise CampaignRate(most=most)
    if new.last_on < new.first_on or new.first_on < today():
        raise PromotionDays()
    found = packs_of(new.families, new.product_ids)
    counts = func.count(), func.count(Product.seller_id.distinct())
    packs, shops = db.session.execute(found.with_only_columns(*counts).order_by(None)).one()
    if not packs:
        raise CampaignEmpty()
    plan = plan_of(new.basis_points, new.first_on, new.last_on)
    return Outlook(packs, shops, list(fits(plan, db.session.scalars(found.limit(SHOWN)))))


def announce(new: NewCampaign, *, by: User | None) -> Campaign:
    """Let shops join it or, where the market bears it, make its voucher. Raises as `preview` and `vouchers.make`."""
    preview(new)
    campaign = Campaign(
        name=new.name,
        bearer=new.bearer,
        basis_points=new.basis_points,
        first_on=new.first_on,
        last_on=new.last_on,
        families=list(new.families),
        product_ids=list(new.product_ids),
        voucher=_voucher(new, by) if new.code else None,
        made_by=by,
    )
    db.session.add(campaign)
    db.session.flush()
    return campaign


def join(campaign: Campaign, seller_id: int, refs: Sequence[str], *, by: User | None) -> Promotion:
    """The shop bears the campaign for these pack sizes of its own: a promotion like any, which it can stop itself.

    The campaign is loaded with its lock. Raises CampaignOver, NotInvited, or what `promotions.plan` does.
    """
    if campaign.is_over:
        raise CampaignOver()
    if not campaign.is_borne_by_shops:
        raise NotInvited()
    packs = db.session.scalars(packs_of(campaign.families, campaign.product_ids).where(Product.seller_id == seller_id))
    fitting = {pack.ref for pack in packs}
    plan = plan_of(campaign.basis_points, campaign.first_on, campaign.last_on, campaign.name)
    promotion = promotions.plan(seller_id, plan, [ref for ref in refs if ref in fitting], by=by)
    db.session.add(CampaignEntry(campaign_id=campaign.id, promotion=promotion, by=by))
    db.session.flush()
    return promotion


def stop(campaign: Campaign, *, by: User, reason: str) -> None:
    """End it at once, with the promotions that joined it or its voucher; orders keep their prices.

    The campaign is loaded with its lock. Raises CampaignOver.
    """
    if campaign.is_over:
        raise CampaignOver()
    campaign.stopped_at, campaign.stopped_by, campaign.stop_reason = now(), by, reason
    if campaign.voucher and not campaign.voucher.is_over:
        vouchers.end(vouchers.get(campaign.voucher.ref, lock=True), by=by, note=reason)
    for ref in sorted(entry.promotion.ref for entry in entries_of(campaign)):
        promotion = promotions.get(ref, lock=True)
        if promotion.stopped_at is None:
            promotions.stop(promotion, by=by, reason=reason)
    db.session.flush()


def _voucher(new: NewCampaign, by: User | None) -> vouchers.Voucher:
    said = {"families": list(new.families), "product_ids": list(new.product_ids)}
    limits = {"most_vnd": new.most_vnd, "most_uses": new.most_uses}
    days = {"first_day": new.first_on, "last_day": new.last_on}
    rate = {"kind": VoucherKind.PERCENT, "basis_points": new.basis_points}
    made = NewVoucher(code=new.code, bearer=Bearer.MARKET, is_public=True, **rate, **days, **limits, **said)  # type: ignore[arg-type]
    return vouchers.make(made, by=by, note=new.name)
