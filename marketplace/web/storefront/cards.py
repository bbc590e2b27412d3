"""A product as its card on a shelf shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from marketplace.catalogue.models import Product
from marketplace.catalogue.seasons import is_in_season, next_start
from marketplace.clock import today
from marketplace.shelf.models import Card
from marketplace.web.filters import goods, printed_place, say, unit_price


@dataclass(frozen=True)
class CardView:
    """What the component `product_card` is given."""

    url: str
    picture: str
    picture_alt: str
    name: str
    maker: str
    place: str
    price_vnd: int
    unit_price: str
    stars: int
    tag: str
    rating: float | None
    review_count: int
    sold: int
    in_stock: bool
    sold_out_note: str


def views_of(cards: Iterable[Card]) -> list[CardView]:
    """The cards in the language of the page."""
    return [_view(card) for card in cards]


def _view(card: Card) -> CardView:
    product = card.product
    return CardView(
        url=url_for("catalogue.product", slug=product.slug),
        picture=f"art/{product.picture}.svg",
        picture_alt=say(product, "picture_alt"),
        name=goods(product, card.variant),
        maker=say(product.seller, "name"),
        place=printed_place(product.seller),
        price_vnd=card.variant.price_vnd,
        unit_price=unit_price(card.variant),
        stars=card.stars,
        tag=_tag(product),
        rating=card.rating,
        review_count=product.review_count,
        sold=product.sold_units,
        in_stock=card.left > 0,
        sold_out_note=sold_out_note(product),
    )


def _tag(product: Product) -> str:
    if product.is_ocop_applicant:
        return gettext("Đang làm hồ sơ OCOP")
    return gettext("Đang mùa") if is_in_season(product.season_months, today().month) else ""


def sold_out_note(product: Product) -> str:
    """That nothing is left, and when there will be more."""
    month = next_start(product.season_months, today().month)
    return gettext("Hết, vụ sau từ tháng %(month)s", month=month) if month else gettext("Tạm hết")
