"""What stands on the picture that goes with a shared link."""

import logging
from collections.abc import Callable
from hashlib import md5

from flask import Response, current_app, make_response, request
from flask_babel import ngettext

from marketplace import pictures
from marketplace.art import share_card
from marketplace.art.raster import png
from marketplace.art.share_card import ShareCard
from marketplace.errors import DomainError
from marketplace.sellers.models import Seller
from marketplace.shelf.product_models import Goods, Pack, ProductPage
from marketplace.web.filters import printed_place, say, vnd
from marketplace.web.locale import gettext
from marketplace.web.product_cards import sold_out_note

log = logging.getLogger(__name__)


def card_of(page: ProductPage, pack: Pack) -> ShareCard:
    """The card of a pack size in the language of the page."""
    return ShareCard(
        title=say(page.product, "name"),
        seller=say(page.seller, "name"),
        place=printed_place(page.seller),
        price=vnd(pack.price_vnd),
        pack=_size_or_none_left(page, pack),
        stars=page.stars,
        grade=gettext("%(stars)s sao", stars=page.stars),
        shop=current_app.config["SHOP_NAME"],
    )


def card_of_shop(seller: Seller, *, goods: int = 0) -> ShareCard:
    """The card of a whole shop, with its goods on sale counted where `goods` says how many there are.

    Stars are a product's, so that it bears none.
    """
    on_sale = ngettext("%(num)d món đang bán", "%(num)d món đang bán", goods)
    return ShareCard(
        title=say(seller, "name"),
        seller=say(seller, "tagline"),
        place=printed_place(seller),
        price=on_sale if goods else "",
        pack="",
        stars=0,
        grade="",
        shop=current_app.config["SHOP_NAME"],
    )


def png_of_shop(seller: Seller, card: ShareCard) -> bytes:
    """The card as PNG, with the shop's first photo, or its drawing when there is none or the store is away."""
    photos = (photo for block in seller.blocks for photo in block["photos"])
    photo = next(photos, None)
    return share_card.draw(card, (_read(photo["ref"]) if photo else b"") or png(seller.picture))


def _size_or_none_left(page: ProductPage, pack: Pack) -> str:
    if page.is_sold_out:
        return sold_out_note(page.product)
    size = say(pack, "pack")
    return size if pack.left else gettext("%(pack)s, hết hàng", pack=size)


def png_of(page: ProductPage, card: ShareCard) -> bytes:
    """The card as PNG, with the first photo, or the drawing when there is none or the store of files is away."""
    return share_card.draw(card, _photo(page.product) or png(page.product.picture))


def _photo(product: Goods) -> bytes:
    return _read(product.photos[0].ref) if product.photos else b""


def _read(ref: str) -> bytes:
    try:
        return pictures.read(ref, 800, "jpg")
    except DomainError as error:
        log.warning("a photo for a shared link is missing: %s", error)
        return b""


def answer_with(card: ShareCard, png: Callable[[], bytes]) -> Response:
    """The card for anybody. Whoever keeps it asks each time whether it is still so, and it is drawn only when not."""
    answer = make_response(b"")
    answer.set_etag(md5(repr(card).encode(), usedforsecurity=False).hexdigest())
    answer.content_type = "image/png"
    answer.cache_control.public = True
    answer.cache_control.no_cache = True
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if answer.make_conditional(request).status_code != 304:
        answer.set_data(png())
    return answer
