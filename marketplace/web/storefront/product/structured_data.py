"""A product in the words of schema.org, for search engines; nothing that the page itself does not tell."""

from collections.abc import Iterator
from typing import Any

from flask import current_app, url_for

from marketplace import places
from marketplace.catalogue.categories import Category
from marketplace.certification.models import CertificateKind
from marketplace.shelf.product_models import Goods, Pack, ProductCertificate, ProductPage, ProductSeller
from marketplace.web.filters import say
from marketplace.web.locale import current, gettext
from marketplace.web.media import photo_url
from marketplace.web.storefront.certificates.labels import KINDS
from marketplace.web.storefront.product.sharing import Sharing

Data = dict[str, Any]
SCHEMA = "https://schema.org/"
BEST_POINTS = 5


def structured_data(page: ProductPage, category: Category, sharing: Sharing) -> Data:
    """The product with its packs as offers and the certificates valid today, and the way to it."""
    graph = [_product(page, category, sharing), _seller(page.seller), _trail(page, category, sharing)]
    return {"@context": SCHEMA.rstrip("/"), "@graph": graph}


def _product(page: ProductPage, category: Category, sharing: Sharing) -> Data:
    product, seller = page.product, {"@id": _seller_id(page.seller)}
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
        "offers": [_offer(pack, sharing, seller) for pack in page.packs],
        "hasCertification": [_certification(certificate) for certificate in page.certificates if certificate.is_valid],
    }
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
        yield _absolute(photo_url(photo.ref, 1600))
    if not product.photos:
        yield _absolute(url_for("feeds.drawing", name=product.picture))


def _offer(pack: Pack, sharing: Sharing, seller: Data) -> Data:
    data: Data = {
        "@type": "Offer",
        "name": say(pack, "pack"),
        "sku": pack.ref,
        "url": f"{sharing.url}{'&' if '?' in sharing.url else '?'}co={pack.ref}",
        "price": pack.price_vnd,
        "priceCurrency": "VND",
        "availability": SCHEMA + ("InStock" if pack.left else "OutOfStock"),
        "itemCondition": f"{SCHEMA}NewCondition",
        "seller": seller,
    }
    if pack.price_breaks:
        data["priceSpecification"] = list(_prices(pack))
    return data


def _prices(pack: Pack) -> Iterator[Data]:
    for start, price_vnd in ((1, pack.price_vnd), *pack.price_breaks):
        yield {
            "@type": "UnitPriceSpecification",
            "price": price_vnd,
            "priceCurrency": "VND",
            "eligibleQuantity": {"@type": "QuantitativeValue", "minValue": start},
        }


def _certification(certificate: ProductCertificate) -> Data:
    kind = CertificateKind(certificate.kind)
    data: Data = {
        "@type": "Certification",
        "name": gettext("OCOP %(stars)s sao", stars=certificate.stars)
        if certificate.stars
        else gettext(KINDS[kind].name),
        "certificationStatus": f"{SCHEMA}CertificationActive",
        "validFrom": certificate.issued_on.isoformat(),
    }
    if certificate.expires_on:
        data["expires"] = certificate.expires_on.isoformat()
    if certificate.decision_number:
        data["certificationIdentification"] = certificate.decision_number
    if issuer := say(certificate, "issuer"):
        data["issuedBy"] = {"@type": "Organization", "name": issuer}
    if certificate.stars:
        data["certificationRating"] = {"@type": "Rating", "ratingValue": certificate.stars, "bestRating": 5}
    return data


def _seller(seller: ProductSeller) -> Data:
    region = places.get_province(seller.province_code).name_in(current())
    return {
        "@type": "Organization",
        "@id": _seller_id(seller),
        "name": say(seller, "name"),
        "url": _absolute(url_for("sellers.show", slug=seller.slug)),
        "address": {
            "@type": "PostalAddress",
            "streetAddress": seller.printed_place_vi,
            "addressRegion": region,
            "addressCountry": "VN",
        },
    }


def _trail(page: ProductPage, category: Category, sharing: Sharing) -> Data:
    steps = (
        (gettext("Trang chủ"), _absolute(url_for("catalogue.home"))),
        (say(category, "name"), _absolute(url_for("catalogue.category", slug=category.slug))),
        (say(page.product, "name"), sharing.url),
    )
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": url}
        for number, (name, url) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _seller_id(seller: ProductSeller) -> str:
    return f"{_absolute(url_for('sellers.show', slug=seller.slug))}#seller"


def _absolute(path: str) -> str:
    return f"{current_app.config['PUBLIC_BASE_URL']}{path}"
