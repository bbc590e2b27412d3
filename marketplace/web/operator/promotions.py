"""The promotions of all shops: what runs, what is to come, and stopping one."""

from flask import Blueprint, Response, flash, render_template
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from marketplace import orders, promotions
from marketplace.accounts import OperatorPermission
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.promotions import Promotion
from marketplace.web import promotion_words
from marketplace.web.filters import number
from marketplace.web.forms import ShopForm
from marketplace.web.locale import gettext
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_promotions", __name__, url_prefix="/van-hanh/khuyen-mai")
blueprint.context_processor(navigation_rail)

Page = Response | str | tuple[str, int]


class StopForm(ShopForm):
    """Why a promotion is stopped, which its shop reads."""

    stop_reason = StringField(
        _("Lý do, nơi bán đọc được"),
        [
            InputRequired(_("Ghi lý do để nơi bán biết.")),
            Length(max=300, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự.")),
        ],
    )


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_CATALOGUE, OperatorPermission.VIEW_TRUST)
def show_list() -> str:
    return _page()


@blueprint.get("/<ref>")
@requires(OperatorPermission.VIEW_CATALOGUE, OperatorPermission.VIEW_TRUST)
def show(ref: str) -> str:
    return _page(promotions.get(ref))


@blueprint.post("/<ref>/dung")
@requires(OperatorPermission.CHANGE_CATALOGUE, OperatorPermission.CHANGE_TRUST)
def stop(ref: str) -> Page:
    """End it at once; orders keep its price."""
    form = StopForm()
    if not form.validate():
        return _page(promotions.get(ref), form), 422
    try:
        with transaction():
            promotion = promotions.get(ref, lock=True)
            promotions.stop(promotion, by=current_user.user, reason=form.stop_reason.data or "")
    except DomainError as error:
        form.refuse(error)
        return _page(promotions.get(ref), form), error.status
    flash(gettext("Đã dừng khuyến mãi. Giá thường trở lại ngay, đơn đã đặt giữ giá."))
    return see_other(".show", ref=ref)


def _page(opened: Promotion | None = None, form: StopForm | None = None) -> str:
    found, packs = promotions.all_promotions(), promotions.packs_of(opened) if opened else []
    return render_template(
        "operator/promotions/list.html",
        promotions=found,
        span=gettext("Đợt khuyến mãi: %(count)s", count=number(len(found))),
        opened=opened,
        packs=packs,
        sold=orders.sold_in_promotion([each.pack.id for each in packs]) if packs else {},
        form=form or StopForm(formdata=None),
        words=promotion_words,
    )
