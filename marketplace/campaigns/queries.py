"""Questions about campaigns."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from marketplace.campaigns.errors import CampaignNotFound
from marketplace.campaigns.models import Campaign, CampaignEntry
from marketplace.catalogue.models import Product
from marketplace.clock import today
from marketplace.database import db
from marketplace.prices import Promotion
from marketplace.vouchers import Bearer


def get(ref: str, *, lock: bool = False) -> Campaign:
    """The campaign. Raises CampaignNotFound."""
    found = select(Campaign).where(Campaign.ref == ref)
    if lock:
        found = found.with_for_update(of=Campaign).execution_options(populate_existing=True)
    campaign = db.session.scalar(found)
    if campaign is None:
        raise CampaignNotFound()
    return campaign


def all_campaigns(*, limit: int = 100) -> Sequence[Campaign]:
    """The campaigns, the last to begin first."""
    found = select(Campaign).order_by(Campaign.first_on.desc(), Campaign.id.desc()).limit(limit)
    return db.session.scalars(found).all()


def entries_of(campaign: Campaign) -> Sequence[CampaignEntry]:
    """What shops put into it, with the promotions and their shops, in the order in which they agreed."""
    loaded = joinedload(CampaignEntry.promotion).joinedload(Promotion.seller), joinedload(CampaignEntry.by)
    mine = select(CampaignEntry).where(CampaignEntry.campaign_id == campaign.id).options(*loaded)
    return db.session.scalars(mine.order_by(CampaignEntry.at, CampaignEntry.promotion_id)).all()


def invitations(seller_id: int) -> list[Campaign]:
    """The campaigns that this shop may join with goods of its own, the next to end first."""
    running = select(Campaign).where(Campaign.bearer == Bearer.SELLER, Campaign.stopped_at.is_(None))
    found = db.session.scalars(running.where(Campaign.last_on >= today()).order_by(Campaign.last_on, Campaign.id)).all()
    if not found:
        return []
    goods = select(Product.id, Product.category).where(Product.seller_id == seller_id, Product.is_listed)
    own = db.session.execute(goods).all()
    families, ids = {row[1] for row in own}, {row[0] for row in own}
    return [each for each in found if families & set(each.families) or ids & set(each.product_ids)]
