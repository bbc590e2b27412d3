"""Labels, slips and lists of the practice shop. Each says that it is for practice, across everything."""

from flask import Response, render_template, url_for

from marketplace import practice
from marketplace.clock import now
from marketplace.database import transaction
from marketplace.orders.states import OrderState
from marketplace.practice import Parcel
from marketplace.web.locale import gettext
from marketplace.web.permissions import signed_in
from marketplace.web.redirects import see_other
from marketplace.web.seller import order_labels
from marketplace.web.seller.labels import printed
from marketplace.web.seller.packing_lists import by_product
from marketplace.web.seller.practice.pages import my_parcel, my_parcels, my_shop, practice_pages

blueprint = practice_pages("shop_practice_prints", __name__)


@blueprint.get("/don/<parcel>/nhan.pdf")
@signed_in
def label(parcel: str) -> Response:
    return printed([my_parcel(parcel).order], f"{parcel}.pdf", across=gettext("TẬP"))


@blueprint.post("/don/<parcel>/nhan.pdf")
@signed_in
def print_label(parcel: str) -> Response:
    """Note that a label was printed, then show it: what only shows it changes nothing."""
    with transaction():
        shop = my_shop(lock=True)
        practice.get_parcel(shop, parcel)
        practice.note_label(shop)
    return see_other(".label", parcel=parcel)


@blueprint.get("/don/<parcel>/phieu")
@signed_in
def slip(parcel: str) -> str:
    return _page("slip", [my_parcel(parcel)])


@blueprint.get("/danh-sach-goi")
@signed_in
def packing_list() -> str:
    return _page("packing_list", my_parcels(OrderState.CONFIRMED))


@blueprint.get("/ban-giao")
@signed_in
def hand_over_list() -> str:
    return _page("hand_over", my_parcels(OrderState.PACKED))


def _page(name: str, found: list[Parcel]) -> str:
    orders, lots = [each.order for each in found], {line: lots for each in found for line, lots in each.lots.items()}
    return render_template(
        f"seller/practice/{name}.html",
        parcels=[(order, order_labels.reading(order)) for order in orders],
        lots=lots,
        products=list(by_product(orders, lots)),
        weight=order_labels.kilograms(sum(order.weight_grams for order in orders)),
        collect_vnd=sum(order.cash_vnd for order in orders),
        printed_at=now(),
        back=url_for("shop_practice.show"),
    )
