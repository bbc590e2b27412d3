"""Campaigns of the market that a shop may join: what each pack size would cost and leave it, and agreeing to that."""

from flask import Response, flash, render_template
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import SelectMultipleField

from marketplace import campaigns
from marketplace.campaigns import Campaign, Fit
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.prices import limits_on
from marketplace.sellers.permissions import ShopPermission
from marketplace.web import campaign_words
from marketplace.web.filters import goods
from marketplace.web.forms import SelectChoice, ShopForm
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_campaigns", __name__, "/ban-hang/khuyen-mai/cho")


class JoinForm(ShopForm):
    """Which pack sizes a shop puts into a campaign."""

    packs = SelectMultipleField(_("Tham gia với cỡ gói nào"))

    def offer(self, fits: list[Fit]) -> "JoinForm":
        """Let those be chosen that can join."""
        fitting = [each.variant for each in fits if each.planned]
        self.packs.choices = [SelectChoice(pack.ref, goods(pack.product, pack)) for pack in fitting]
        return self


@blueprint.get("/<ref>")
@requires(ShopPermission.CHANGE_GOODS)
def show(ref: str) -> str:
    campaign = campaigns.get(ref)
    return _page(campaign, campaigns.fits_of(campaign, current_membership().seller_id), JoinForm(formdata=None))


@blueprint.post("/<ref>")
@requires(ShopPermission.CHANGE_GOODS)
def join(ref: str) -> Response | str | tuple[str, int]:
    """The shop agrees: a promotion like any of its own, which it can stop itself."""
    seller_id, campaign = current_membership().seller_id, campaigns.get(ref)
    fits = campaigns.fits_of(campaign, seller_id)
    form = JoinForm().offer(fits)
    if not form.validate():
        return _page(campaign, fits, form), 422
    try:
        with transaction():
            held = campaigns.get(ref, lock=True)
            made = campaigns.join(held, seller_id, form.packs.data or [], by=current_user.user)
    except DomainError as error:
        form.refuse(error, form.packs)
        return _page(campaign, fits, form), error.status
    flash(gettext("Đã tham gia %(name)s. Giá tự đổi đúng ngày và tự trở lại sau ngày cuối.", name=campaign.name))
    return see_other("shop_promotions.show", ref=made.ref)


def _page(campaign: Campaign, fits: list[Fit], form: JoinForm) -> str:
    return render_template(
        "seller/campaigns/show.html",
        campaign=campaign,
        fits=fits,
        form=form.offer(fits),
        words=campaign_words,
        limits=limits_on(campaign.first_on),
    )
