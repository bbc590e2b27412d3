"""What others see of a shared product or shop: the card in a message or a post, and the links that share it."""

from hashlib import md5
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import current_app, url_for

from marketplace.art.share_card import ShareCard
from marketplace.sellers.models import Seller
from marketplace.shelf.product_models import Pack, ProductPage
from marketplace.web.filters import pack_size, printed_place, say, vnd
from marketplace.web.locale import current, gettext
from marketplace.web.product_cards import sold_out_note
from marketplace.web.share_image import card_of, card_of_shop

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


class ShopSharing(NamedTuple):
    """How a whole shop is shared: its address for everybody else, its picture there, and ready words."""

    shared_url: str
    title: str
    message: str
    facebook: str
    image: str


def sharing_of_shop(seller: Seller) -> ShopSharing:
    """How this shop is shared, in the language of the page."""
    base, english = current_app.config["PUBLIC_BASE_URL"], "en" if current() == "en" else None
    url = f"{base}{url_for('sellers.show', slug=seller.slug, hl=english)}"
    image = f"{base}{url_for('sellers.card', slug=seller.slug, hl=current(), v=_digest(card_of_shop(seller)))}"
    title = gettext("%(name)s, %(place)s", name=say(seller, "name"), place=printed_place(seller))
    tagline = say(seller, "tagline")
    words = f"{title}. {tagline}." if tagline else f"{title}."
    return ShopSharing(url, title, f"{words} {url}", FACEBOOK + urlencode({"u": url}), image)


def sharing_of(page: ProductPage, ref: str = "") -> Sharing:
    """How this product is shared, or its pack size `ref` where that is asked for, in the language of the page."""
    asked, url = page.asked_pack(ref), address_of(page)
    shared_url = address_of(page, asked)
    title = gettext("%(name)s, %(seller)s", name=say(page.product, "name"), seller=say(page.seller, "name"))
    pack = asked or page.chosen_pack()
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
    shown = _digest(card_of(page, pack))
    of_pack = asked.ref if asked else None
    path = url_for("product_pictures.card", slug=page.product.slug, hl=current(), co=of_pack, v=shown)
    return f"{current_app.config['PUBLIC_BASE_URL']}{path}"


def _digest(card: ShareCard) -> str:
    return md5(repr(card).encode(), usedforsecurity=False).hexdigest()[:8]


def _availability(pack: Pack) -> str:
    """In the words of Facebook's catalogue."""
    if pack.harvest:
        return "preorder"
    return "in stock" if pack.left else "out of stock"
