"""Wishes as the wish list shows them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask import url_for

from marketplace.text import N_
from marketplace.web import sale_words
from marketplace.web.filters import say, vnd
from marketplace.web.locale import gettext
from marketplace.web.media import thumbnail
from marketplace.web.product_cards import sold_out_note
from marketplace.wishlist import Wished

PAGE_SIZE = 20


class Sorting(StrEnum):
    """How the list is sorted; the values stand in the address."""

    NEWEST = "moi"
    FALLEN = "giam"
    CHEAPEST = "re"


RANKS: dict[Sorting, Callable[[Wished], int]] = {
    Sorting.NEWEST: lambda wish: 0,
    Sorting.FALLEN: lambda wish: -wish.cheaper_vnd,
    Sorting.CHEAPEST: lambda wish: wish.variant.asked_vnd,
}
ORDERS = {
    Sorting.NEWEST: N_("Mới thích trước"),
    Sorting.FALLEN: N_("Giảm giá nhiều trước"),
    Sorting.CHEAPEST: N_("Giá thấp trước"),
}


@dataclass(frozen=True)
class WishView:
    """One line of the list. `ref` is the pack size that can be put into the basket at once, if there is one."""

    slug: str
    name: str
    pack: str
    seller: str
    url: str
    picture: str
    price_vnd: int
    has_dearer: bool
    change: str
    is_cheaper: bool
    note: str
    ref: str
    is_gone: bool
    is_sold_out: bool


@dataclass(frozen=True)
class WishPage:
    """A part of the list, and where its neighbours are."""

    shown: Sequence[Wished]
    previous_url: str
    next_url: str


def page_of(wished: list[Wished], order: Sorting, number: int) -> WishPage:
    """The part that the address asks for, the nearest one if there is no such part."""
    ordered = sorted(wished, key=RANKS[order])  # equal ones stay as they are, the newest first
    last = max(1, -(-len(ordered) // PAGE_SIZE))
    here = min(max(number, 1), last)
    return WishPage(
        shown=ordered[(here - 1) * PAGE_SIZE : here * PAGE_SIZE],
        previous_url=_url(order, here - 1) if here > 1 else "",
        next_url=_url(order, here + 1) if here < last else "",
    )


def orders(current: Sorting) -> list[dict[str, object]]:
    """The ways to sort as links, for a menu."""
    return [{"text": gettext(text), "url": _url(one, 1), "current": one == current} for one, text in ORDERS.items()]


def views_of(wished: Sequence[Wished]) -> list[WishView]:
    """The wishes in the language of the page."""
    return [_view(wish) for wish in wished]


def _view(wish: Wished) -> WishView:
    product, variant = wish.product, wish.variant
    return WishView(
        slug=product.slug,
        name=say(product, "name"),
        pack=" · ".join(filter(None, (say(variant, "pack"), sale_words.in_a_line(variant.sale, 1)))),
        seller=say(product.seller, "name"),
        url=url_for("product.show", slug=product.slug, co=variant.ref if variant.position > 1 else None),
        picture=thumbnail(product),
        price_vnd=variant.asked_vnd,
        has_dearer=wish.has_dearer,
        change=_change(wish),
        is_cheaper=wish.cheaper_vnd > 0,
        note=_note(wish),
        ref=variant.ref if wish.left and not wish.is_gone else "",
        is_gone=wish.is_gone,
        is_sold_out=not wish.left and not wish.is_gone,
    )


def _change(wish: Wished) -> str:
    if wish.cheaper_vnd == 0 or wish.is_gone:
        return ""
    if wish.cheaper_vnd > 0:
        return gettext("Rẻ hơn %(amount)s", amount=vnd(wish.cheaper_vnd))
    return gettext("Đắt hơn %(amount)s", amount=vnd(-wish.cheaper_vnd))


def _note(wish: Wished) -> str:
    if wish.is_gone:
        return gettext("Món này hiện không bán.")
    return "" if wish.left else sold_out_note(wish.product)


def _url(order: Sorting, number: int) -> str:
    chosen = {"xep": order if order != Sorting.NEWEST else None, "trang": number if number > 1 else None}
    return url_for("wishlist.show", **chosen)  # type: ignore[arg-type]
