"""A product as its card on a shelf shows it."""

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Final, NamedTuple, Protocol

from flask import Flask, current_app, request

from marketplace import cache_tags, money
from marketplace.catalogue.seasons import is_in_season, next_start
from marketplace.clock import today
from marketplace.shelf.models import Card
from marketplace.web import sale_words
from marketplace.web.filters import day, goods, month, printed_place, say, unit_price
from marketplace.web.locale import current, gettext
from marketplace.web.media import photo_url, saves_data

MOST_KEPT: Final = 1_000
"""Some three megabytes."""


class CardView(NamedTuple):
    """What the component `product_card` is given; `ref` is the pack size that its price is of.

    One size of the photo does: a card is 138 to 290 points wide, and a browser that may choose takes 400 pixels for
    that on every screen. A choice would only make a list of 24 heavier.
    """

    url: str
    ref: str
    picture: str
    product: str
    name: str
    seller: str
    place: str
    price_vnd: int
    former_vnd: int
    lowest: str
    has_dearer: bool
    unit_price: str
    stars: int
    tag: str
    rating: float | None
    review_count: int
    sold: int
    in_stock: bool
    sold_out_note: str


class Beside(NamedTuple):
    """What a card is drawn from beside the goods."""

    app: Flask
    script_root: str
    language: str
    month: int
    shows_photos: bool


def views_of(cards: Iterable[Card]) -> list[CardView]:
    """The cards in the language of the page."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    beside = Beside(app, request.script_root, current(), today().month, not saves_data())
    return [_view(card, beside) for card in cards]


def of_cards(cards: Collection[Card]) -> set[str]:
    """The tags of all that these cards show."""
    goods, makers = (card.product_id for card in cards), (card.seller_slug for card in cards)
    return cache_tags.of_products(goods) | cache_tags.of_sellers(makers)


@lru_cache(MOST_KEPT)
def _view(card: Card, beside: Beside) -> CardView:
    """The same goods are on many pages. A price, star or stock that changes makes another card."""
    photo, url_for = card.photo if beside.shows_photos else "", beside.app.url_for
    return CardView(
        url=url_for("product.show", slug=card.slug, co=card.pack_ref if card.pack_position > 1 else None),
        ref=card.pack_ref,
        picture=photo_url(photo, 400, "webp") if photo else url_for("static", filename=f"art/{card.picture}.svg"),
        product=say(card, "name"),
        name=goods(card),
        seller=say(card, "seller_name"),
        place=printed_place(card),
        price_vnd=card.price_vnd,
        former_vnd=card.sale.former_vnd if card.sale else 0,
        lowest=sale_words.lowest(card.sale),
        has_dearer=(card.highest_vnd or 0) > card.price_vnd,
        unit_price=_unit_price(card),
        stars=card.stars,
        tag=_tag(card, beside.month),
        rating=card.rating,
        review_count=card.review_count,
        sold=card.sold_units,
        in_stock=card.is_in_stock,
        sold_out_note="" if card.is_in_stock else sold_out_note(card),
    )


def _unit_price(card: Card) -> str:
    """The lowest of all that can be bought, by which lists are sorted; "from" where the pack shown has another one."""
    shown = money.unit_price(card.price_vnd, card.content_amount, card.content_unit)
    if shown is None or card.lowest_unit_vnd in (None, shown.amount_vnd):
        return unit_price(card)
    return gettext("từ %(price)s", price=money.UnitPrice(card.lowest_unit_vnd, shown.unit).show(current()))


def _tag(card: Card, month_now: int) -> str:
    if card.harvest_on:
        return gettext("Đặt trước, thu hoạch %(day)s", day=day(card.harvest_on))
    if card.is_ocop_applicant:
        return gettext("Đang làm hồ sơ OCOP")
    return gettext("Đang mùa") if is_in_season(card.season_months, month_now) else ""


class Seasonal(Protocol):
    """Anything that has a season, as a bit mask."""

    @property
    def season_months(self) -> int:
        """The months, bit 0 is January."""


def sold_out_note(goods: Seasonal) -> str:
    """That nothing is left, and when there will be more."""
    start = next_start(goods.season_months, today().month)
    return gettext("Hết, vụ sau từ tháng %(month)s", month=month(start)) if start else gettext("Tạm hết")
