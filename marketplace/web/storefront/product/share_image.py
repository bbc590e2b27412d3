"""What stands on the picture that goes with a shared link."""

import logging

from flask import current_app

from marketplace import pictures
from marketplace.art import share_card
from marketplace.art.raster import png
from marketplace.art.share_card import ShareCard
from marketplace.errors import DomainError
from marketplace.shelf.product_models import Goods, ProductPage
from marketplace.web.filters import printed_place, say, vnd
from marketplace.web.locale import gettext
from marketplace.web.storefront.catalogue.cards import sold_out_note
from marketplace.web.storefront.product.packs import chosen_pack

log = logging.getLogger(__name__)


def card_of(page: ProductPage) -> ShareCard:
    """The card in the language of the page."""
    pack = chosen_pack(page)
    return ShareCard(
        title=say(page.product, "name"),
        seller=say(page.seller, "name"),
        place=printed_place(page.seller),
        price=vnd(pack.price_vnd),
        pack=sold_out_note(page.product) if page.is_sold_out else say(pack, "pack"),
        stars=page.stars,
        grade=gettext("%(stars)s sao", stars=page.stars),
        shop=current_app.config["SHOP_NAME"],
    )


def png_of(page: ProductPage, card: ShareCard) -> bytes:
    """The card as PNG, with the first photo, or the drawing when there is none or the store of files is away."""
    return share_card.draw(card, _photo(page.product) or png(page.product.picture))


def _photo(product: Goods) -> bytes:
    try:
        return pictures.read(product.photos[0].ref, 800, "jpg") if product.photos else b""
    except DomainError as error:
        log.warning("a photo for a shared link is missing: %s", error)
        return b""
