"""What stands on the picture that goes with a shared link."""

import logging

from flask import current_app

from marketplace import pictures
from marketplace.art import share_card
from marketplace.art.raster import png
from marketplace.art.share_card import ShareCard
from marketplace.errors import DomainError
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


def _size_or_none_left(page: ProductPage, pack: Pack) -> str:
    if page.is_sold_out:
        return sold_out_note(page.product)
    size = say(pack, "pack")
    return size if pack.left else gettext("%(pack)s, hết hàng", pack=size)


def png_of(page: ProductPage, card: ShareCard) -> bytes:
    """The card as PNG, with the first photo, or the drawing when there is none or the store of files is away."""
    return share_card.draw(card, _photo(page.product) or png(page.product.picture))


def _photo(product: Goods) -> bytes:
    try:
        return pictures.read(product.photos[0].ref, 800, "jpg") if product.photos else b""
    except DomainError as error:
        log.warning("a photo for a shared link is missing: %s", error)
        return b""
