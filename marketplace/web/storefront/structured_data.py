"""Pages in the words of schema.org, for search engines; nothing that the page itself does not tell."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, Protocol

from flask import Flask, current_app, url_for

from marketplace import places
from marketplace.certification.models import CertificateKind
from marketplace.collections.models import Collection
from marketplace.web.certificates import KINDS
from marketplace.web.filters import say
from marketplace.web.locale import current, gettext
from marketplace.web.product_cards import CardView
from marketplace.web.storefront.canonical_urls import absolute, page_address, page_url

Data = dict[str, Any]
SCHEMA: Final = "https://schema.org/"
MOST_STARS: Final = 5


class Maker(Protocol):
    """A seller as a table or a page holds it."""

    @property
    def slug(self) -> str:
        """Its name in addresses."""

    @property
    def printed_place_vi(self) -> str:
        """The place as its certificates print it."""

    @property
    def province_code(self) -> str:
        """Where it stands today."""


class Paper(Protocol):
    """A certificate as a table or a page holds it."""

    @property
    def kind(self) -> CertificateKind:
        """What it certifies."""

    @property
    def stars(self) -> int | None:
        """Of OCOP alone."""

    @property
    def decision_number(self) -> str:
        """Its number, if known."""

    @property
    def issued_on(self) -> date:
        """Its first day."""

    @property
    def expires_on(self) -> date | None:
        """Its last day, if it names one."""


def init_app(app: Flask) -> None:
    """Let templates tell what their page shows."""
    for told in (breadcrumbs, certificate_data, collection_data, maker_data, shop_data):
        app.add_template_global(told)


def graph(*things: Data) -> Data:
    """Several things as one document."""
    return {"@context": SCHEMA.rstrip("/"), "@graph": list(things)}


def breadcrumbs(trail: Iterable[tuple[str, str]], here: str) -> Data:
    """The way to a page, as (text, path) pairs, and the page itself."""
    address = page_address()
    steps: list[Data] = [{"name": str(name), "item": page_url(path)} for name, path in trail]
    last = {"name": str(here)} | ({"item": address.canonical} if address else {})
    items = [{"@type": "ListItem", "position": number} | step for number, step in enumerate((*steps, last), 1)]
    return graph({"@type": "BreadcrumbList", "itemListElement": items})


def shop_data(support_email: str) -> Data:
    """Who runs the shop, and how to search it."""
    home = absolute("/")
    query = absolute(url_for("catalogue.search")) + "?q={words}"
    organisation = {
        "@type": "Organization",
        "@id": f"{home}#organization",
        "name": current_app.config["SHOP_NAME"],
        "url": home,
        "logo": absolute(url_for("feeds.touch_icon")),
        "email": support_email,
    }
    site = {
        "@type": "WebSite",
        "@id": f"{home}#website",
        "name": current_app.config["SHOP_NAME"],
        "url": home,
        "inLanguage": current(),
        "publisher": {"@id": organisation["@id"]},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": query},
            "query-input": "required name=words",
        },
    }
    return graph(organisation, site)


def maker(seller: Maker) -> Data:
    """A seller, under one name on every page."""
    address = absolute(url_for("sellers.show", slug=seller.slug))
    return {
        "@type": "Organization",
        "@id": f"{address}#seller",
        "name": say(seller, "name"),
        "url": address,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": seller.printed_place_vi,
            "addressRegion": places.get_province(seller.province_code).name_in(current()),
            "addressCountry": "VN",
        },
    }


def maker_data(seller: Any) -> Data:
    """A seller on its own page."""
    about = {"description": say(seller, "tagline")} if say(seller, "tagline") else {}
    return graph(maker(seller) | about | {"image": drawing(seller.picture)})


def collection_data(collection: Collection, cards: Sequence[CardView]) -> Data:
    """Goods that were chosen together, in their order."""
    items = [
        {"@type": "ListItem", "position": number, "name": card.name, "url": page_url(card.url)}
        for number, card in enumerate(cards, 1)
    ]
    page = {
        "@type": "CollectionPage",
        "name": say(collection, "title"),
        "description": say(collection, "intro"),
        "url": page_url(url_for("collections.show", slug=collection.slug)),
        "image": drawing(collection.picture),
        "mainEntity": {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items},
    }
    return graph(page)


def certificate_data(certificate: Any) -> Data | None:
    """A certificate on its own page, with the goods and whose they are; none that does not say who issued it."""
    told = certification(certificate)
    if told is None:
        return None
    product = certificate.product
    goods = {
        "@type": "Product",
        "name": say(product, "name"),
        "url": page_url(url_for("product.show", slug=product.slug)),
        "manufacturer": maker(product.seller),
    }
    return graph(told | {"url": page_url(url_for("certificates.show", ref=certificate.ref)), "about": goods})


def certification(certificate: Paper) -> Data | None:
    """A certificate that counts; none that does not say who issued it, for that would prove nothing."""
    issuer = say(certificate, "issuer")
    if not issuer:
        return None
    data: Data = {
        "@type": "Certification",
        "name": _name(certificate),
        "certificationStatus": f"{SCHEMA}CertificationActive",
        "issuedBy": {"@type": "Organization", "name": issuer},
        "validFrom": certificate.issued_on.isoformat(),
    }
    if certificate.expires_on:
        data["expires"] = certificate.expires_on.isoformat()
    if certificate.decision_number:
        data["certificationIdentification"] = certificate.decision_number
    if certificate.stars:
        data["certificationRating"] = {
            "@type": "Rating",
            "ratingValue": certificate.stars,
            "bestRating": MOST_STARS,
        }
    return data


def _name(certificate: Paper) -> str:
    if certificate.stars:
        return gettext("OCOP %(stars)s sao", stars=certificate.stars)
    return gettext(KINDS[CertificateKind(certificate.kind)].name)


def drawing(name: str) -> str:
    """Where a drawing stands for those who read no SVG."""
    return absolute(url_for("feeds.drawing", name=name))
