"""Everything that is the shop's own in one file: asked for, made by a worker, had until it expires."""

from flask import Response, render_template

from marketplace import exports
from marketplace.database import transaction
from marketplace.gateways.files import FilesAway
from marketplace.pictures.errors import StoreAway
from marketplace.sellers.permissions import ShopPermission
from marketplace.web import csv, rate_limits
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_export", __name__, "/ban-hang/tat-ca")


@blueprint.get("")
@requires(ShopPermission.CHANGE_SHOP)
def show() -> str:
    return render_template("seller/export.html", export=exports.find_export_of(current_membership().seller_id))


@blueprint.post("")
@requires(ShopPermission.CHANGE_SHOP)
@rate_limits.tables_sent
def start() -> Response:
    with transaction():
        exports.start(current_membership().seller)
    return see_other(".show")


@blueprint.get("/<ref>.zip")
@requires(ShopPermission.CHANGE_SHOP)
def file(ref: str) -> Response:
    try:
        answer = csv.to_save("tat-ca.zip", exports.read(current_membership().seller_id, ref))
    except FilesAway as error:
        raise StoreAway() from error
    answer.headers["Cache-Control"] = "no-store"
    return answer
