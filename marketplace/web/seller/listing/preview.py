"""A draft as buyers will see it: the shop's own card and parts, drawn from what is not on sale yet."""

import json
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from marketplace import certification
from marketplace.catalogue import drafts
from marketplace.catalogue.blocked_words import flags_in
from marketplace.catalogue.categories import CATEGORIES
from marketplace.catalogue.drafts import Draft, Values
from marketplace.catalogue.drafts.content import is_whole
from marketplace.money import UnitPrice, unit_price
from marketplace.shelf.models import Card
from marketplace.web.filters import pack_name, say
from marketplace.web.locale import current
from marketplace.web.price_breaks import price_breaks_of
from marketplace.web.product_cards import CardView, views_of
from marketplace.web.product_facts import facts_of
from marketplace.web.seller.listing.net_amounts import net_of

Words = tuple[tuple[str, bool], ...]
"""Pieces of a text, each with whether it is blocked."""
DRAWING = "gui"
"""What stands for goods without photo or category."""


@dataclass(frozen=True)
class PackShown:
    """A pack size in the list beneath the price."""

    name: str
    price_vnd: int
    unit_price: str
    breaks: tuple[str, ...]
    net_vnd: int


@dataclass(frozen=True)
class Preview:
    """The card, and what the product page says; texts with blocked words marked."""

    card: CardView | None
    name: str
    summary: Words
    description: tuple[Words, ...]
    packs: tuple[PackShown, ...]
    facts: tuple[tuple[str, Words], ...]
    photos: int


def preview_of(draft: Draft) -> Preview:
    """What buyers would see of the draft now."""
    told: Any = SimpleNamespace(**draft.content)
    packs = [SimpleNamespace(**pack) for pack in draft.content["packs"] if is_whole(pack)]
    paragraphs = say(told, "description").strip().split("\n\n")
    return Preview(
        card=_card(draft, packs) if packs else None,
        name=say(told, "name"),
        summary=marked(say(told, "summary")),
        description=tuple(marked(each) for each in paragraphs if each),
        packs=tuple(_pack(draft, pack) for pack in packs),
        facts=tuple((label, marked(value)) for label, value in facts_of(told, packs)),
        photos=len(draft.content["photos"]),
    )


def marked(text: str) -> Words:
    """The text in pieces, those that may not stand there apart."""
    pieces, last = [], 0
    for flag in flags_in(text):
        pieces += [(text[last : flag.start], False), (flag.text, True)]
        last = flag.end
    return (*pieces, (text[last:], False))


def _pack(draft: Draft, pack: Any) -> PackShown:
    per_unit = _per_unit(pack)
    net_vnd = net_of(draft, pack.price_vnd).net_vnd
    shown = per_unit.show(current()) if per_unit else ""
    return PackShown(pack_name(pack), pack.price_vnd, shown, price_breaks_of(pack), net_vnd)


def _per_unit(pack: Any) -> UnitPrice | None:
    return unit_price(pack.price_vnd, pack.content_amount, pack.content_unit)


def _card(draft: Draft, packs: list[Any]) -> CardView:
    """The card of the shelf, by the shop's own hand: of the cheapest pack size, as `shelf.pack_prices` shows it."""
    content, product, seller = draft.content, draft.product, draft.seller
    shown = min(packs, key=lambda pack: pack.price_vnd)
    alike = (pack for pack in packs if pack.content_unit == shown.content_unit)
    per_unit = [found.amount_vnd for pack in alike if (found := _per_unit(pack))]
    card = Card(
        product_id=0,
        slug=product.slug if product else "mon-moi",
        name_vi=content["name_vi"],
        name_en=content["name_en"],
        photos=json.dumps(_ready(draft)),
        picture=product.picture if product else _drawing(content),
        picture_alt_vi="",
        picture_alt_en="",
        is_ocop_applicant=content["is_ocop_applicant"],
        season_months=content["season_months"],
        sold_units=product.sold_units if product else 0,
        review_count=product.review_count if product else 0,
        review_points=product.review_points if product else 0,
        seller_slug=seller.slug,
        seller_name_vi=seller.name_vi,
        seller_name_en=seller.name_en,
        printed_place_vi=seller.printed_place_vi,
        pack_ref=shown.ref,
        pack_position=1,
        pack_vi=shown.pack_vi,
        pack_en=shown.pack_en,
        content_amount=shown.content_amount,
        content_unit=shown.content_unit,
        price_vnd=shown.price_vnd,
        sale=None,
        highest_vnd=max(pack.price_vnd for pack in packs),
        lowest_unit_vnd=min(per_unit, default=None),
        stars=certification.stars_of([product.id]).get(product.id, 0) if product else 0,
        is_in_stock=True,
        harvest_on=None,
    )
    return views_of([card])[0]


def _ready(draft: Draft) -> list[Values]:
    return [{"ref": photo.picture.ref} for photo in drafts.photos_in(draft) if photo.picture.is_ready]


def _drawing(content: Values) -> str:
    return next((each.picture for each in CATEGORIES if each.slug == content["category"]), DRAWING)
