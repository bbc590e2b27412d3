"""The product page: everything one wants to know before putting a jar into the basket."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import session
from flask_login import current_user

from marketplace import cache_tags, reviews, shelf, wishlist
from marketplace.catalogue.categories import get_category
from marketplace.catalogue.seasons import months_in
from marketplace.clock import today
from marketplace.errors import DomainError
from marketplace.money import allocate
from marketplace.sellers import refusal_today
from marketplace.shelf.product_models import Pack, ProductPage, Related
from marketplace.web import page_cache
from marketplace.web.certificates import level_of, marks_of, ocop_certificate, title_of
from marketplace.web.current_visitor import delivery_place, wishes_in
from marketplace.web.filters import sentence_of
from marketplace.web.product_cards import of_cards, sold_out_note, views_of
from marketplace.web.product_facts import facts_of
from marketplace.web.rest_notes import rest_notes
from marketplace.web.sharing import sharing_of
from marketplace.web.storefront.delivery_place.fields import province_choices
from marketplace.web.storefront.product.delivery import delivery_of, destination, fee_told
from marketplace.web.storefront.product.gallery import pictures_of
from marketplace.web.storefront.product.packs import choice_of, harvests_of, most_of, stock_of
from marketplace.web.storefront.product.story import journey, told_lot
from marketplace.web.storefront.product.structured_data import structured_data
from marketplace.web.storefront.wishlist.reminders import own_email

NEWEST = 4


@dataclass(frozen=True)
class Facts:
    """All that the page is drawn from, beside its address, the day and what every page shows of the visitor."""

    page: ProductPage
    pack: Pack
    asked: str
    opinions: reviews.ReviewSummary
    related: Related
    email: str
    is_signed_in: bool
    is_wished: bool
    quantity: str = "1"
    problem: str = ""


def render(slug: str, *, ref: str = "", quantity: str = "1", problem: DomainError | None = None) -> bytes:
    """The page of a product, with `ref` as the chosen pack size and what went wrong with putting it into the basket."""
    own = [wishlist.is_wished_by(current_user.id)] if current_user.is_authenticated else []
    page = shelf.get_product_page(slug, *own)
    facts = Facts(
        page=page,
        pack=page.chosen_pack(ref),
        asked=ref if page.asked_pack(ref) else "",
        opinions=reviews.opinions_on(page.product.id, limit=NEWEST),
        related=shelf.related(page),
        email=own_email(),
        is_signed_in=bool(current_user.is_authenticated),
        is_wished=_is_wished(page),
        quantity=quantity,
        problem=sentence_of(problem) if problem else "",
    )
    template = "storefront/product/show.html"
    return page_cache.page_of(template, facts, lambda: _shown(facts), about=page.product.id, tags=_tags(facts))


def _tags(facts: Facts) -> set[str]:
    product, seller, related = facts.page.product, facts.page.seller, facts.related
    shelves = cache_tags.of_goods_of(seller.id), cache_tags.of_category(product.category)
    own = cache_tags.of_products([product.id]) | cache_tags.of_sellers([seller.slug])
    return {*shelves, *own, *of_cards(related.same_seller + related.elsewhere)}


def _is_wished(page: ProductPage) -> bool:
    return bool(page.extras[0]) if page.extras else is_wished(session, page.product.id)


def is_wished(listed: Mapping[str, Any], product_id: int) -> bool:
    """Whether a guest with these entries in the session wishes for the product."""
    return product_id in wishes_in(listed)


def _shown(facts: Facts) -> dict[str, Any]:
    delivery, days_off = delivery_of(facts.page, facts.pack), facts.page.seller.days_off
    return {
        **_goods(facts.page, facts.pack, facts.asked),
        "quantity": facts.quantity,
        "problem": facts.problem,
        "delivery": delivery,
        "resting": refusal_today(days_off),
        "rests": rest_notes(days_off, delivery.arrives_to_on if delivery else None),
        "fee": fee_told(facts.page, facts.pack),
        "destination": destination(),
        "has_commune": delivery_place() is not None,
        "province_choices": province_choices,
        "opinions": facts.opinions,
        "shares": _shares(facts.opinions) if facts.page.rating else (),
        "same_seller": views_of(facts.related.same_seller),
        "elsewhere": views_of(facts.related.elsewhere),
        "is_wished": facts.is_wished,
        "email": facts.email,
        "is_signed_in": facts.is_signed_in,
    }


def _goods(page: ProductPage, pack: Pack, asked: str) -> dict[str, Any]:
    """What every visitor is told in the language of the page."""
    product, category = page.product, get_category(page.product.category)
    sharing = sharing_of(page, asked)
    return {
        "page": page,
        "product": product,
        "seller": page.seller,
        "category": category,
        "pack": pack,
        "packs": tuple(choice_of(page, one) for one in page.packs),
        "stock": stock_of(pack),
        "harvests": harvests_of(page),
        "most": most_of(pack),
        "sold_out_note": sold_out_note(product),
        "pictures": pictures_of(product),
        "certificate": ocop_certificate(page.certificates),
        "title_of": title_of,
        "level_of": level_of,
        "marks": marks_of(page.certificates),
        "lot": told_lot(page, pack),
        "journey": journey(page, pack),
        "facts": facts_of(product, page.packs),
        "season": months_in(product.season_months),
        "this_month": today().month,
        "sharing": sharing,
        "structured_data": structured_data(page, category, sharing),
    }


def _shares(opinions: reviews.ReviewSummary) -> tuple[tuple[int, int], ...]:
    """How many of a hundred buyers gave each score."""
    percent = allocate(100, opinions.counts) if any(opinions.counts) else []
    return tuple(zip(reviews.SCORES, percent, strict=False))
