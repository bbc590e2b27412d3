"""What others see of a shared product: the card in a message or a post, and the links that share it."""

from hashlib import md5
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import current_app, url_for

from marketplace.shelf.product_models import Pack, ProductPage
from marketplace.web.filters import pack_size, say, vnd
from marketplace.web.locale import current, gettext
from marketplace.web.product_cards import sold_out_note
from marketplace.web.storefront.product.packs import asked_pack, chosen_pack
from marketplace.web.storefront.product.share_image import card_of

FACEBOOK = "https://www.facebook.com/sharer/sharer.php?"


class Sharing(NamedTuple):
    """Addresses are absolute: `url` is the product's, `shared_url` that of the pack size that is asked for.

    The picture's names what stands on it, so that nobody keeps an old one for a new.
    """

    url: str
    shared_url: str
    title: str
    text: str
    price_vnd: int
    availability: str
    image: str
    message: str
    facebook: str


def sharing_of(page: ProductPage, ref: str = "") -> Sharing:
    """How this product is shared, or its pack size `ref` where that is asked for, in the language of the page."""
    asked, url = asked_pack(page, ref), address_of(page)
    shared_url = address_of(page, asked)
    title = gettext("%(name)s, %(seller)s", name=say(page.product, "name"), seller=say(page.seller, "name"))
    pack = asked or chosen_pack(page)
    text = _text(page, pack)
    return Sharing(
        url=url,
        shared_url=shared_url,
        title=title,
        text=text,
        price_vnd=pack.price_vnd,
        availability=_availability(pack),
        image=_image(page, pack, asked),
        message=f"{title}. {text} {shared_url}",
        facebook=FACEBOOK + urlencode({"u": shared_url}),
    )


def address_of(page: ProductPage, pack: Pack | None = None) -> str:
    """The product's address for everybody else, or that of one of its pack sizes."""
    asked: dict[str, Any] = {"hl": "en" if current() == "en" else None, "co": pack.ref if pack else None}
    return f"{current_app.config['PUBLIC_BASE_URL']}{url_for('product.show', slug=page.product.slug, **asked)}"


def _text(page: ProductPage, pack: Pack) -> str:
    """Price, or that nothing is left; stars only if they are valid today; and what the seller says of it."""
    price = gettext("%(price)s, %(pack)s.", price=vnd(pack.price_vnd), pack=pack_size(pack))
    stars = gettext("OCOP %(stars)s sao.", stars=page.stars) if page.stars else ""
    stock = price if pack.left else f"{price} {gettext('Hết hàng')}."
    stock = f"{sold_out_note(page.product)}." if page.is_sold_out else stock
    return " ".join(filter(None, (stock, stars, say(page.product, "summary"))))


def _image(page: ProductPage, pack: Pack, asked: Pack | None) -> str:
    shown = md5(repr(card_of(page, pack)).encode(), usedforsecurity=False).hexdigest()[:8]
    of_pack = asked.ref if asked else None
    path = url_for("product_pictures.card", slug=page.product.slug, hl=current(), co=of_pack, v=shown)
    return f"{current_app.config['PUBLIC_BASE_URL']}{path}"


def _availability(pack: Pack) -> str:
    """In the words of Facebook's catalogue."""
    if pack.harvest:
        return "preorder"
    return "in stock" if pack.left else "out of stock"
