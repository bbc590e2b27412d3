"""Promotions of a shop: planned with a preview of what each pack size costs and leaves, listed, and stopped."""

from datetime import date
from hashlib import md5
from typing import Final

from flask import Response, flash, render_template, request
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import DateField, HiddenField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.validators import Optional as MayBeEmpty

from marketplace import campaigns, orders, promotions
from marketplace.clock import today
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.money import parse_vnd
from marketplace.prices import limits_on
from marketplace.promotions import Plan, Planned
from marketplace.promotions.errors import CutMissing, CutTwice, PacksMissing, PromotionDays
from marketplace.sellers.permissions import ShopPermission
from marketplace.web import campaign_words, promotion_words
from marketplace.web.filters import goods, vnd
from marketplace.web.forms import DATES, Reads, SelectChoice, ShopForm
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_promotions", __name__, "/ban-hang/khuyen-mai")

Page = Response | str | tuple[str, int]
NAME: Final = Length(max=80, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự."))


class PromotionForm(ShopForm):
    """A promotion that is to be planned; `confirmed` with the digest of the preview that was seen."""

    packs = SelectMultipleField(_("Khuyến mãi cỡ gói nào"), validate_choice=True)
    rate = StringField(_("Giảm mấy phần trăm"), [MayBeEmpty(), Reads(promotions.parse_rate)])
    price = StringField(_("Hoặc giá mới"), [MayBeEmpty(), Reads(parse_vnd)])
    first_day = DateField(_("Từ ngày"), [InputRequired(_("Ghi ngày bắt đầu: ngày, tháng, năm."))], format=DATES)
    last_day = DateField(_("Đến hết ngày"), [InputRequired(_("Ghi ngày cuối: ngày, tháng, năm."))], format=DATES)
    most_units = StringField(_("Mỗi cỡ bao nhiêu gói"), [MayBeEmpty(), Reads(promotions.parse_units)])
    name = StringField(_("Tên đợt, cho người trong nhà"), [MayBeEmpty(), NAME])
    confirmed = HiddenField()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        mine = promotions.offered_by(current_membership().seller_id)
        self.packs.choices = [
            SelectChoice(pack.ref, f"{goods(pack.product, pack)}, {vnd(pack.price_vnd)}") for pack in mine
        ]

    def plan(self) -> Plan:
        """The valid form as `promotions.plan` takes it."""
        return Plan(
            first_on=self.first_day.data or date.min,
            last_on=self.last_day.data or date.min,
            basis_points=promotions.parse_rate(self.rate.data) if self.rate.data else 0,
            price_vnd=parse_vnd(self.price.data) if self.price.data else 0,
            most_units=promotions.parse_units(self.most_units.data) if self.most_units.data else None,
            name=self.name.data or "",
        )

    def refuse_plan(self, error: DomainError) -> None:
        """Say beside its field what speaks against the plan."""
        fields = {CutMissing: self.rate, CutTwice: self.price, PacksMissing: self.packs, PromotionDays: self.last_day}
        self.refuse(error, fields.get(type(error)))


@blueprint.get("", endpoint="list")
@requires(ShopPermission.CHANGE_GOODS)
def show_list() -> str:
    seller_id = current_membership().seller_id
    return render_template(
        "seller/promotions/list.html",
        promotions=promotions.all_promotions(seller_id=seller_id),
        invitations=campaigns.invitations(seller_id),
        words=promotion_words,
        campaign_words=campaign_words,
    )


@blueprint.get("/moi")
@requires(ShopPermission.CHANGE_GOODS)
def new() -> str:
    return _form(PromotionForm(formdata=None))


@blueprint.post("")
@requires(ShopPermission.CHANGE_GOODS)
def add() -> Page:
    """Show what the plan would make of the goods; once that was seen and confirmed, begin it."""
    form = PromotionForm()
    if not form.validate():
        return _form(form), 422
    wanted, refs, seller_id = form.plan(), form.packs.data or [], current_membership().seller_id
    try:
        planned = promotions.preview(wanted, promotions.own_packs(seller_id, refs))
        if form.confirmed.data != _digest(planned):
            return _form(form, planned)
        with transaction():
            made = promotions.plan(seller_id, wanted, refs, by=current_user.user)
    except DomainError as error:
        form.refuse_plan(error)
        return _form(form), error.status
    flash(gettext("Đã lên lịch khuyến mãi. Giá tự đổi vào đầu ngày và tự trở lại sau ngày cuối."))
    return see_other(".show", ref=made.ref)


@blueprint.get("/<ref>")
@requires(ShopPermission.CHANGE_GOODS)
def show(ref: str) -> str:
    promotion = promotions.get(ref, seller_id=current_membership().seller_id)
    packs = promotions.packs_of(promotion)
    return render_template(
        "seller/promotions/show.html",
        promotion=promotion,
        packs=packs,
        sold=orders.sold_in_promotion([each.pack.id for each in packs]),
        words=promotion_words,
    )


@blueprint.post("/<ref>/dung")
@requires(ShopPermission.CHANGE_GOODS)
def stop(ref: str) -> Response:
    """End it at once; orders keep its price."""
    with transaction():
        promotion = promotions.get(ref, seller_id=current_membership().seller_id, lock=True)
        promotions.stop(promotion, by=current_user.user)
    flash(gettext("Đã dừng khuyến mãi. Giá thường trở lại ngay, đơn đã đặt giữ giá."))
    return see_other(".show", ref=ref)


def _form(form: PromotionForm, planned: list[Planned] | None = None) -> str:
    seen = _digest(planned) if planned else ""
    limits = limits_on(today())
    examples = promotion_words.example_days()
    return render_template(
        "seller/promotions/new.html", form=form, planned=planned, seen=seen, limits=limits, examples=examples
    )


def _digest(planned: list[Planned]) -> str:
    """What was seen: a plan or a price that changed since is shown once more before it begins."""
    told = [(each.variant.ref, each.usual_vnd, each.price_vnd, each.net_vnd, each.is_proven) for each in planned]
    said = (
        told,
        request.form.getlist("first_day"),
        request.form.getlist("last_day"),
        request.form.getlist("most_units"),
    )
    return md5(repr(said).encode(), usedforsecurity=False).hexdigest()
