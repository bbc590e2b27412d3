"""What shops offer beside the market's carriers: seen, mended and taken back by operators."""

from flask import Blueprint, Response, flash, render_template

from marketplace import sellers
from marketplace.accounts import OperatorPermission
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.sellers import OwnDelivery
from marketplace.sellers.models import Seller
from marketplace.web.delivery_forms import FORMS, DeliveryForm
from marketplace.web.delivery_words import terms_of, way_title
from marketplace.web.filters import number, say
from marketplace.web.locale import gettext
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_own_deliveries", __name__, url_prefix="/van-hanh/cach-giao")
blueprint.context_processor(navigation_rail)

Answer = Response | str | tuple[str, int]


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_ORDERS)
def show_list() -> str:
    return _page()


@blueprint.get("/<slug>/<way>")
@requires(OperatorPermission.VIEW_ORDERS)
def show(slug: str, way: str) -> str:
    seller = sellers.get_seller(slug)
    return _page(seller, sellers.get_delivery(seller, way))


@blueprint.post("/<slug>/<way>")
@requires(OperatorPermission.CHANGE_ORDERS)
def save(slug: str, way: str) -> Answer:
    seller = sellers.get_seller(slug)
    own = sellers.get_delivery(seller, way)
    form = FORMS[own.kind]()
    if not form.validate():
        return _page(seller, own, form), 422
    try:
        with transaction():
            sellers.save_delivery(sellers.get_seller(slug, lock=True), form.told(way), by_market=True)
    except DomainError as error:
        form.refuse_delivery(error)
        return _page(seller, own, form), error.status
    flash(gettext("Đã sửa cách giao của %(seller)s.", seller=say(seller, "name")))
    return see_other(".show", slug=slug, way=way)


@blueprint.post("/<slug>/<way>/bo")
@requires(OperatorPermission.CHANGE_ORDERS)
def drop(slug: str, way: str) -> Response:
    with transaction():
        seller = sellers.get_seller(slug, lock=True)
        sellers.drop_delivery(seller, way)
    flash(gettext("Đã bỏ một cách giao của %(seller)s. Đơn đã đặt thì vẫn theo cách cũ.", seller=say(seller, "name")))
    return see_other(".list")


def _page(seller: Seller | None = None, own: OwnDelivery | None = None, form: DeliveryForm | None = None) -> str:
    rows = [
        (each, way, way_title(way.kind, way, say(each, "name")), terms_of(way))
        for each in sellers.with_own_delivery()
        for way in sellers.deliveries_in(each.deliveries)
    ]
    return render_template(
        "operator/own_deliveries/list.html",
        rows=rows,
        span=gettext("Cách giao: %(count)s", count=number(len(rows))),
        seller=seller,
        opened=own,
        form=form or (FORMS[own.kind].filled_from(own) if own else None),
    )
