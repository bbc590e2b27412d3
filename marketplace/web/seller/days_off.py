"""Days on which the shop packs nothing, and the holidays on which nobody carries."""

from datetime import timedelta

from flask import Response, flash, render_template, url_for
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField
from wtforms.validators import InputRequired

from marketplace import orders, sellers, shipping
from marketplace.clock import today
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.sellers import DaysOff
from marketplace.sellers.models import Seller
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.filters import day_range
from marketplace.web.forms import DATES, ShopForm
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import confirm, see_other
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_days_off", __name__, "/ban-hang/them/ngay-nghi")
AHEAD = timedelta(days=180)

Answer = Response | tuple[str, int]


class DaysOffForm(ShopForm):
    """From when to when, and whether orders may come in meanwhile."""

    first_on = DateField(_("Nghỉ từ ngày"), [InputRequired(_("Viết ngày đầu, ví dụ: 25/12/2026."))], format=DATES)
    last_on = DateField(_("Đến hết ngày"), [InputRequired(_("Viết ngày cuối, ví dụ: 28/12/2026."))], format=DATES)
    refuses = BooleanField(_("Không nhận đơn trong những ngày này"))

    @property
    def period(self) -> DaysOff:
        """What was typed; only after a successful check."""
        first_on, last_on = self.first_on.data, self.last_on.data
        assert first_on
        assert last_on
        return DaysOff(first_on, last_on, not self.refuses.data)


@blueprint.get("")
@requires(ShopPermission.CHANGE_GOODS)
def show() -> str:
    return _page()


@blueprint.post("")
@requires(ShopPermission.CHANGE_GOODS)
def add() -> Answer:
    form = DaysOffForm()
    if not form.validate():
        return _page(form), 422
    try:
        with transaction():
            seller = _own_locked()
            sellers.rest(seller, form.period)
            orders.renew_daily_of(seller)
    except DomainError as error:
        form.refuse(error, form.last_on)
        return _page(form), error.status
    days = day_range(form.period.first_on, form.period.last_on)
    flash(gettext("Đã ghi ngày nghỉ %(days)s. Khách thấy ngay trước khi đặt.", days=days))
    return see_other(".show")


@blueprint.post("/<first>/bo")
@requires(ShopPermission.CHANGE_GOODS)
def remove(first: str) -> Answer:
    try:
        with transaction():
            seller = _own_locked()
            gone = sellers.work_after_all(seller, first)
            orders.renew_daily_of(seller)
    except DomainError as error:
        return _page(), error.status
    fields = {"first_on": f"{gone.first_on}", "last_on": f"{gone.last_on}", "refuses": "" if gone.takes_orders else "y"}
    days = day_range(gone.first_on, gone.last_on)
    undo: dict[str, object] = {name: value for name, value in fields.items() if value}
    confirm(gettext("Đã bỏ ngày nghỉ %(days)s.", days=days), gettext("Ghi lại"), url_for(".add"), undo=undo)
    return see_other(".show")


def _own_locked() -> Seller:
    return sellers.get_seller(current_membership().seller.slug, lock=True)


def _page(form: DaysOffForm | None = None) -> str:
    seller = sellers.get_seller(current_membership().seller.slug)
    return render_template(
        "seller/days_off.html",
        periods=sellers.days_off_in(seller.days_off),
        holidays=shipping.holidays_between(today(), today() + AHEAD),
        form=form or DaysOffForm(formdata=None),
    )
