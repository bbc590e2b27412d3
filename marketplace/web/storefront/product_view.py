"""The product page: everything one wants to know before putting a jar into the basket."""

from dataclasses import dataclass

from flask import render_template
from flask_babel import gettext

from marketplace import orders, reviews, shelf
from marketplace.cart import BasketLine, Parcel
from marketplace.catalogue.categories import get_category
from marketplace.catalogue.models import Product
from marketplace.catalogue.seasons import months_in
from marketplace.clock import today
from marketplace.errors import DomainError
from marketplace.money import allocate
from marketplace.orders import ParcelQuote
from marketplace.shelf.models import Pack, ProductPage
from marketplace.web.filters import say, sentence_of, unit_price
from marketplace.web.storefront.cards import sold_out_note, views_of
from marketplace.web.storefront.papers import marks_of, ocop_paper
from marketplace.web.storefront.product_story import facts, journey, proofs, told_lot
from marketplace.web.visitor import delivery_place

NEWEST = 4
MOST_COUNTED = 50
"""A shopper reads an exact number only when it is small enough to matter."""


@dataclass(frozen=True)
class PackChoice:
    """One pack size as a radio button."""

    value: str
    text: str
    price_vnd: int
    unit_price: str
    stock: str
    in_stock: bool


def render(slug: str, *, ref: str = "", quantity: str = "1", problem: DomainError | None = None) -> str:
    """The page of a product, with `ref` as the chosen pack size and what went wrong with putting it into the basket."""
    page = shelf.get_product_page(slug)
    product, pack = page.product, _chosen(page, ref)
    opinions = reviews.opinions_on(product.id, limit=NEWEST) if product.review_count else reviews.Opinions()
    return render_template(
        "storefront/catalogue/product.html",
        page=page,
        product=product,
        seller=product.seller,
        category=get_category(product.category),
        pack=pack,
        packs=[_choice(pack) for pack in page.packs],
        quantity=quantity,
        problem=sentence_of(problem) if problem else "",
        stock=_stock(pack),
        sold_out_note=sold_out_note(product),
        delivery=_delivery(product, pack),
        place=delivery_place(),
        paper=ocop_paper(page.certificates),
        marks=marks_of(page.certificates),
        lot=told_lot(page, pack),
        journey=journey(page, pack),
        proofs=proofs(page),
        facts=facts(page),
        season=months_in(product.season_months),
        this_month=today().month,
        opinions=opinions,
        shares=_shares(opinions) if page.rating else [],
        related=views_of(shelf.related(product)),
    )


def _chosen(page: ProductPage, ref: str) -> Pack:
    """The pack size asked for if it can be bought, else the first that can, else the first."""
    buyable = [pack for pack in page.packs if pack.left]
    asked = [pack for pack in buyable if pack.variant.ref == ref]
    return next(iter([*asked, *buyable]), page.packs[0])


def _choice(pack: Pack) -> PackChoice:
    variant = pack.variant
    return PackChoice(
        value=variant.ref,
        text=say(variant, "pack"),
        price_vnd=variant.price_vnd,
        unit_price=unit_price(variant),
        stock=_stock(pack),
        in_stock=pack.left > 0,
    )


def _stock(pack: Pack) -> str:
    """What is left, with the lot that is sold first."""
    if not pack.left:
        return ""
    left = gettext("Còn %(left)s", left=pack.left) if pack.left <= MOST_COUNTED else gettext("Còn hàng")
    return gettext("%(left)s, lô %(code)s", left=left, code=pack.lots[0].code)


def _delivery(product: Product, pack: Pack) -> ParcelQuote | None:
    """One unit sent to the place that the visitor chose, if both exist."""
    place = delivery_place()
    if place is None or not pack.left:
        return None
    parcel = Parcel(product.seller, (BasketLine(pack.variant, 1, pack.left),))
    return orders.quote([parcel], province_code=place.province.code, commune_code=place.code).parcels[0]


def _shares(opinions: reviews.Opinions) -> list[tuple[int, int]]:
    """How many of a hundred buyers gave each score."""
    percent = allocate(100, opinions.counts) if any(opinions.counts) else []
    return list(zip(reviews.SCORES, percent, strict=False))
