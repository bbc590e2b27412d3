"""A shop's goods as a table to save, in the layout that is read back; the empty one; and all that is the shop's own."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from flask import Response

from marketplace.imports import exporting
from marketplace.orders.states import OrderState
from marketplace.sellers.permissions import ShopPermission
from marketplace.web import csv
from marketplace.web.permissions import current_membership, requires
from marketplace.web.seller.order_export import orders_as_csv
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


@blueprint.get("/tat-ca.zip")
@requires(ShopPermission.CHANGE_SHOP)
def everything() -> Response:
    """Goods and orders, whole: what a platform owes to whoever sells on it."""
    seller_id, kept = current_membership().seller_id, BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as parts:
        parts.writestr("mon-hang.xlsx", exporting.goods_as_xlsx(seller_id))
        parts.writestr("mon-hang.csv", exporting.goods_as_csv(seller_id))
        parts.writestr("don-hang.csv", orders_as_csv(seller_id, OrderState))
    return csv.to_save("tat-ca.zip", kept.getvalue())
