"""What a campaign is and how it stands, in words: operators and shops read the same."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from marketplace.campaigns import Campaign
from marketplace.campaigns.actions import NewCampaign
from marketplace.catalogue import get_category
from marketplace.catalogue.models import Product
from marketplace.clock import today
from marketplace.vouchers import Bearer
from marketplace.web.filters import full_date, say
from marketplace.web.locale import gettext

BEARERS: Final[Mapping[Bearer, LazyString]] = {
    Bearer.MARKET: _("Chợ chịu, nơi bán nhận đủ giá"),
    Bearer.SELLER: _("Nơi bán chịu, ai muốn thì tham gia"),
}


def state(campaign: Campaign) -> tuple[str, str]:
    """How it stands today, with the tone of its pill."""
    if campaign.stopped_at is not None:
        return gettext("Đã dừng"), "n"
    if campaign.last_on < today():
        return gettext("Đã hết"), "n"
    return (gettext("Sắp tới"), "b") if campaign.first_on > today() else (gettext("Đang chạy"), "g")


def cut(campaign: Campaign | NewCampaign) -> str:
    """How much it takes off."""
    return gettext("giảm %(rate)s %%", rate=campaign.basis_points // 100)


def span(campaign: Campaign) -> str:
    """Its first and its last day: "01/12/2026 – 31/12/2026"."""
    return f"{full_date(campaign.first_on)} – {full_date(campaign.last_on)}"


def told_goods(campaign: Campaign, products: Mapping[int, Product]) -> str:
    """For which goods it is."""
    families = [say(get_category(slug), "name") for slug in campaign.families]
    return ", ".join([*families, *(say(each, "name") for each in products.values())])
