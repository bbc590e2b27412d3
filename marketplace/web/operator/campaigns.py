"""Campaigns of the market: planned with a preview, what shops put into them, stopping one, and a table to save."""

from collections.abc import Iterator
from datetime import date
from hashlib import md5
from typing import Final

from flask import Blueprint, Response, flash, render_template
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import DateField, HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.validators import Optional as MayBeEmpty

from marketplace import campaigns, catalogue, orders, promotions
from marketplace.accounts import OperatorPermission
from marketplace.campaigns import Campaign, NewCampaign, Outlook
from marketplace.campaigns.errors import CampaignEmpty, CampaignRate
from marketplace.catalogue.categories import CATEGORIES
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.money import parse_vnd
from marketplace.promotions.errors import PromotionDays
from marketplace.vouchers.errors import CodeTaken, CodeUnreadable, EndsTooEarly, RateTooHigh
from marketplace.web import campaign_words, csv
from marketplace.web.csv import Cell
from marketplace.web.filters import goods, moment, number, say
from marketplace.web.forms import DATES, Reads, SelectChoice, ShopForm
from marketplace.web.locale import gettext
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.operator.promotions import StopForm
from marketplace.web.permissions import requires
from marketplace.web.promotion_words import example_days
from marketplace.web.redirects import see_other
from marketplace.web.voucher_forms import parse_limit

blueprint = Blueprint("operator_campaigns", __name__, url_prefix="/van-hanh/chuong-trinh")
blueprint.context_processor(navigation_rail)

Page = Response | str | tuple[str, int]
NAME: Final = Length(max=80, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự."))
NAMED: Final = InputRequired(_("Đặt tên để nơi bán biết, ví dụ Tết sum vầy."))
CUT: Final = InputRequired(_("Ghi số phần trăm, ví dụ 10."))
BEGINS: Final = InputRequired(_("Ghi ngày bắt đầu: ngày, tháng, năm."))
ENDS: Final = InputRequired(_("Ghi ngày cuối: ngày, tháng, năm."))


def parse_slugs(text: str) -> list[int]:
    """The products at these addresses, one in each line. Raises ProductNotFound."""
    return [catalogue.get_any_product(line.strip()).id for line in text.splitlines() if line.strip()]


class CampaignForm(ShopForm):
    """A campaign that is to be announced; `confirmed` with the digest of the preview that was seen."""

    name = StringField(_("Tên chương trình"), [NAMED, NAME])
    rate = StringField(_("Giảm mấy phần trăm"), [CUT, Reads(promotions.parse_rate)])
    first_day = DateField(_("Từ ngày"), [BEGINS], format=DATES)
    last_day = DateField(_("Đến hết ngày"), [ENDS], format=DATES)
    families = SelectMultipleField(_("Nhóm hàng"))
    products = TextAreaField(_("Món hàng"), [MayBeEmpty(), Reads(parse_slugs)])
    code = StringField(_("Mã giảm giá, nếu chợ chịu"), [MayBeEmpty(), Length(max=24)])
    most = StringField(_("Giảm nhiều nhất mỗi đơn"), [MayBeEmpty(), Reads(parse_vnd)])
    most_uses = StringField(_("Tất cả bao nhiêu lượt"), [MayBeEmpty(), Reads(parse_limit)])
    confirmed = HiddenField()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.families.choices = [SelectChoice(each.slug, say(each, "name")) for each in CATEGORIES]

    def campaign(self) -> NewCampaign:
        """The valid form; what limits a voucher belongs to the market's cost."""
        code = (self.code.data or "").strip()
        return NewCampaign(
            name=self.name.data or "",
            basis_points=promotions.parse_rate(self.rate.data or ""),
            first_on=self.first_day.data or date.min,
            last_on=self.last_day.data or date.min,
            families=self.families.data or [],
            product_ids=parse_slugs(self.products.data or ""),
            code=code,
            most_vnd=(parse_vnd(self.most.data) or None) if code and self.most.data else None,
            most_uses=parse_limit(self.most_uses.data) if code and self.most_uses.data else None,
        )

    def refuse_campaign(self, error: DomainError) -> None:
        """Say beside its field what speaks against it."""
        fields = {
            CampaignRate: self.rate,
            RateTooHigh: self.rate,
            PromotionDays: self.last_day,
            EndsTooEarly: self.last_day,
            CampaignEmpty: self.products,
            CodeTaken: self.code,
            CodeUnreadable: self.code,
        }
        self.refuse(error, fields.get(type(error)))


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_FINANCE)
def show_list() -> str:
    return _page()


