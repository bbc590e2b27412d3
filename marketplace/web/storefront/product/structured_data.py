"""A product in the words of schema.org: its packs as offers, its certificates, who makes it."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin

from flask import url_for

from marketplace import shipping
from marketplace.catalogue.categories import Category
from marketplace.catalogue.models import ShipScope
from marketplace.clock import now
from marketplace.shelf.product_models import Goods, Pack, ProductPage
from marketplace.web.filters import say
from marketplace.web.locale import current
from marketplace.web.media import photo_url
from marketplace.web.sharing import Sharing
from marketplace.web.storefront.canonical_urls import absolute, page_url
from marketplace.web.storefront.product.delivery import sent_on
from marketplace.web.storefront.structured_data import SCHEMA, Data, certification, drawing, graph, maker

BEST_POINTS: Final = 5
RETURN_DAYS: Final = 2


def structured_data(page: ProductPage, category: Category, sharing: Sharing) -> Data:
    """The product with its packs as offers and the certificates valid today, and its maker."""
    return graph(_product(page, category, sharing), maker(page.seller))


def _product(page: ProductPage, category: Category, sharing: Sharing) -> Data:
    product, seller = page.product, {"@id": maker(page.seller)["@id"]}
    data: Data = {
        "@type": "Product",
        "@id": f"{sharing.url}#product",
        "url": sharing.url,
        "name": say(product, "name"),
        "description": say(product, "summary") or say(product, "name"),
        "image": list(_pictures(page.product)),
        "category": say(category, "name"),
        "brand": {"@type": "Brand", "name": say(page.seller, "name")},
        "manufacturer": seller,
        "offers": [_offer(page, pack, sharing, seller) for pack in page.packs],
    }
    valid = [certification(certificate) for certificate in page.certificates if certificate.is_valid]
    if told := [each for each in valid if each]:
        data["hasCertification"] = told
    if page.rating is not None:
        data["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": round(page.rating, 1),
            "reviewCount": product.review_count,
            "bestRating": BEST_POINTS,
            "worstRating": 1,
        }
    return data


def _pictures(product: Goods) -> Iterator[str]:
    """The seller's photos, or the drawing in a form that is no SVG: pictures without words, as search engines want."""
    for photo in product.photos:
        yield urljoin(absolute("/"), photo_url(photo.ref, 1600))
    if not product.photos:
        yield drawing(product.picture)


def _offer(page: ProductPage, pack: Pack, sharing: Sharing, seller: Data) -> Data:
    data: Data = {
        "@type": "Offer",
        "name": say(pack, "pack"),
        "sku": pack.ref,
        "url": f"{sharing.url}{'&' if '?' in sharing.url else '?'}co={pack.ref}",
        "price": pack.price_vnd,
        "priceCurrency": "VND",
        "availability": SCHEMA + _availability(pack),
        "itemCondition": f"{SCHEMA}NewCondition",
        "seller": seller,
        "shippingDetails": _delivery(page, pack),
        "hasMerchantReturnPolicy": _returns(),
    }
    if pack.harvest and pack.harvest.expected_on:
        data["availabilityStarts"] = sent_on(page, pack, pack.harvest.expected_on).isoformat()
    if pack.sale:
        data["priceValidUntil"] = pack.sale.last_on.isoformat()
    if specified := [*_prices(pack), *_struck(pack)]:
        data["priceSpecification"] = specified
    return data


def _availability(pack: Pack) -> str:
    if pack.harvest:
        return "PreOrder"
    return "InStock" if pack.left else "OutOfStock"


def _prices(pack: Pack) -> Iterator[Data]:
    for start, price_vnd in ((1, pack.price_vnd), *pack.price_breaks) if pack.price_breaks else ():
        yield {
            "@type": "UnitPriceSpecification",
            "price": price_vnd,
            "priceCurrency": "VND",
            "eligibleQuantity": {"@type": "QuantitativeValue", "minValue": start},
        }


def _struck(pack: Pack) -> Iterator[Data]:
    """The price that is struck through, where it can be proved."""
    if pack.sale and pack.sale.former_vnd:
        price = {"@type": "UnitPriceSpecification", "price": pack.sale.former_vnd, "priceCurrency": "VND"}
        yield price | {"priceType": f"{SCHEMA}StrikethroughPrice"}


def _delivery(page: ProductPage, pack: Pack) -> Data:
    """What sending one costs at most, islands apart, and how far it is sent."""
    origin, scope = page.seller.province_code, ShipScope(page.product.ship_scope)
    fee_vnd = shipping.highest_fee(
        scope, origin_province=origin, grams=pack.gross_grams, goods_vnd=pack.price_vnd, at=now()
    )
    destination: Data = {"@type": "DefinedRegion", "addressCountry": "VN"}
    if scope != ShipScope.NATION:
        reached = shipping.reached_provinces(scope, origin_province=origin)
        destination["addressRegion"] = [province.name_in(current()) for province in reached]
    return {
        "@type": "OfferShippingDetails",
        "shippingRate": {"@type": "MonetaryAmount", "value": fee_vnd, "currency": "VND"},
        "shippingDestination": destination,
    }


def _returns() -> Data:
    """What the help page promises for goods that arrive spoilt or are not the ones that were ordered."""
    return {
        "@type": "MerchantReturnPolicy",
        "applicableCountry": "VN",
        "returnPolicyCategory": f"{SCHEMA}MerchantReturnFiniteReturnWindow",
        "merchantReturnDays": RETURN_DAYS,
        "itemCondition": f"{SCHEMA}DamagedCondition",
        "itemDefectReturnFees": f"{SCHEMA}FreeReturn",
        "refundType": [f"{SCHEMA}ExchangeRefund", f"{SCHEMA}FullRefund"],
        "merchantReturnLink": f"{page_url(url_for('help.buying'))}#returns",
    }
