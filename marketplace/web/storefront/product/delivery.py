"""When a product arrives and what sending it costs, as far as the visitor has told where to."""

from dataclasses import replace
from datetime import date
from math import prod

from marketplace import orders
from marketplace.catalogue.models import ShipScope, StorageClass
from marketplace.orders import Consignment, Delivery
from marketplace.shelf.product_models import Pack, ProductPage
from marketplace.web.current_visitor import delivery_place, delivery_province
from marketplace.web.filters import day_range, pack_size, place, vnd
from marketplace.web.locale import gettext
from marketplace.web.storefront.delivery_place.fields import province_name


def delivery_of(page: ProductPage, pack: Pack) -> Delivery | None:
    """One unit sent to the visitor's commune, or province while no commune is known; None without either."""
    province, commune = delivery_province(), delivery_place()
    if province is None:
        return None
    return orders.estimate(_one(page, pack), province_code=province.code, commune_code=commune.code if commune else "")


def fee_told(page: ProductPage, pack: Pack) -> str:
    """What sending one unit of this pack costs, in words; nothing as long as nobody knows or it is not sent there."""
    delivery = delivery_of(page, pack)
    if delivery is None or delivery.problem:
        return ""
    fee = _fee(delivery.shipping_vnd)
    return f"{fee}." if len(page.packs) == 1 else gettext("%(fee)s cho %(pack)s.", fee=fee, pack=pack_size(pack))


def arrival_told(page: ProductPage, pack: Pack) -> str:
    """When one unit of this pack arrives, in words; nothing as long as nobody knows or it is not sent there."""
    delivery = delivery_of(page, pack)
    if delivery is None or delivery.problem:
        return ""
    return gettext("Nhận %(days)s", days=day_range(delivery.arrives_from_on, delivery.arrives_to_on))


def sent_on(page: ProductPage, pack: Pack, harvest_on: date | None) -> date:
    """When a unit that is harvested on this day leaves the seller."""
    return orders.sent_on(replace(_one(page, pack), harvest_on=harvest_on))


def _fee(amount_vnd: int) -> str:
    if not amount_vnd:
        return gettext("Miễn phí gửi")
    if delivery_place() is None:
        return gettext("Phí khoảng %(fee)s", fee=vnd(amount_vnd))
    return gettext("Phí %(fee)s", fee=vnd(amount_vnd))


def destination() -> str:
    """That commune or province by its name, or nothing."""
    province, commune = delivery_province(), delivery_place()
    return place(commune) if commune else province_name(province) if province else ""


def _one(page: ProductPage, pack: Pack) -> Consignment:
    product = page.product
    return Consignment(
        origin_province=page.seller.province_code,
        lead_days=page.seller.lead_days,
        days_off=page.seller.days_off,
        weight_grams=pack.gross_grams,
        cm3=prod(pack.box_cm) if pack.box_cm else 0,
        goods_vnd=pack.price_vnd,
        kinds=((ShipScope(product.ship_scope), StorageClass(product.storage_class)),),
        harvest_on=pack.harvest.expected_on if pack.harvest else None,
    )