@blueprint.get("/moi")
@requires(OperatorPermission.CHANGE_FINANCE)
def new() -> str:
    return _page(form=CampaignForm(formdata=None))


@blueprint.post("")
@requires(OperatorPermission.CHANGE_FINANCE)
def add() -> Page:
    """Show what the campaign would make of the goods; once that was seen and confirmed, announce it."""
    form = CampaignForm()
    if not form.validate():
        return _page(form=form), 422
    wanted = form.campaign()
    try:
        outlook = campaigns.preview(wanted)
        if form.confirmed.data != _digest(wanted, outlook):
            return _page(form=form, outlook=outlook, seen=_digest(wanted, outlook), wanted=wanted)
        with transaction():
            made = campaigns.announce(wanted, by=current_user.user)
    except DomainError as error:
        form.refuse_campaign(error)
        return _page(form=form), error.status
    flash(gettext("Đã công bố chương trình %(name)s.", name=made.name))
    return see_other(".show", ref=made.ref)


@blueprint.get("/<ref>")
@requires(OperatorPermission.VIEW_FINANCE)
def show(ref: str) -> str:
    return _page(opened=campaigns.get(ref))


@blueprint.get("/<ref>/mon-tham-gia.csv")
@requires(OperatorPermission.VIEW_FINANCE)
def export(ref: str) -> Response:
    campaign = campaigns.get(ref)
    heading = [
        gettext("Nơi bán"),
        gettext("Món hàng"),
        gettext("Giá thường (đồng)"),
        gettext("Giá khuyến mãi (đồng)"),
        gettext("Đã bán"),
        gettext("Đồng ý lúc"),
        gettext("Người đồng ý"),
        gettext("Dừng lúc"),
    ]
    return csv.table(f"chuong-trinh-{campaign.ref}.csv", heading, _rows(campaign))


@blueprint.post("/<ref>/dung")
@requires(OperatorPermission.CHANGE_FINANCE)
def stop(ref: str) -> Page:
    """End it with everything that joined it; orders keep their prices."""
    form = StopForm()
    if not form.validate():
        return _page(opened=campaigns.get(ref), stopping=form), 422
    try:
        with transaction():
            campaigns.stop(campaigns.get(ref, lock=True), by=current_user.user, reason=form.stop_reason.data or "")
    except DomainError as error:
        form.refuse(error)
        return _page(opened=campaigns.get(ref), stopping=form), error.status
    flash(gettext("Đã dừng chương trình. Giá thường trở lại ngay, đơn đã đặt giữ giá."))
    return see_other(".show", ref=ref)


def _page(*, opened: Campaign | None = None, stopping: StopForm | None = None, **more: object) -> str:
    found = campaigns.all_campaigns()
    return render_template(
        "operator/campaigns/list.html",
        campaigns=found,
        span=gettext("Chương trình: %(count)s", count=number(len(found))),
        opened=opened,
        entries=campaigns.entries_of(opened) if opened else [],
        goods=catalogue.products_by_id(set(opened.product_ids)) if opened else {},
        stopping=stopping or StopForm(formdata=None),
        words=campaign_words,
        examples=example_days(),
        **{"form": None, "outlook": None, "seen": "", "wanted": None} | more,
    )


def _digest(wanted: NewCampaign, outlook: Outlook) -> str:
    """What was seen: a form that was changed since is shown once more before it is announced."""
    told = [(each.variant.ref, each.planned and each.planned.price_vnd) for each in outlook.first]
    return md5(repr((wanted, outlook.packs, told)).encode(), usedforsecurity=False).hexdigest()


def _rows(campaign: Campaign) -> Iterator[list[Cell]]:
    for entry in campaigns.entries_of(campaign):
        within = promotions.packs_of(entry.promotion)
        sold = orders.sold_in_promotion([each.pack.id for each in within])
        stopped_at = entry.promotion.stopped_at
        for each in within:
            yield [
                say(entry.promotion.seller, "name"),
                goods(each.variant.product, each.variant),
                each.pack.usual_vnd,
                each.pack.price_vnd,
                sold.get(each.pack.id, 0),
                moment(entry.at),
                entry.by.name if entry.by else "",
                moment(stopped_at) if stopped_at else "",
            ]
