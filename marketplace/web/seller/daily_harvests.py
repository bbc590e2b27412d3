"""What comes in every day, such as eggs: so many a day can be ordered, the rest is for the next day."""

from flask import Response, flash, render_template, request
from flask_login import current_user

from marketplace import catalogue, orders, stock
from marketplace.catalogue.models import Variant
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.filters import goods
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.harvest_forms import DailyForm
from marketplace.web.seller.harvests import MOST_PACKS
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_daily_harvests", __name__, "/ban-hang/moi-ngay")

Answer = Response | tuple[str, int]


@blueprint.get("")
@requires(ShopPermission.VIEW_GOODS)
def show() -> str:
    return _page(DailyForm(formdata=None, mon=request.args.get("mon")))


@blueprint.post("")
@requires(ShopPermission.CHANGE_GOODS)
def save() -> Answer:
    form = DailyForm()
    if not form.validate():
        return _page(form), 422
    try:
        with transaction():
            variant = _own(form.mon.data or "")
            orders.renew_daily_harvests([stock.set_daily(variant, form.units, by_id=current_user.id)])
    except DomainError as error:
        form.refuse(error)
        return _page(form), error.status
    name = goods(variant.product, variant)
    flash(gettext("Đã ghi: mỗi ngày %(count)s × %(goods)s.", count=form.units, goods=name))
    return see_other(".show")


@blueprint.post("/<ref>/ngung")
@requires(ShopPermission.CHANGE_GOODS)
def stop(ref: str) -> Response:
    with transaction():
        plan = stock.daily_of(_own(ref))
        if plan is not None:
            stock.stop_daily(plan)
    flash(gettext("Đã ngừng bán mỗi ngày. Đơn đã đặt vẫn giữ nguyên."))
    return see_other(".show")


def _own(ref: str) -> Variant:
    return catalogue.get_variant_of(current_membership().seller_id, ref)


def _page(form: DailyForm) -> str:
    seller_id = current_membership().seller_id
    form.offer(stock.logged_last(seller_id, limit=MOST_PACKS))
    return render_template("seller/harvests/daily.html", form=form, plans=stock.daily_plans(seller_id))
