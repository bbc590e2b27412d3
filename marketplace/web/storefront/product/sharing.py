"""What others see of a shared product: the card in a message or a post, and the links that share it."""

from hashlib import md5
from typing import NamedTuple
from urllib.parse import urlencode

from flask import current_app, url_for

from marketplace.shelf.product_models import Pack, ProductPage
from marketplace.web.filters import pack_size, say, vnd
from marketplace.web.locale import current, gettext
from marketplace.web.storefront.catalogue.cards import sold_out_note
from marketplace.web.storefront.product.packs import chosen_pack
from marketplace.web.storefront.product.share_image import card_of

FACEBOOK = "https://www.facebook.com/sharer/sharer.php?"


class Sharing(NamedTuple):
    """Addresses are absolute. The picture's names what stands on it, so that nobody keeps an old one for a new."""

    url: str
    title: str
    text: str
    price_vnd: int
    image: str
    message: str
    facebook: str


def sharing_of(page: ProductPage) -> Sharing:
    """How this product is shared, in the language of the page, whatever pack size is chosen on it."""
    url = address_of(page)
    title = gettext("%(name)s, %(seller)s", name=say(page.product, "name"), seller=say(page.seller, "name"))
    pack = chosen_pack(page)
    text = _text(page, pack)
    return Sharing(
        url=url,
        title=title,
        text=text,
        price_vnd=pack.price_vnd,
        image=_image(page),
        message=f"{title}. {text} {url}",
        facebook=FACEBOOK + urlencode({"u": url}),
    )


def address_of(page: ProductPage) -> str:
    """The product's address for everybody else."""
    path = url_for("product.show", slug=page.product.slug)
    return f"{current_app.config['PUBLIC_BASE_URL']}{path}{'?hl=en' if current() == 'en' else ''}"


def _text(page: ProductPage, pack: Pack) -> str:
    """Price, or that nothing is left; stars only if they are valid today; and what the seller says of it."""
    price = gettext("%(price)s, %(pack)s.", price=vnd(pack.price_vnd), pack=pack_size(pack))
    stars = gettext("OCOP %(stars)s sao.", stars=page.stars) if page.stars else ""
    stock = f"{sold_out_note(page.product)}." if page.is_sold_out else price
    return " ".join(filter(None, (stock, stars, say(page.product, "summary"))))


def _image(page: ProductPage) -> str:
    shown = md5(repr(card_of(page)).encode(), usedforsecurity=False).hexdigest()[:8]
    path = url_for("product_pictures.card", slug=page.product.slug, hl=current(), v=shown)
    return f"{current_app.config['PUBLIC_BASE_URL']}{path}"
