"""When an order arrives that is not sent when it was expected to be."""

from datetime import date

from sqlalchemy import select

from marketplace import sellers
from marketplace.catalogue.models import Product, ShipScope, StorageClass
from marketplace.database import db
from marketplace.orders.delivery_choices import own_option
from marketplace.orders.models import Order
from marketplace.orders.quotes import Consignment, Delivery, estimate, route_of


def estimate_again(order: Order, *, harvest_on: date | None) -> Delivery:
    """Days for an order that was placed before, as for one that comes today; a gift's wished day counts still."""
    to = order.recipient
    sent = _consignment(order, harvest_on)
    if own := order.own_delivery:
        brought = own_option(own, route_of(sent, to.province_code, to.commune_code))
        days = brought.arrives_from_on, brought.arrives_to_on, brought.sent_on
        return Delivery(order.shipping_vnd, *days, brought.problem)
    return estimate(sent, province_code=to.province_code, commune_code=to.commune_code)


def _consignment(order: Order, harvest_on: date | None) -> Consignment:
    products = [line.product_id for line in order.lines]
    goods = db.session.execute(select(Product.ship_scope, Product.storage_class).where(Product.id.in_(products)))
    return Consignment(
        origin_province=order.seller.province_code,
        lead_days=order.seller.lead_days,
        days_off=sellers.days_off_in(order.seller.days_off),
        weight_grams=order.weight_grams,
        goods_vnd=order.full_goods_vnd,
        kinds=tuple((ShipScope(scope), StorageClass(storage)) for scope, storage in goods),
        harvest_on=harvest_on,
        wished_on=_wished_on(order),
    )


def _wished_on(order: Order) -> date | None:
    gift = order.purchase.gift_of
    return gift.wished_on if gift else None
