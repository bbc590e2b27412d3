"""A shop's goods as a table to save, in the layout that is read back, and the empty one."""

from flask import Response

from marketplace.imports import exporting
from marketplace.sellers.permissions import ShopPermission
from marketplace.web import csv
from marketplace.web.permissions import current_membership, requires
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_goods_export", __name__, "/ban-hang")

GOODS = {"csv": exporting.goods_as_csv, "xlsx": exporting.goods_as_xlsx}
TEMPLATES = {"csv": exporting.template_as_csv, "xlsx": exporting.template_as_xlsx}


@blueprint.get("/mon-hang.<any(csv, xlsx):ending>")
@requires(ShopPermission.CHANGE_GOODS)
def goods(ending: str) -> Response:
    return csv.to_save(f"mon-hang.{ending}", GOODS[ending](current_membership().seller_id))


@blueprint.get("/bang-mau.<any(csv, xlsx):ending>")
@requires(ShopPermission.CHANGE_GOODS)
def template(ending: str) -> Response:
    return csv.to_save(f"bang-mau.{ending}", TEMPLATES[ending]())
